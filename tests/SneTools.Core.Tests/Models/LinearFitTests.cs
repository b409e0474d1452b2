namespace SneTools.Tests;

/// <summary>Whole runs on more points than attract each other pair by pair.</summary>
public class LinearFitTests
{
    private const int Count = 2100;

    private static readonly Lazy<(Dataset Data, NeighborGraph Graph)> LazyInput = new(() =>
    {
        Matrix points = Samples.Normal(Count, 5, 1);
        for (int i = 0; i < Count; i++)
            points[i, i % 5] += 8;
        return (Samples.Named(points), Neighborhood.Find(points, 90));
    });

    private static readonly EmbeddingOptions Short = new()
    {
        Descent = new DescentOptions { MaxIteration = 40, EarlyExaggerationIteration = 20 },
        ThreadCount = 2,
    };

    private static Dataset Data => LazyInput.Value.Data;

    [Fact]
    public void The_defaults_find_90_neighbors_and_interpolate_and_the_embedding_says_so()
    {
        var phases = new List<EmbeddingPhase>();
        Embedding embedding = StochasticNeighborEmbedding.Fit(
            Data, Short with { Descent = Short.Descent with { MaxIteration = 5 } }, progress => phases.Add(progress.Phase));
        Assert.Equal((EngineKind.Interpolated, 90), (embedding.Engine, embedding.NeighborCount));
        Assert.NotNull(embedding.Neighbor);
        Assert.InRange(embedding.NeighborRecall, 0.9, 1);
        EmbeddingPhase[] stages =
            [EmbeddingPhase.Neighbors, EmbeddingPhase.Affinities, EmbeddingPhase.Initialization, EmbeddingPhase.Descent];
        Assert.Equal(stages, phases.Distinct());
        Assert.Equal(stages, embedding.Stages.Select(stage => stage.Phase));
        Assert.All(embedding.Stages, stage => Assert.True(stage.Elapsed > TimeSpan.Zero));
        Assert.True(embedding.Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Elapsed) <= embedding.Elapsed);
        Assert.Equal(12, embedding.History[0].Exaggeration);
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void One_thread_and_two_give_the_same_bits_and_the_exact_engine_the_same_cost(SneMethod method)
    {
        EmbeddingOptions options = Short with { Objective = new Objective(method), NeighborGraph = LazyInput.Value.Graph };
        Embedding two = StochasticNeighborEmbedding.Fit(Data, options);
        Embedding one = StochasticNeighborEmbedding.Fit(Data, options with { ThreadCount = 1 });
        Assert.Equal(EngineKind.Interpolated, one.Engine);
        Near.SameBits(one.Map, two.Map);
        Assert.Equal(one.History, two.History);
        Embedding exact = StochasticNeighborEmbedding.Fit(Data, options with { Engine = EngineKind.Exact });
        Assert.Equal((EngineKind.Exact, 90), (exact.Engine, exact.NeighborCount));
        Near.Equal(exact.Divergence, one.Divergence, 0.01 * exact.Divergence);
    }

    [Fact]
    public void Few_points_asked_for_a_grid_end_at_the_cost_of_the_exact_engine()
    {
        EmbeddingOptions options = new() { Perplexity = 15, Descent = new DescentOptions { Tolerance = 1e-5 }, ThreadCount = 2 };
        Embedding exact = StochasticNeighborEmbedding.Fit(Samples.Iris, options);
        Embedding interpolated = StochasticNeighborEmbedding.Fit(Samples.Iris, options with { Engine = EngineKind.Interpolated });
        Assert.Equal((EngineKind.Interpolated, 149), (interpolated.Engine, interpolated.NeighborCount));
        Near.Equal(exact.Divergence, interpolated.Divergence, 0.01 * exact.Divergence);
    }

    [Fact]
    public void A_run_canceled_while_neighbors_are_found_has_no_map_to_return()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => StochasticNeighborEmbedding.Fit(Data, Short with { NeighborGraph = LazyInput.Value.Graph }, null, source.Token));
    }
}
