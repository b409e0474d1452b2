namespace SneTools.Tests;

public class SweepFolderTests
{
    private static readonly string Iris = Samples.File("iris.csv");

    [Fact]
    public void A_new_sweep_leaves_alone_what_is_not_its_own()
    {
        using var folder = new TemporaryFolder();
        SweepPlan plan = SweepPlanner.Plan(Sweep.Request([Iris], Sweep.Values("MaxIteration", 5)), folder.File("s"));
        Directory.CreateDirectory(folder.File("s/runs"));
        File.WriteAllText(folder.File("s/runs/precious.txt"), "mine");
        Assert.Throws<IOException>(() => SweepFolder.Create(folder.File("s"), plan, overwrite: true));
        File.Move(folder.File("s/runs/precious.txt"), folder.File("s/precious.txt"));
        SweepFolder sweep = SweepFolder.Create(folder.File("s"), plan);
        Sweep.Make(sweep);
        File.WriteAllText(folder.File("s/runs/precious.txt"), "mine");
        File.WriteAllText(folder.File("s/runs/notes.csv"), "mine");
        SweepFolder.Create(folder.File("s"), plan, overwrite: true);
        Assert.Equal(["notes.csv", "precious.txt"], Directory.GetFiles(folder.File("s/runs")).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(folder.File("s/precious.txt")));
    }

    [Fact]
    public void Data_do_not_lie_where_results_will()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("s/runs"));
        File.Copy(Iris, folder.File("s/runs/0001.csv"));
        SweepPlan plan = SweepPlanner.Plan(Sweep.Request([folder.File("s/runs/0001.csv")]), folder.File("s"));
        Assert.Throws<IOException>(() => SweepFolder.Create(folder.File("s"), plan, overwrite: true));
        Assert.True(File.Exists(folder.File("s/runs/0001.csv")));
    }

    [Fact]
    public void A_sweep_that_is_worked_on_is_not_replaced_and_a_request_to_stop_stays()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("MaxIteration", 5)));
        sweep.Stop();
        using (sweep.Work())
        using (sweep.Work())
            Assert.Throws<IOException>(() => SweepFolder.Create(sweep.Path, sweep.Plan, overwrite: true));
        Assert.True(File.Exists(sweep.StopPath));
        SweepFolder.Create(sweep.Path, sweep.Plan, overwrite: true);
        Assert.False(File.Exists(sweep.StopPath));
    }

    [Fact]
    public void Links_to_files_and_folders_are_what_they_lead_to()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links take a right on Windows.");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("real"));
        File.Copy(Iris, folder.File("real/iris.csv"));
        File.CreateSymbolicLink(folder.File("real/link.csv"), folder.File("real/iris.csv"));
        Directory.CreateDirectory(folder.File("out"));
        Directory.CreateDirectory(folder.File("real/s"));
        Directory.CreateSymbolicLink(folder.File("out/s"), folder.File("real/s"));
        SweepFolder sweep = Sweep.Plan(folder, "out/s", Sweep.Request([folder.File("real/iris.csv"), folder.File("real/link.csv")], Sweep.Values("MaxIteration", 5), Sweep.Values("Seed", 1, 2)));
        Assert.Equal(["../iris.csv", "../link.csv"], sweep.Plan.Data.Select(data => data.Path));
        Assert.Equal(new FileInfo(Iris).Length, sweep.Plan.Data[1].Bytes);
        SweepRunner.Run(SweepFolder.Open(folder.File("out/s")), new SweepOptions { Runs = [1, 3] });
        Sweep.Make(SweepFolder.Open(folder.File("real/s")));
    }

    [Theory]
    [InlineData("\"Seed\":2", "\"Seed\":2,\"seed\":3")]
    [InlineData("\"Seed\":2", "\"Seed\":null")]
    [InlineData("\"Seed\":2", "\"Perplexity\":5,\"Sigma\":1")]
    [InlineData("\"runs\": [", "\"runs\": [null,")]
    [InlineData("\"data\": [", "\"data\": [null,")]
    public void A_plan_that_somebody_has_broken_is_refused_as_such(string from, string to)
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("Seed", 1, 2)));
        string path = folder.File("s/sweep.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(SneError.InvalidFile, Assert.Throws<SneException>(() => SweepFolder.Open(sweep.Path)).Error);
    }

    [Fact]
    public void A_run_that_a_changed_plan_makes_impossible_fails_alone()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("MaxIteration", 5), Sweep.Values("Seed", 1, 2)));
        string path = folder.File("s/sweep.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"Seed\":2", "\"Perplexity\":500", StringComparison.Ordinal));
        sweep = SweepFolder.Open(sweep.Path);
        SweepRunner.Run(sweep, new SweepOptions());
        Assert.Equal([null, "PerplexityOutOfRange"], sweep.ReadRows().Select(row => row.ErrorId));
    }

    [Fact]
    public void A_run_whose_parameters_were_changed_does_not_go_on_from_the_checkpoint_of_the_old_ones()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("MaxIteration", 4000), Sweep.Values("Tolerance", 0), Sweep.Values("Initialization", "Random"), Sweep.Values("Seed", 1)));
        SweepRunner.Run(sweep, new SweepOptions { Progress = progress => { if (progress.Share > 0) sweep.Stop(); } });
        Assert.Equal(SweepState.Interrupted, sweep.ReadRow(1).State);
        string path = folder.File("s/sweep.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"Seed\":1", "\"Seed\":7", StringComparison.Ordinal).Replace("4000", "20", StringComparison.Ordinal));
        sweep = SweepFolder.Open(sweep.Path);
        SweepRow row = Sweep.Make(sweep).Single();
        Embedding alone = StochasticNeighborEmbedding.Fit(DataFile.Read(Iris, new ImportOptions()), sweep.Plan.Runs[0].Settings.Embedding);
        Assert.Equal((20, alone.Divergence), (row.Iterations, row.Divergence));
    }
}
