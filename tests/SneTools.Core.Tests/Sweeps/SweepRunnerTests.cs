namespace SneTools.Tests;

public class SweepRunnerTests
{
    private static readonly string Iris = Samples.File("iris.csv");

    [Fact]
    public void A_run_is_the_map_that_is_made_alone()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request(
            [Iris],
            Sweep.Values("Method", "Sne", "TSne", "SymmetricSne"),
            Sweep.Values("Engine", "Auto", "Interpolated"),
            Sweep.Values("Standardize", true, false),
            Sweep.Values("Perplexity", 5, 15),
            Sweep.Values("Seed", 1),
            Sweep.Values("Initialization", "Random"),
            Sweep.Values("MaxIteration", 20)));
        SweepRow[] rows = Sweep.Make(sweep);
        Dataset data = DataFile.Read(Iris, new ImportOptions());
        foreach (SweepRow row in rows)
        {
            Embedding alone = StochasticNeighborEmbedding.Fit(data, sweep.Plan.Runs[row.Run - 1].Settings.Embedding);
            Assert.Equal((alone.Divergence, alone.MeanDivergence, alone.Iterations, alone.StopReason, alone.Engine), (row.Divergence, row.MeanDivergence, row.Iterations, row.StopReason, row.Engine));
            AssertMap(sweep, row, alone);
        }
    }

    [Fact]
    public void Runs_of_many_points_share_the_neighbors_of_the_largest_perplexity_and_are_the_maps_made_alone()
    {
        using var folder = new TemporaryFolder();
        string file = Sweep.Write(folder, "data.csv", ResumeTests.Clusters(2100, 5));
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([file], Sweep.Values("Method", "TSne"), Sweep.Values("Perplexity", 4, 12), Sweep.Values("PrincipalComponent", 3), Sweep.Values("Neighbor", "Exact"), Sweep.Values("MaxIteration", 8)));
        Dataset data = DataFile.Read(file, new ImportOptions());
        foreach (SweepRow row in Sweep.Make(sweep))
        {
            Embedding alone = StochasticNeighborEmbedding.Fit(data, sweep.Plan.Runs[row.Run - 1].Settings.Embedding);
            Assert.Equal((alone.NeighborCount, alone.Divergence), (row.NeighborCount, row.Divergence));
            AssertMap(sweep, row, alone);
        }
    }

    [Fact]
    public void What_runs_share_is_one_thing_to_do()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris, Samples.File("wine.csv")], Sweep.Values("Method", "Sne", "TSne"), Sweep.Values("Perplexity", 5, 15, 30, 50), Sweep.Values("Seed", 1, 2, 3, 4, 5)));
        var options = new SweepOptions();
        var shared = new SharedAffinities(sweep);
        var work = new SweepWork(shared, [.. sweep.Plan.Runs.Select(run => new EmbeddingMaker(sweep, run, options, shared))], options, CancellationToken.None);

        // Of each file: one table, one search, four affinities, 40 runs.
        Assert.Equal(2 * (1 + 1 + 4 + 40), work.Items.Count);
        Assert.Equal(12, work.Items.Count(item => item.IsShared));
    }

    [Fact]
    public void Neither_the_number_of_threads_nor_what_is_made_beside_it_changes_a_run()
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Sweep.Request([Iris, Samples.File("wine.csv")], Sweep.Values("Method", "Sne", "TSne"), Sweep.Values("Seed", 1, 2), Sweep.Values("MaxIteration", 40)) with { Measure = true };
        SweepFolder one = Sweep.Plan(folder, "one", request);
        SweepFolder many = Sweep.Plan(folder, "many", request);
        SweepFolder single = Sweep.Plan(folder, "single", request);
        SweepRow[] rows = Sweep.Make(one, 1);
        Assert.Equal(rows.Select(Sweep.Essence), Sweep.Make(many, 7).Select(Sweep.Essence));
        for (int run = 8; run >= 1; run--)
            SweepRunner.Run(single, new SweepOptions { Runs = [run] });
        Assert.Equal(rows.Select(Sweep.Essence), single.ReadRows().Select(Sweep.Essence));
        foreach (SweepRow row in rows)
        {
            Assert.InRange(row.Quality!.Trustworthiness!.Value, 0.8, 1);
            Assert.Equal(File.ReadAllBytes(one.ResultPath(row.Run)), File.ReadAllBytes(many.ResultPath(row.Run)));
            Assert.Equal(File.ReadAllBytes(one.ResultPath(row.Run)), File.ReadAllBytes(single.ResultPath(row.Run)));
        }
    }

    [Fact]
    public void What_is_prepared_in_a_file_gives_the_same_maps()
    {
        using var folder = new TemporaryFolder();
        string file = Sweep.Write(folder, "data.csv", ResumeTests.Clusters(2100, 5));
        SweepRequest request = Sweep.Request([file, Iris], Sweep.Values("Perplexity", 5, 12), Sweep.Values("Method", "TSne", "Sne"), Sweep.Values("MaxIteration", 8)) with { ResultType = SweepResultType.Model, Measure = true };
        SweepFolder direct = Sweep.Plan(folder, "direct", request);
        SweepFolder prepared = Sweep.Plan(folder, "prepared", request);
        Assert.Equal((0, 0), SweepRunner.Run(prepared, new SweepOptions { PrepareOnly = true }));
        Assert.Equal(4, Directory.GetFiles(prepared.SharedFolder).Length);
        Assert.All(prepared.ReadRows(), row => Assert.Equal(SweepState.Waiting, row.State));
        Assert.Equal(Sweep.Make(direct).Select(Sweep.Essence), Sweep.Make(prepared).Select(Sweep.Essence));
        for (int run = 1; run <= 8; run++)
            Assert.Equal(ModelFile.Read(direct.ResultPath(run)).Map.Values, ModelFile.Read(prepared.ResultPath(run)).Map.Values);
        Assert.Empty(Directory.GetFiles(prepared.SharedFolder));
    }

    [Fact]
    public void A_file_of_affinities_that_is_damaged_is_computed_anew()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("Perplexity", 5), Sweep.Values("MaxIteration", 8)));
        SweepRunner.Run(sweep, new SweepOptions { PrepareOnly = true });
        File.WriteAllText(Directory.GetFiles(sweep.SharedFolder).Single(), "nothing");
        Sweep.Make(sweep);
    }

    [Fact]
    public void A_run_that_fails_is_a_row_with_its_error_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        string changed = folder.Write("changed.csv", File.ReadAllText(Iris));
        string gone = folder.Write("gone.csv", File.ReadAllText(Iris));
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([changed, Iris, gone], Sweep.Values("Method", "Sne", "TSne"), Sweep.Values("MaxIteration", 30)));
        Directory.CreateDirectory(sweep.ResultPath(3));
        File.WriteAllText(changed, File.ReadAllText(changed).Replace("5.1,", "5.2,", StringComparison.Ordinal));
        File.Delete(gone);
        var ended = new List<SweepRow>();
        Assert.Equal((6, 0), SweepRunner.Run(sweep, new SweepOptions { Ended = ended.Add }));
        SweepRow[] rows = sweep.ReadRows();
        Assert.Equal(["InvalidFile", "InvalidFile", "FileUnwritable", null, "PathNotFound", "PathNotFound"], rows.Select(row => row.ErrorId));
        Assert.Contains("another than when the sweep was planned", rows[0].Error, StringComparison.Ordinal);
        Assert.Equal(SweepState.Completed, rows[3].State);
        Assert.Equal([1, 2, 3, 4, 5, 6], ended.Select(row => row.Run).Order());

        // What has failed is done, unless it is asked for again.
        Assert.Equal((0, 0), SweepRunner.Run(sweep, new SweepOptions()));
        File.Copy(Iris, gone);
        Directory.Delete(sweep.ResultPath(3));
        Assert.Equal((5, 0), SweepRunner.Run(sweep, new SweepOptions { Retry = true }));
        Assert.Equal(["InvalidFile", "InvalidFile", null, null, null, null], sweep.ReadRows().Select(row => row.ErrorId));
    }

    [Fact]
    public void A_run_that_another_makes_is_left_to_it()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("Seed", 1, 2, 3), Sweep.Values("MaxIteration", 5)));
        using (RunLock held = RunLock.TryTake(sweep.LockPath(2))!)
        {
            held.Begin(string.Empty);
            Assert.Equal((2, 1), SweepRunner.Run(sweep, new SweepOptions()));
            Assert.Equal([SweepState.Completed, SweepState.Running, SweepState.Completed], sweep.ReadRows().Select(row => row.State));
            Assert.Throws<IOException>(() => SweepFolder.Create(sweep.Path, sweep.Plan, overwrite: true));
        }

        Assert.Equal(SweepState.Interrupted, sweep.ReadRow(2).State);
        Assert.Equal((1, 0), SweepRunner.Run(sweep, new SweepOptions()));
        Assert.Equal((SweepState.Completed, 2), (sweep.ReadRow(2).State, sweep.ReadRow(2).Attempts));
    }

    [Fact]
    public void A_sweep_that_is_stopped_goes_on_from_its_checkpoints()
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Sweep.Request([Iris], Sweep.Values("Method", "TSne", "Sne"), Sweep.Values("MaxIteration", 10_000), Sweep.Values("Tolerance", 0)) with { ResultType = SweepResultType.Model };
        SweepFolder whole = Sweep.Plan(folder, "whole", request);
        SweepFolder stopped = Sweep.Plan(folder, "stopped", request);
        SweepRow[] rows = Sweep.Make(whole);
        var options = new SweepOptions { ThreadCount = 2, Progress = progress => { if (progress.Share > 0) stopped.Stop(); } };
        (int ended, int left) = SweepRunner.Run(stopped, options);
        Assert.Equal((0, 2), (ended, left));
        Assert.All(stopped.ReadRows(), row => Assert.Equal(SweepState.Interrupted, row.State));
        Assert.All(new[] { 1, 2 }, run => Assert.True(File.Exists(stopped.FilePath(run, ".checkpoint.npz"))));
        Assert.Equal(rows.Select(Sweep.Essence), Sweep.Make(stopped).Select(Sweep.Essence));
        Assert.All(new[] { 1, 2 }, run => Assert.Contains("goes on from its checkpoint", File.ReadAllText(stopped.FilePath(run, ".log")), StringComparison.Ordinal));
        Assert.Equal(ModelFile.Read(whole.ResultPath(1)).Map.Values, ModelFile.Read(stopped.ResultPath(1)).Map.Values);
        Assert.Empty(Directory.GetFiles(stopped.ResultFolder, "*.checkpoint*"));
    }

    [Fact]
    public void A_run_that_is_stopped_while_its_map_is_measured_keeps_its_map()
    {
        using var folder = new TemporaryFolder();
        string file = Sweep.Write(folder, "data.csv", ResumeTests.Clusters(4000, 5));
        SweepRequest request = Sweep.Request([file], Sweep.Values("Method", "TSne"), Sweep.Values("MaxIteration", 12)) with { Measure = true };
        SweepRow whole = Sweep.Make(Sweep.Plan(folder, "whole", request)).Single();
        SweepFolder stopped = Sweep.Plan(folder, "stopped", request);
        SweepRunner.Run(stopped, new SweepOptions { ThreadCount = 1, Progress = progress => { if (progress.Running.Any(text => text.EndsWith(": 100 %", StringComparison.Ordinal))) stopped.Stop(); } });
        Assert.True(File.Exists(stopped.FilePath(1, ".fitted.npz")), File.ReadAllText(stopped.FilePath(1, ".log")));
        Assert.Equal(Sweep.Essence(whole), Sweep.Essence(Sweep.Make(stopped).Single()));
        Assert.False(File.Exists(stopped.FilePath(1, ".fitted.npz")));
    }

    [Fact]
    public void A_run_that_can_leave_no_row_does_not_keep_the_others_from_theirs()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("Seed", 1, 2, 3, 4), Sweep.Values("MaxIteration", 5)));
        Directory.CreateDirectory(sweep.FilePath(1, ".begun"));
        Assert.Throws<IOException>(() => SweepRunner.Run(sweep, new SweepOptions()));
        Assert.Equal([SweepState.Completed, SweepState.Completed, SweepState.Completed], new[] { 2, 3, 4 }.Select(run => sweep.ReadRow(run).State));
    }

    [Fact]
    public void Attempts_are_counted_over_failures()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("MaxIteration", 5)));
        Directory.CreateDirectory(sweep.ResultPath(1));
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            SweepRunner.Run(sweep, new SweepOptions { Retry = true });
            Assert.Equal((SweepState.Failed, attempt), (sweep.ReadRow(1).State, sweep.ReadRow(1).Attempts));
        }
    }

    [Fact]
    public void A_sweep_of_distances_is_one()
    {
        using var folder = new TemporaryFolder();
        string file = Samples.File("distances/iris.csv");
        if (!File.Exists(file))
            file = folder.Write("d.csv", "a,b,c,d,e,f\n0,1,2,3,4,5\n1,0,1,2,3,4\n2,1,0,1,2,3\n3,2,1,0,1,2\n4,3,2,1,0,1\n5,4,3,2,1,0\n");
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([file], Sweep.Values("Metric", "Precomputed"), Sweep.Values("Perplexity", 2, 3), Sweep.Values("Method", "Sne", "TSne"), Sweep.Values("MaxIteration", 50)));
        PointDistances distances = PointDistances.Read(DataFile.Read(file, new ImportOptions()), default);
        foreach (SweepRow row in Sweep.Make(sweep))
        {
            EmbeddingOptions options = sweep.Plan.Runs[row.Run - 1].Settings.Embedding with { Distances = distances };
            Assert.Equal(StochasticNeighborEmbedding.Fit(distances.Points, options).Divergence, row.Divergence);
        }
    }

    [Fact]
    public void A_row_that_is_damaged_is_refused_with_its_path()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("MaxIteration", 5)));
        Sweep.Make(sweep);
        File.WriteAllText(sweep.RowPath(1), "{ \"run\": 1 }");
        SneException error = Assert.Throws<SneException>(() => sweep.ReadRows());
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.StartsWith(sweep.RowPath(1), error.Message, StringComparison.Ordinal);
    }

    private static void AssertMap(SweepFolder sweep, SweepRow row, Embedding alone)
    {
        using var expected = new TemporaryFolder();
        EmbeddingFile.Write(alone, expected.File("map.csv"), EmbeddingFormat.Csv);
        Assert.Equal(File.ReadAllText(expected.File("map.csv")), File.ReadAllText(sweep.ResultPath(row.Run)));
    }
}
