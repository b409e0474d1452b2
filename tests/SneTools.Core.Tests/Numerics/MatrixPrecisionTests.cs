namespace SneTools.Tests;

public class MatrixPrecisionTests
{
    private static readonly Gen<(float[] A, float[] B)> Pairs = Gen.Int[0, 40].SelectMany(length =>
        Gen.Select(Gen.Float[-10, 10].Array[length], Gen.Float[-10, 10].Array[length]));

    [Fact]
    public void Distances_between_rows_of_single_precision_are_those_of_the_same_doubles_to_the_bit() => Pairs.Sample((a, b) =>
    {
        double[] wideA = Array.ConvertAll(a, x => (double)x);
        double[] wideB = Array.ConvertAll(b, x => (double)x);
        double expected = Distance.Squared(wideA, wideB);
        Assert.Equal(expected, Distance.Squared(new MatrixRow(a), new MatrixRow(b)));
        Assert.Equal(expected, Distance.Squared(new MatrixRow(a), new MatrixRow(wideB)));
        double scaled = Distance.Squared(new MatrixRow(wideA), 0.3, new MatrixRow(wideB), 0.7);
        Assert.Equal(scaled, Distance.Squared(new MatrixRow(a), 0.3, new MatrixRow(b), 0.7));
        Assert.Equal(scaled, Distance.Squared(new MatrixRow(wideA), 0.3, new MatrixRow(b), 0.7));
    });

    [Fact]
    public void Numbers_of_single_precision_stay_so_until_all_of_them_or_a_row_are_asked_for()
    {
        var matrix = new Matrix(2, 3, new float[] { 1, 2, 3, 4, 5, 0.1f });
        Assert.Equal(0.1f, matrix[1, 2]);
        matrix[0, 0] = 7;
        Assert.Equal([4, 7], new[] { matrix.ReadRow(1)[0], matrix.Clone()[0, 0] });
        Assert.Equal([4, 5, 0.1f], matrix.Select([1]).Singles!);
        Assert.NotNull(matrix.Singles);
        matrix.Row(0)[1] = 1e300;
        Assert.Null(matrix.Singles);
        Assert.Equal([7, 1e300, 3, 4, 5, 0.1f], matrix.Values);
    }

    [Fact]
    public void A_number_that_is_none_of_single_precision_makes_all_doubles()
    {
        var matrix = new Matrix(1, 2, new float[] { 1, 2 });
        matrix[0, 1] = double.NaN;
        Assert.NotNull(matrix.Singles);
        matrix[0, 1] = 0.1;
        Assert.Equal([1, 0.1], matrix.Values);
    }

    [Fact]
    public void Whoever_asks_at_the_same_time_gets_the_same_doubles()
    {
        for (int round = 0; round < 50; round++)
        {
            var matrix = new Matrix(100, 10, new float[1000]);
            var found = new double[8][];
            Parallel.For(0, found.Length, k => found[k] = matrix.Values);
            Assert.All(found, values => Assert.Same(found[0], values));
        }
    }
}
