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
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void More_starts_never_cost_more_and_the_one_that_won_is_reported(SneMethod method)
    {
        EmbeddingOptions options = Options with { Objective = new Objective(method) };
        Embedding before = Fit(options);
        Near.SameBits(before.Map, Fit(options with { Restart = 1 }).Map);
        for (int starts = 2; starts <= 4; starts++)
        {
            Embedding kept = Fit(options with { Restart = starts });
            Assert.True(kept.Divergence <= before.Divergence);
            Assert.Equal(kept.Divergence < before.Divergence ? 10 + starts - 1 : before.Seed, kept.Seed);
            if (kept.Seed == before.Seed)
                Near.SameBits(before.Map, kept.Map);
            before = kept;
        }
    }

    [Fact]
    public void Starts_differ_in_where_they_begin_and_in_how_long_they_are_exaggerated()
    {
        EmbeddingOptions options = Options with { Initialization = InitialMap.Pca };
        DescentWay[] first = [.. Enumerable.Range(0, 4).Select(start => DescentWays.Of(options, 60, start)[1])];
        Assert.Equal(["Pca", "Spectral", "Random", "Random"], first.Select(way => way.Start.Name));
        Assert.Equal([125, 125, 250, 125], first.Select(way => way.Settings.EarlyExaggerationIteration));
    }

    [Fact]
    public void Neighbors_that_nobody_keeps_are_there_for_the_second_start_which_is_spectral()
    {
        EmbeddingOptions options = Options with { Initialization = InitialMap.Pca, Restart = 2, NeighborCount = 20, Descent = new DescentOptions { MaxIteration = 5 } };
        Near.SameBits(Fit(options).Map, Fit(options with { KeepsNeighbors = false }).Map);
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
