namespace SneTools.Tests;

public class KernelTests
{
    private static readonly Gen<double> SquaredDistances = Gen.Double[-3, 6].Select(exponent => Math.Pow(10, exponent));

    [Fact]
    public void Phi_is_the_slope_of_the_logarithm_of_the_weight_for_the_Gaussian() =>
        SquaredDistances.Sample(d2 => CheckSlope(default(GaussianKernel), d2));

    [Fact]
    public void Phi_is_the_slope_of_the_logarithm_of_the_weight_for_Student_t() =>
        Gen.Select(Gen.Double[0.1, 100], SquaredDistances).Sample((alpha, d2) => CheckSlope(new StudentKernel(alpha), d2));

    [Fact]
    public void One_degree_of_freedom_is_the_Cauchy_kernel_of_t_SNE() => SquaredDistances.Sample(d2 =>
    {
        var kernel = new StudentKernel(1);
        Near.Equal(1 / (1 + d2), Math.Exp(kernel.LogWeight(d2)), 1e-14 / (1 + d2)); // exp at up to 14.
        Near.Equal(1 / (1 + d2), kernel.Phi(d2), 1e-15 / (1 + d2));
    });

    [Fact]
    public void Many_degrees_of_freedom_approach_a_Gaussian_of_half_the_precision() => Gen.Double[0, 5].Sample(d2 =>
        Near.Equal(-0.5 * d2, new StudentKernel(1e8).LogWeight(d2), 1e-6)); // The next term is d⁴/4α; 1 + d²/α rounds to 1e-16 α.

    [Fact]
    public void A_weight_at_distance_zero_is_one()
    {
        Assert.Equal(0, default(GaussianKernel).LogWeight(0));
        Assert.Equal(0, new StudentKernel(2.5).LogWeight(0));
    }

    [Fact]
    public void A_method_that_is_none_is_refused()
    {
        var error = Assert.Throws<SneException>(() => Stages.Evaluate(
            new Objective((SneMethod)99), Stages.Symmetric(Stages.FromSigma(Samples.Normal(3, 2, 0), 1), false), Samples.Normal(3, 1, 0)));
        Assert.Equal(SneError.InvalidOption, error.Error);
    }

    private static void CheckSlope<TKernel>(TKernel kernel, double d2)
        where TKernel : struct, IKernel
    {
        double step = 1e-3 * d2;
        double slope = (kernel.LogWeight(d2 - step) - kernel.LogWeight(d2 + step)) / (2 * step);

        // The difference's own error is (1e-3)²; rounding of log w over the step is far below.
        Near.Equal(kernel.Phi(d2), slope, 2e-6 * kernel.Phi(d2));
    }
}
