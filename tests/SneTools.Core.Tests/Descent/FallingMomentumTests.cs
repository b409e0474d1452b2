namespace SneTools.Tests;

/// <summary>How much of the last move is kept while a map opens, and when that ends.</summary>
public class FallingMomentumTests
{
    private static readonly DescentOptions Options = new()
    {
        EarlyExaggeration = 1,
        FallingMomentum = 0.97,
        MaxIteration = 120,
        Tolerance = 0,
    };

    [Fact]
    public void It_lasts_until_the_cost_has_stood_still_for_twenty_iterations_and_does_not_come_back()
    {
        // Falls for 30 iterations, stands still for 40, and falls again.
        var state = new DescentState(new Matrix(1, 1));
        GradientDescent descent = New(ScriptedEngine.Of(call => Math.Pow(0.99, Math.Min(call, 30) + Math.Max(0, call - 70))), state, Options);
        List<double> momenta = [];
        descent.Run(_ => momenta.Add(descent.Momentum));
        Assert.All(momenta[..49], momentum => Assert.Equal(0.97, momentum));
        Assert.All(momenta[49..], momentum => Assert.Equal(Options.Momentum, momentum));

        // Who goes on with it finds the end in the history.
        Assert.Equal(Options.Momentum, New(ScriptedEngine.Of(_ => 0), state, Options).Momentum);
    }

    [Fact]
    public void It_begins_when_exaggeration_ends_and_a_run_that_goes_on_meanwhile_keeps_it()
    {
        DescentOptions options = Options with { EarlyExaggeration = 2, EarlyExaggerationIteration = 25, MaxIteration = 60 };
        var state = new DescentState(new Matrix(1, 1));
        GradientDescent descent = New(ScriptedEngine.Of(call => Math.Pow(0.99, call)), state, options);
        Assert.Equal(options.EarlyMomentum, descent.Momentum);
        List<double> momenta = [];
        descent.Run(_ => momenta.Add(descent.Momentum));
        Assert.All(momenta[..24], momentum => Assert.Equal(options.EarlyMomentum, momentum));
        Assert.All(momenta[24..], momentum => Assert.Equal(0.97, momentum));
        Assert.Equal(0.97, New(ScriptedEngine.Of(_ => 0), state, options).Momentum);
    }

    [Fact]
    public void A_fall_of_less_than_a_thousandth_is_none()
    {
        var slow = new DescentState(new Matrix(1, 1));
        New(ScriptedEngine.Of(call => 1 - (4e-5 * call)), slow, Options with { MaxIteration = 21 }).Run();
        Assert.Equal(Options.Momentum, New(ScriptedEngine.Of(_ => 0), slow, Options).Momentum);
        var quick = new DescentState(new Matrix(1, 1));
        New(ScriptedEngine.Of(call => 1 - (6e-5 * call)), quick, Options with { MaxIteration = 21 }).Run();
        Assert.Equal(0.97, New(ScriptedEngine.Of(_ => 0), quick, Options).Momentum);
    }

    [Fact]
    public void Many_points_have_it_under_Students_kernel_alone_and_get_lower_sooner()
    {
        Dataset data = Clusters(2100);
        Embedding hurried = Fit(SneMethod.TSne, null);
        Assert.True(hurried.Divergence < Fit(SneMethod.TSne, 0.9).Divergence);
        Near.SameBits(hurried.Map, Fit(SneMethod.TSne, 0.98).Map);
        Near.SameBits(Fit(SneMethod.Sne, null).Map, Fit(SneMethod.Sne, 0.9).Map);

        Embedding Fit(SneMethod method, double? momentum) => StochasticNeighborEmbedding.Fit(data, new EmbeddingOptions
        {
            Objective = new Objective(method),
            Perplexity = 10,
            Descent = new DescentOptions { EarlyExaggerationIteration = 40, MaxIteration = 80, FallingMomentum = momentum },
            ThreadCount = 2,
        });
    }

    private static Dataset Clusters(int n)
    {
        Matrix points = Samples.Normal(n, 4, 1);
        for (int i = 0; i < n; i++)
            points[i, i % 4] += 8 * (i % 3);
        return new Dataset(points, ["a", "b", "c", "d"]);
    }

    private static GradientDescent New(ICost engine, DescentState state, DescentOptions options) =>
        new(engine, [1.0], state, options);
}
