namespace SneTools.Tests;

/// <summary>Several starts, of which the best is kept.</summary>
public class RestartTests
{
    private static readonly Dataset Data = Samples.Named(Samples.FirstRows(Samples.Wine.Values, 60));

    private static readonly EmbeddingOptions Options = new()
    {
        Perplexity = 8,
        Initialization = InitialMap.Random,
        Seed = 10,
        ThreadCount = 1,
        Descent = new DescentOptions { MaxIteration = 150 },
    };

    [Theory]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void The_best_of_several_starts_is_that_of_the_seed_reported(SneMethod method)
    {
        EmbeddingOptions options = Options with { Objective = new Objective(method) };
        Embedding[] alone = [.. Enumerable.Range(0, 4).Select(k => Fit(options with { Seed = 10 + k }))];
        Assert.Equal(4, alone.Select(embedding => embedding.Divergence).Distinct().Count());
        for (int starts = 1; starts <= 4; starts++)
        {
            Embedding best = alone.Take(starts).MinBy(embedding => embedding.Divergence)!;
            Embedding kept = Fit(options with { Restart = starts });
            Assert.Equal(best.Seed, kept.Seed);
            Assert.Equal(best.Divergence, kept.Divergence);
            Assert.Equal(best.History, kept.History);
            Assert.Equal(best.StopReason, kept.StopReason);
            Near.SameBits(best.Map, kept.Map);
        }
    }

    [Fact]
    public void Only_the_first_start_is_where_it_was_asked_for_and_none_is_worse_than_it()
    {
        EmbeddingOptions options = Options with { Initialization = InitialMap.Pca };
        double[] costs = [Fit(options).Divergence, Fit(Options with { Seed = 11 }).Divergence, Fit(Options with { Seed = 12 }).Divergence];
        Assert.Equal(costs.Min(), Fit(options with { Restart = 3 }).Divergence);
    }

    [Fact]
    public void A_run_canceled_in_a_later_start_keeps_the_best_so_far()
    {
        using var source = new CancellationTokenSource();
        int starts = 0;
        Embedding canceled = StochasticNeighborEmbedding.Fit(
            Data,
            Options with { Restart = 5 },
            progress =>
            {
                if (progress.Phase == EmbeddingPhase.Initialization)
                    starts++;
                if (starts == 2 && progress.Point?.Iteration == 3)
                    source.Cancel();
            },
            source.Token);
        Assert.Equal(2, starts);
        Assert.Equal(10, canceled.Seed);
        Near.SameBits(Fit(Options).Map, canceled.Map);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Fewer_than_one_start_are_refused(int starts)
    {
        var error = Assert.Throws<SneException>(() => Fit(Options with { Restart = starts }));
        Assert.Equal(SneError.InvalidOption, error.Error);
        Assert.StartsWith("Restart ", error.Message);
    }

    private static Embedding Fit(EmbeddingOptions options) => StochasticNeighborEmbedding.Fit(Data, options);
}
