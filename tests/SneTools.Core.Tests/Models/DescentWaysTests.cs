namespace SneTools.Tests;

/// <summary>The ways in which few points are mapped.</summary>
public class DescentWaysTests
{
    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void A_run_put_down_while_ways_are_tried_follows_the_same_ones_later(SneMethod method)
    {
        Dataset data = Samples.Named(Samples.FirstRows(Samples.Wine.Values, 60));
        SneModel model = SneModel.Fit(data, Options(method, 8, 120)).Resume(new ResumeOptions { MaxIteration = 140 }).Resume(new ResumeOptions { MaxIteration = 200 });
        Embedding once = StochasticNeighborEmbedding.Fit(data, Options(method, 8, 460));
        Near.SameBits(once.Map, model.Map);
        Assert.Equal(once.Way, model.Embedding.Way);
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void A_run_that_ends_at_its_limit_has_made_so_many_iterations_wherever_the_ways_are_parted(SneMethod method)
    {
        Dataset data = Samples.Named(Samples.FirstRows(Samples.Wine.Values, 60));
        foreach (int limit in (int[])[90, 160, 230, 292, 340, 420])
        {
            EmbeddingOptions options = Options(method, 8, limit);
            Embedding embedding = StochasticNeighborEmbedding.Fit(data, options with { Descent = options.Descent with { Tolerance = 0, Optimizer = OptimizerKind.GradientDescent } });
            Assert.Equal((limit, StopReason.IterationLimit), (embedding.Iterations, embedding.StopReason));
        }
    }

    [Fact]
    public void What_a_user_asks_for_is_done_and_nothing_else()
    {
        EmbeddingOptions plain = Options(SneMethod.TSne, 8, 1000);
        Assert.True(DescentWays.Of(plain, 100, 0).Length > DescentWays.Of(plain, SmallData.Limit, 0).Length);
        Assert.Single(DescentWays.Of(plain, SmallData.Limit + 1, 0));
        foreach (DescentOptions asked in new DescentOptions[] { new() { EarlyExaggeration = 4 }, new() { LearningRate = 0.1 }, new() { Jitter = 0.1 } })
            Assert.Single(DescentWays.Of(plain with { Descent = asked }, 100, 0));
        Assert.Single(DescentWays.Of(plain with { Initialization = InitialMap.Given(new Matrix(100, 2)) }, 100, 0));
    }

    [Fact]
    public void A_map_that_keeps_more_momentum_while_it_falls_is_given_half_the_iterations()
    {
        EmbeddingOptions plain = Options(SneMethod.TSne, 8, 0) with { Descent = new DescentOptions() };
        Assert.Equal(500, DescentWays.Limit(plain, SmallData.Limit + 1));
        Assert.Equal(1000, DescentWays.Limit(plain, SmallData.Limit));
        foreach (DescentOptions asked in new DescentOptions[] { new() { LearningRate = 0.1 }, new() { Jitter = 0.1 }, new() { FallingMomentum = 0.9 } })
            Assert.Equal(1000, DescentWays.Limit(plain with { Descent = asked }, SmallData.Limit + 1));
        Assert.Equal(1000, DescentWays.Limit(plain with { Initialization = InitialMap.Given(new Matrix(3000, 2)) }, 3000));
        Assert.Equal(1000, DescentWays.Limit(plain with { Objective = new Objective(SneMethod.Sne) }, 3000));
        Assert.Equal(7, DescentWays.Limit(plain with { Descent = new DescentOptions { MaxIteration = 7 } }, 3000));
        Assert.Equal(501, SnapshotMemory.MapCount(3000, plain with { SnapshotInterval = 1 }));
    }

    [Fact]
    public void A_limit_that_nobody_gave_is_kept_by_a_run_put_down_and_by_its_file()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var random = new Random(3);
        Dataset data = Samples.Named(new Matrix(2001, 3, [.. Enumerable.Range(0, 6003).Select(_ => random.NextDouble())]));
        EmbeddingOptions options = Options(SneMethod.TSne, 3, 0) with { Descent = new DescentOptions() };
        SneModel model = SneModel.Fit(data, options, Stop, source.Token);
        Assert.Equal((2, StopReason.Canceled), (model.Embedding.Iterations, model.Embedding.StopReason));
        ModelFile.Write(model, folder.File("map.npz"));
        SneModel read = ModelFile.Read(folder.File("map.npz"));
        Assert.Null(read.Options.Descent.MaxIteration);
        using var again = new CancellationTokenSource();
        Assert.Equal(3, read.Resume(new ResumeOptions(), progress => Judge(progress, 3, again), again.Token).Embedding.Iterations);

        void Stop(EmbeddingProgress progress) => Judge(progress, 2, source);

        static void Judge(EmbeddingProgress progress, int last, CancellationTokenSource source)
        {
            Assert.Equal(500, progress.MaxIteration);
            if (progress.Point?.Iteration == last)
                source.Cancel();
        }
    }

    [Fact]
    public void Every_way_from_a_start_has_a_number_of_its_own()
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            DescentWay[] ways = DescentWays.Of(Options(method, 8, 1000), 100, 0);
            Assert.Equal(ways.Length, ways.Select(way => way.Number).Distinct().Count());
            Assert.DoesNotContain(0, ways.Select(way => way.Number)); // That of the first way of older versions.
            Assert.Equal(ways.Length, ways.Select(way => way.ToString() + way.Settings).Distinct().Count());
        }
    }

    [Fact]
    public void A_map_says_in_which_way_it_was_made_and_so_does_its_file()
    {
        using var folder = new TemporaryFolder();
        Dataset data = Samples.Named(Samples.FirstRows(Samples.Wine.Values, 60));
        SneModel model = SneModel.Fit(data, Options(SneMethod.SymmetricSne, 8, 100));
        Assert.Contains(model.Embedding.Way, DescentWays.Of(model.Options, 60, 0).Select(way => way.ToString()));
        ModelFile.Write(model, folder.File("map.npz"));
        Assert.Equal(model.Embedding.Way, ModelFile.Read(folder.File("map.npz")).Embedding.Way);
    }

    private static EmbeddingOptions Options(SneMethod method, double perplexity, int iterations) => new()
    {
        Objective = new Objective(method),
        Perplexity = perplexity,
        ThreadCount = 1,
        Descent = new DescentOptions { MaxIteration = iterations },
    };
}
