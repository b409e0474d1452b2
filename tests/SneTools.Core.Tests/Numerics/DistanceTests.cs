namespace SneTools.Tests;

public class DistanceTests
{
    private static readonly Gen<(double[] A, double[] B)> Pairs = Gen.Int[0, 40].SelectMany(length =>
        Gen.Select(Gen.Double[-10, 10].Array[length], Gen.Double[-10, 10].Array[length]));

    [Fact]
    public void The_squared_distance_is_the_sum_of_squared_differences() => Pairs.Sample((a, b) =>
    {
        double expected = a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

        // Sums of 40 positive terms in another order: 40 roundings at most.
        Near.Equal(expected, Distance.Squared(a, b), 40 * 1.2e-16 * expected);
    });

    [Fact]
    public void The_product_is_the_sum_of_products() => Pairs.Sample((a, b) =>
    {
        double size = a.Zip(b, (x, y) => Math.Abs(x * y)).Sum();
        Near.Equal(a.Zip(b, (x, y) => x * y).Sum(), Distance.Dot(a, b), 40 * 1.2e-16 * size); // Terms may cancel.
    });

    [Fact]
    public void Near_rows_far_from_the_origin_keep_their_digits() =>
        Assert.Equal(5.0, Distance.Squared([1e15, 1e15, 0], [1e15 + 1, 1e15 - 2, 0]));

    [Fact]
    public void The_distance_is_symmetric_to_the_bit_and_zero_to_itself() => Pairs.Sample((a, b) =>
    {
        Assert.Equal(Distance.Squared(a, b), Distance.Squared(b, a));
        Assert.Equal(0, Distance.Squared(a, a));
    });
}
