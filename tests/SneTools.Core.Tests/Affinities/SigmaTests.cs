namespace SneTools.Tests;

public class SigmaTests
{
    [Fact]
    public void One_width_for_all_points_follows_the_definition() =>
        Gen.Select(Gen.Int[2, 25], Gen.Int[1, 6], Gen.Double[0.2, 20], Gen.Int[0, 1000]).Sample((n, h, sigma, seed) =>
        {
            Matrix points = Samples.Normal(n, h, seed);
            DenseAffinities affinities = Stages.FromSigma(points, sigma);
            double[,] expected = Definition.Conditional(points, _ => 1 / (sigma * sigma));

            // exp(-β d²) with an exponent of a few thousands: as many times the rounding of 1.
            Near.Equal(Matrix.FromArray(expected), affinities.Probabilities, 1e-12);
            Assert.All(affinities.Precision, precision => Near.Equal(1 / (sigma * sigma), precision, 1e-15 * precision));
        });

    [Fact]
    public void Two_points_are_each_others_only_neighbor()
    {
        DenseAffinities affinities = Stages.FromSigma(new Matrix(2, 1, [0, 1e9]), 1);
        Assert.Equal([0, 1, 1, 0], affinities.Probabilities.Values);
        Assert.Equal([0, 0], affinities.Entropy);
    }

    [Fact]
    public void A_point_whose_weights_all_underflow_still_has_a_distribution()
    {
        // The derivation's example: exp(-3481) is 0 in doubles, the quotient is not.
        DenseAffinities affinities = Stages.FromSigma(new Matrix(3, 1, [0, 1, 60]), 1);
        Assert.Equal(1, affinities.Probabilities[2, 1]);
        Near.Equal(Math.Exp(-119), affinities.Probabilities[2, 0], 1e-14 * Math.Exp(-119)); // Rounding of exp at 119.
    }

    [Fact]
    public void A_distribution_carries_both_names_of_its_width()
    {
        ConditionalDistribution distribution = Stages.FromSigma(Samples.Normal(10, 2, 1), 2).Distributions[3];
        Assert.Equal(3, distribution.Index);
        Assert.Equal(0.25, distribution.Precision);
        Assert.Equal(2, distribution.Sigma);
        Assert.Equal(0, distribution.Probability[3]);
        double bits = -distribution.Probability.Where(p => p > 0).Sum(p => p * Math.Log2(p));
        Near.Equal(bits, distribution.Entropy, 1e-13); // Ten terms of size 1.
        Near.Equal(Math.Pow(2, bits), distribution.Perplexity, 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_width_that_is_not_positive_or_has_no_finite_precision_is_refused(double sigma)
    {
        var error = Assert.Throws<SneException>(() => Stages.FromSigma(Samples.Normal(5, 2, 0), sigma));
        Assert.Equal(SneError.SigmaOutOfRange, error.Error);
    }

    [Fact]
    public void The_work_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(
            () => Stages.Solve(Samples.Normal(10, 2, 0), KernelWidth.OfSigma(1), team));
    }
}
