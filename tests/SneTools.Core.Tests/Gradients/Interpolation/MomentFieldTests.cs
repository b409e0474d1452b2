namespace SneTools.Tests;

public class MomentFieldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_a_tiny_map_anywhere_the_field_is_that_of_a_plain_sum(int l)
    {
        AssertField(default(GaussianKernel), l);
        AssertField(default(CauchyKernel), l);
        AssertField(new StudentKernel(0.5), l);
        AssertField(new StudentKernel(3), l);
    }

    private static void AssertField<TKernel>(TKernel kernel, int l)
        where TKernel : struct, IKernel
    {
        // 1e-4 wide: what the parabola leaves out is 1e-8 of the gradient, and less than rounding of the potential.
        Matrix map = Samples.Map(Samples.Normal(100, l, l, 2e-5), y => y + 3);
        double[] charges = Samples.Map(Samples.Normal(100, 1, 7), x => 1 + (0.3 * x)).Values;
        double weight = Math.Exp(kernel.LogWeight(0));
        using var field = new MomentField(weight, -kernel.Phi(0) * weight);
        foreach (double[]? charge in (double[]?[])[null, charges])
        {
            field.Place(map, [], default);
            PlainField expected = PlainField.Of(kernel, map, charge);
            PlainField actual = PlainField.Of(field, map, charge);
            Assert.True(expected.ErrorOf(actual) < 1e-7);
            double size = expected.Potential.Max();
            Near.Equal(0, expected.Potential.Zip(actual.Potential, (x, y) => Math.Abs(x - y)).Max() / size, 1e-14);
        }
    }
}
