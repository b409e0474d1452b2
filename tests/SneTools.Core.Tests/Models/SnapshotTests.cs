namespace SneTools.Tests;

/// <summary>Maps on the way that a run keeps.</summary>
public class SnapshotTests
{
    /// <summary>An exaggeration that is asked for: the map is made in one way.</summary>
    private static readonly DescentOptions OneWay = new() { EarlyExaggeration = 12 };

    [Theory]
    [InlineData(SneMethod.Sne, EngineKind.Exact, OptimizerKind.LBfgs, 90)]
    [InlineData(SneMethod.TSne, EngineKind.Auto, OptimizerKind.Auto, 90)]
    [InlineData(SneMethod.SymmetricSne, EngineKind.Interpolated, OptimizerKind.GradientDescent, 600)]
    [InlineData(SneMethod.TConditionalSne, EngineKind.Multipole, OptimizerKind.Auto, 600)]
    public void A_run_that_keeps_maps_ends_in_the_same_bits(SneMethod method, EngineKind engine, OptimizerKind optimizer, int n)
    {
        Dataset data = Model.Labeled(n);
        EmbeddingOptions options = Model.Options(method, engine, 8) with { Descent = new DescentOptions { MaxIteration = 64, Optimizer = optimizer, Tolerance = 0 } };
        Embedding plain = StochasticNeighborEmbedding.Fit(data, options);
        Embedding kept = StochasticNeighborEmbedding.Fit(data, options with { SnapshotInterval = 10 });
        Near.SameBits(plain.Map, kept.Map);
        Assert.Equal(plain.History, kept.History);
        Assert.Empty(plain.Snapshots);
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 64], kept.Snapshots.Select(snapshot => snapshot.Iteration));
    }

    [Fact]
    public void They_are_the_maps_that_shorter_runs_end_in()
    {
        Dataset data = Model.Labeled(600);
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { SnapshotInterval = 10, Descent = OneWay with { MaxIteration = 40, Tolerance = 0 } };
        Embedding whole = StochasticNeighborEmbedding.Fit(data, options);
        foreach (MapSnapshot snapshot in whole.Snapshots)
        {
            Embedding part = StochasticNeighborEmbedding.Fit(data, options with { SnapshotInterval = null, Descent = options.Descent with { MaxIteration = snapshot.Iteration, PlannedIteration = 40 } });
            Assert.Equal(part.Map.Values.Select(value => (float)value), snapshot.Values);
            Assert.Equal((600, 2), (snapshot.Count, snapshot.Dimension));

            // The engine of a run knows sums of rows to 1e-6; the cost of a result is computed again, as exactly as can be.
            Assert.Equal(part.Divergence, snapshot.Divergence, 1e-4 * part.CrossEntropy);
        }

        Assert.Equal(whole.Divergence, whole.Snapshots[^1].Divergence);
        Assert.Equal(1, whole.Snapshots[0].Exaggeration);
        Assert.True(whole.Snapshots[1].Exaggeration > 1);
        Assert.Same(whole.Labels, whole.Snapshots[2].Labels);
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(60, 3)]
    [InlineData(600, 3)]
    public void They_are_those_of_the_descent_whose_map_is_returned(int n, int restart)
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 8) with { Restart = restart, SnapshotInterval = 7, Descent = new DescentOptions { MaxIteration = 60 } };
        for (int seed = 0; seed < 4; seed++)
        {
            Embedding kept = StochasticNeighborEmbedding.Fit(Model.Labeled(n), options with { Seed = seed });
            Assert.Equal(kept.Map.Values.Select(value => (float)value), kept.Snapshots[^1].Values);
            Assert.Equal(kept.Iterations, kept.Snapshots[^1].Iteration);
            foreach (MapSnapshot snapshot in kept.Snapshots[..^1])
                Assert.Equal(Math.Max(0, kept.History[snapshot.Iteration].Divergence), snapshot.Divergence);
        }
    }

    [Fact]
    public void A_run_that_is_stopped_has_those_it_passed()
    {
        using var stop = new CancellationTokenSource();
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { SnapshotInterval = 5, Descent = new DescentOptions { MaxIteration = 500 } };
        Embedding stopped = StochasticNeighborEmbedding.Fit(
            Model.Labeled(600),
            options,
            progress =>
            {
                if (progress.Point?.Iteration == 13)
                    stop.Cancel();
            },
            stop.Token);
        Assert.Equal(StopReason.Canceled, stopped.StopReason);
        Assert.Equal([0, 5, 10, 13], stopped.Snapshots.Select(snapshot => snapshot.Iteration));
    }

    [Fact]
    public void They_are_told_on_the_way_as_they_are_kept_at_the_end()
    {
        var told = new List<MapSnapshot>();
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { SnapshotInterval = 5, Descent = OneWay with { MaxIteration = 22 } };
        Embedding embedding = StochasticNeighborEmbedding.Fit(Model.Labeled(600), options, progress =>
        {
            if (progress.Snapshot is { } snapshot)
            {
                Assert.Equal(snapshot.Iteration + 1, progress.Point!.Value.Iteration);
                told.Add(snapshot);
            }
        });
        Assert.Equal([0, 5, 10, 15, 20], told.Select(snapshot => snapshot.Iteration));
        foreach ((MapSnapshot passed, MapSnapshot kept) in told.Zip(embedding.Snapshots))
        {
            Assert.Same(passed.Values, kept.Values);
            Assert.Equal((passed.Divergence, passed.Exaggeration, passed.MaxIteration), (kept.Divergence, kept.Exaggeration, kept.MaxIteration));
            Assert.Same(passed.Labels, kept.Labels);
        }
    }

    [Theory]
    [InlineData(60)] // Of few points several maps are made.
    [InlineData(600)]
    public void A_run_that_goes_on_from_a_file_has_those_of_one_that_was_never_put_down(int n)
    {
        Dataset data = Model.Labeled(n);
        EmbeddingOptions options = Model.Options(SneMethod.Sne, n < 500 ? EngineKind.Exact : EngineKind.Interpolated, 8) with { SnapshotInterval = 4, Descent = new DescentOptions { MaxIteration = 50, Tolerance = 0 } };
        SneModel whole = SneModel.Fit(data, options);
        SneModel part = SneModel.Fit(data, options with { Descent = options.Descent with { MaxIteration = 18, PlannedIteration = 50 } });
        SneModel read = Model.Read(Model.Bytes(part));
        Same(part.Embedding.Snapshots, read.Embedding.Snapshots);
        Assert.Equal([0, 4, 8, 12, 16, 18], read.Embedding.Snapshots.Select(snapshot => snapshot.Iteration));
        Same(whole.Embedding.Snapshots, read.Resume(new ResumeOptions { MaxIteration = 32 }).Embedding.Snapshots);
        Same(whole.Embedding.Snapshots, part.Resume(new ResumeOptions { MaxIteration = 32 }).Embedding.Snapshots);
        int[] sparser = [.. part.Resume(new ResumeOptions { MaxIteration = 32, SnapshotInterval = 20 }).Embedding.Snapshots.Select(snapshot => snapshot.Iteration)];
        Assert.Equal([0, 4, 8, 12, 16, 20, 40, 50], sparser);
    }

    [Fact]
    public void The_last_one_is_the_map_rounded_once_also_where_that_was_turned_to_an_old_one()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 8) with { SnapshotInterval = 5, Descent = new DescentOptions { MaxIteration = 20 } };
        Embedding old = StochasticNeighborEmbedding.Fit(Model.Labeled(60), options);
        var matching = new RowMatching([.. Enumerable.Range(0, 40)], [.. Enumerable.Range(0, 40)], 60, 60);
        SneModel model = SneModel.Fit(Model.Labeled(60), options with { Initialization = InitialMap.Aligned(old.Map, matching) });
        foreach (Embedding embedding in (Embedding[])[old, model.Embedding, Model.Read(Model.Bytes(model)).Embedding])
            Assert.Equal(Array.ConvertAll(embedding.Map.Values, value => (float)value), embedding.Snapshots[^1].Values);
    }

    [Theory]
    [InlineData(0)] // The data are written, and no step.
    [InlineData(3)] // Two maps to tell the interval from are not there yet.
    [InlineData(13)]
    public void A_run_that_goes_on_from_a_checkpoint_keeps_them_as_often_as_before(int steps)
    {
        using var folder = new TemporaryFolder();
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { SnapshotInterval = 5, Descent = new DescentOptions { MaxIteration = 22 } };
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        using var stop = new CancellationTokenSource();
        SneModel.Fit(Model.Labeled(600), options, where, progress => { if (progress.Point?.Iteration == Math.Max(1, steps)) stop.Cancel(); }, stop.Token);
        if (steps == 0)
        {
            File.Delete(where.Path);
            File.Delete(CheckpointFile.PreviousPath(where.Path));
        }

        MapSnapshot[] whole = StochasticNeighborEmbedding.Fit(Model.Labeled(600), options).Snapshots;
        Same(whole, CheckpointFile.Resume(where, new ResumeOptions()).Embedding.Snapshots);
        CheckpointFile.Resume(where, new ResumeOptions { MaxIteration = 5, SnapshotInterval = 3 });
        Assert.Equal([0, 5, 10, 15, 20, 24, 27, 30], CheckpointFile.Resume(where, new ResumeOptions { MaxIteration = 3 }).Embedding.Snapshots.Select(snapshot => snapshot.Iteration));
    }

    [Fact]
    public void A_run_that_begins_at_the_map_of_a_file_keeps_them_as_often_as_before()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 8) with { SnapshotInterval = 5, Descent = new DescentOptions { MaxIteration = 4 } };
        SneModel read = Model.Read(Model.Bytes(SneModel.Fit(Model.Labeled(60), options)));
        Embedding other = read.Resume(new ResumeOptions { Objective = new Objective(SneMethod.Sne), MaxIteration = 12 }).Embedding;
        Assert.Equal([0, 5, 10, 12], other.Snapshots.Select(snapshot => snapshot.Iteration));
    }

    [Fact]
    public void A_compact_model_has_none_and_a_file_without_them_neither()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Auto, 8);
        SneModel model = SneModel.Fit(Model.Labeled(60), options with { SnapshotInterval = 5 });
        Assert.NotEmpty(model.Embedding.Snapshots);
        Assert.Empty(model.Compact().Embedding.Snapshots);
        Assert.Empty(Model.Read(Model.Bytes(SneModel.Fit(Model.Labeled(60), options))).Embedding.Snapshots);
    }

    [Fact]
    public void Damaged_maps_in_a_state_are_refused()
    {
        var state = new DescentState(Samples.Normal(5, 3, 1));
        state.Snapshots.Add(KeptMap.Of(state));
        StateArrays arrays = state.ToArrays();
        Assert.Equal(state.Snapshots[0].Values, DescentState.FromArrays(arrays).Snapshots[0].Values); // 15 numbers leave half of the last eight bytes over.
        var packed = (long[])arrays.Arrays["snapshots.map"];
        packed[3] = BitConverter.SingleToInt32Bits(float.NaN);
        Assert.Equal(SneError.InvalidFile, Assert.Throws<SneException>(() => DescentState.FromArrays(arrays)).Error);
        packed[3] = 0;
        ((long[])arrays.Arrays["snapshots.iteration"])[0] = 1; // The descent has made none.
        Assert.Equal(SneError.InvalidFile, Assert.Throws<SneException>(() => DescentState.FromArrays(arrays)).Error);
    }

    [Fact]
    public void Memory_that_cannot_be_had_is_refused_before_the_run()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { SnapshotInterval = 1, Descent = new DescentOptions { MaxIteration = int.MaxValue } };
        SneException error = Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Model.Labeled(2000), options));
        Assert.Equal(SneError.OutOfMemory, error.Error);
        Assert.Contains("SnapshotInterval", error.Message, StringComparison.Ordinal);
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Model.Labeled(60), options with { SnapshotInterval = 0 })).Error);
    }

    [Fact]
    public void The_memory_said_is_what_they_take()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with { SnapshotInterval = 10, Descent = OneWay with { MaxIteration = 25, Tolerance = 0 } };
        Embedding embedding = StochasticNeighborEmbedding.Fit(Model.Labeled(600), options);
        Assert.Equal(embedding.Snapshots.Sum(snapshot => snapshot.Values.Length * sizeof(float)), SnapshotMemory.Bytes(600, options, isKept: true));
        Assert.Equal(embedding.Snapshots.Length, SnapshotMemory.MapCount(600, options));
    }

    private static void Same(MapSnapshot[] expected, MapSnapshot[] actual)
    {
        Assert.Equal(expected.Select(snapshot => snapshot.Iteration), actual.Select(snapshot => snapshot.Iteration));
        foreach ((MapSnapshot a, MapSnapshot b) in expected.Zip(actual))
        {
            Assert.Equal(a.Values, b.Values);
            Assert.Equal((a.Divergence, a.Exaggeration), (b.Divergence, b.Exaggeration));
        }
    }
}
