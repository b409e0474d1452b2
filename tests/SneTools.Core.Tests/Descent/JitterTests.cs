namespace SneTools.Tests;

/// <summary>The noise of the 2002 paper, which falls to zero as a run goes on.</summary>
public class JitterTests
{
    [Fact]
    public void Noise_falls_in_a_line_to_zero_at_half_of_the_iterations()
    {
        GradientDescent descent = New(new Matrix(1, 1), new DescentOptions { MaxIteration = 40, Jitter = 0.5, Tolerance = 0 });
        Assert.Equal(0.5, descent.Jitter);
        descent.Run(point => Near.Equal(0.5 * Math.Max(0, 1 - (point.Iteration / 20.0)), descent.Jitter, 1e-16)); // One rounding.
        Assert.Equal(0, descent.Jitter);
    }

    [Fact]
    public void Without_forces_the_map_walks_by_the_noise_alone_and_rests_when_it_is_over()
    {
        const int Points = 2000;
        var map = new Matrix(Points, 2);
        Matrix before = map.Clone();
        GradientDescent descent = New(map, new DescentOptions { MaxIteration = 20, Jitter = 0.5, Tolerance = 0 });
        descent.Run(point =>
        {
            double jitter = 0.5 * (1 - ((point.Iteration - 1) / 10.0));
            double variance = map.Values.Zip(before.Values, (a, b) => (a - b) * (a - b)).Average();
            if (point.Iteration <= 10)
                Assert.InRange(variance / (jitter * jitter), 0.85, 1.15); // Of 4000 squares, the mean deviates by 2 %.
            else
                Assert.Equal(0, variance);
            map.Values.CopyTo(before.Values, 0);
        });
    }

    [Fact]
    public void The_seed_decides_the_noise()
    {
        Assert.Equal(Walk(1), Walk(1));
        Assert.NotEqual(Walk(1), Walk(2));

        static double[] Walk(int seed)
        {
            var map = new Matrix(3, 2);
            New(map, new DescentOptions { MaxIteration = 10, Jitter = 0.1, Tolerance = 0 }, seed).Run();
            return map.Values;
        }
    }

    [Fact]
    public void A_cost_that_stands_still_does_not_end_a_run_before_the_noise_is_over()
    {
        GradientDescent descent = New(new Matrix(1, 1), new DescentOptions { EarlyExaggeration = 1, MaxIteration = 200, Jitter = 1e-3 });
        Assert.Equal(StopReason.Converged, descent.Run());
        Assert.Equal(100 + 1 + ConvergenceTest.Window, descent.State.History.Count);
    }

    [Theory]
    [InlineData(OptimizerKind.GradientDescent)]
    [InlineData(OptimizerKind.LBfgs)]
    public void A_jittered_run_takes_another_way_and_converges_to_as_low_a_cost(OptimizerKind optimizer)
    {
        Embedding still = Fit(0, 0);
        Embedding shaken = Fit(0.02, 0);
        Assert.NotEqual(still.History[5].Divergence, shaken.History[5].Divergence);
        Near.SameBits(shaken.Map, Fit(0.02, 0).Map);
        Assert.NotEqual(shaken.Map.Values, Fit(0.02, 1).Map.Values);
        Assert.Equal(StopReason.Converged, shaken.StopReason);
        Assert.InRange(shaken.Divergence, 0.98 * still.Divergence, 1.02 * still.Divergence); // It may end in another valley nearby.

        Embedding Fit(double jitter, int seed) => StochasticNeighborEmbedding.Fit(Samples.Wine, new EmbeddingOptions
        {
            Seed = seed,
            ThreadCount = 1,
            Descent = new DescentOptions { Jitter = jitter, Optimizer = optimizer, Tolerance = 1e-5, MaxIteration = 600 },
        });
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Noise_of_no_size_is_refused(double jitter)
    {
        var error = Assert.Throws<SneException>(new DescentOptions { Jitter = jitter }.Validate);
        Assert.Equal(SneError.InvalidOption, error.Error);
        Assert.StartsWith("Jitter ", error.Message);
    }

    private static GradientDescent New(Matrix map, DescentOptions options, int seed = 0) => new(
        ScriptedEngine.Of(_ => 5), [.. Enumerable.Repeat(1.0, map.Rows)], new DescentState(map), options, seed);
}
