namespace SneTools.Tests;

public class SweepPlannerTests
{
    private static readonly string Iris = Samples.File("iris.csv");
    private static readonly string Wine = Samples.File("wine.csv");

    [Fact]
    public void The_runs_are_the_cross_product_files_first_and_the_last_parameter_fastest()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Sweep.Request([Iris, Wine], Sweep.Values("Method", "Sne", "TSne"), Sweep.Values("Perplexity", 5, 15), Sweep.Values("Seed", 1, 2, 3)));
        Assert.Equal(24, sweep.Plan.Runs.Length);
        Assert.Equal(Enumerable.Range(1, 24), sweep.Plan.Runs.Select(run => run.Number));
        Assert.Equal((150, 4), (sweep.Plan.Runs[0].Rows, sweep.Plan.Runs[0].Columns));
        Assert.Equal((178, 14), (sweep.Plan.Runs[12].Rows, sweep.Plan.Runs[12].Columns));
        Assert.Equal(["Method", "Perplexity", "Seed"], sweep.Plan.Parameters);
        Assert.Equal(["Sne", 15.0, 3], sweep.Plan.Parameters.Select(name => sweep.Plan.Runs[5].Parameters[name]));
    }

    [Fact]
    public void A_plan_is_read_as_it_was_written_a_run_in_a_line()
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Sweep.Request([Iris], Sweep.Values("Property", (object)new object[] { "sepal*", "petal*" }), Sweep.Values("Standardize", true, false), Sweep.Values("Sigma", 0.1, 1e-3)) with
        {
            ResultType = SweepResultType.CompactModel,
            Format = EmbeddingFormat.Parquet,
            Measure = true,
            Plot = true,
            Reading = new SweepReading { Delimiter = ',', CodePage = 1252, First = 120 },
        };
        SweepFolder sweep = Sweep.Plan(folder, "s", request);
        SweepFolder read = SweepFolder.Open(folder.File("s"));
        string text = File.ReadAllText(folder.File("s/sweep.json"));
        Assert.Equal(4, text.Split('\n').Count(line => line.Contains("\"run\":", StringComparison.Ordinal)));
        Assert.Equal((sweep.Plan.Created, sweep.Plan.Reading, SweepResultType.CompactModel, EmbeddingFormat.Parquet, true, true), (read.Plan.Created, read.Plan.Reading, read.Plan.ResultType, read.Plan.Format, read.Plan.Measure, read.Plan.Plot));
        Assert.Equal(sweep.Plan.Data, read.Plan.Data);
        Assert.Equal(120, read.Plan.Runs[0].Rows);
        foreach ((PlannedRun a, PlannedRun b) in sweep.Plan.Runs.Zip(read.Plan.Runs))
        {
            Assert.Equal(a.ToString(), b.ToString());
            Assert.Equal(a.Settings.Embedding, b.Settings.Embedding);
            Assert.Equal(a.Settings.Columns.Property, b.Settings.Columns.Property);
        }
    }

    [Fact]
    public void One_error_names_the_first_run_that_cannot_be_made_and_counts_the_others()
    {
        using var folder = new TemporaryFolder();
        SneException error = Refusal(folder, Sweep.Request([Iris, Wine], Sweep.Values("Perplexity", 30, 149, 170, 200)));
        Assert.Equal(SneError.PerplexityOutOfRange, error.Error);
        Assert.StartsWith("Run 3 (iris.csv, Perplexity 170): ", error.Message, StringComparison.Ordinal);
        Assert.Contains("149", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nor can 2 other runs of 8: 4, 8.", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("s")));
    }

    [Theory]
    [InlineData("Perplexty", 30, SneError.InvalidOption)]
    [InlineData("Method", "UMAP", SneError.InvalidOption)]
    [InlineData("Dimension", 5, SneError.DimensionOutOfRange)]
    [InlineData("PrincipalComponent", 5, SneError.PrincipalComponentOutOfRange)]
    [InlineData("NeighborCount", 5, SneError.NeighborCountOutOfRange)]
    [InlineData("Sigma", -1, SneError.SigmaOutOfRange)]
    [InlineData("LearningRate", 0, SneError.InvalidOption)]
    [InlineData("DegreeOfFreedom", -1, SneError.InvalidOption)]
    [InlineData("Restart", 0, SneError.InvalidOption)]
    [InlineData("PlannedIteration", 10, SneError.InvalidOption)]
    [InlineData("Similarity", true, SneError.InvalidOption)]
    [InlineData("Property", "sepals", SneError.ColumnNotFound)]
    [InlineData("Categorical", "no*", SneError.ColumnNotFound)]
    public void What_cannot_be_done_is_refused_before_anything_is_done(string name, object value, SneError expected)
    {
        using var folder = new TemporaryFolder();
        SneException error = Refusal(folder, Sweep.Request([Iris], Sweep.Values("Seed", 1, 2), Sweep.Values(name, value)));
        Assert.Equal(expected, error.Error);
        Assert.StartsWith("Run 1 (iris.csv, Seed 1, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_refused_with_the_run_that_reads_it()
    {
        using var folder = new TemporaryFolder();
        string bad = folder.Write("bad.csv", "a,b,c\n1,2,3\n4,x,6\n7,8,9\n");
        SneException error = Refusal(folder, Sweep.Request([Iris, bad], Sweep.Values("Perplexity", 2)));
        Assert.Equal((SneError.NotANumber, 2, "b"), (error.Error, error.Row, error.Column));
        Assert.StartsWith("Run 2 (bad.csv, Perplexity 2): ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_to_be_known_of_a_table_is_told_once_and_not_by_every_run()
    {
        using var folder = new TemporaryFolder();
        string few = folder.Write("few.csv", "a,b,c,d\n1,2,3,0\n4,1,6,0\n7,8,9,0\n1,2,3,0\n5,5,5,0\n");
        var told = new List<string>();
        SweepPlan plan = SweepPlanner.Plan(Sweep.Request([few], Sweep.Values("Seed", 1, 2, 3)), folder.File("s"), warn: told.Add);
        Assert.Equal(3, told.Count);
        Assert.All(told, text => Assert.StartsWith("few.csv: ", text, StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("constant", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("equals an earlier row", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("perplexity", StringComparison.Ordinal));
        Assert.All(Sweep.Make(SweepFolder.Create(folder.File("s"), plan)), row => Assert.Empty(row.Warnings));
    }

    [Fact]
    public void Files_near_the_sweep_are_named_from_it_so_that_both_can_be_moved()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a/data"));
        File.Copy(Iris, folder.File("a/data/iris.csv"));
        SweepFolder sweep = Sweep.Plan(folder, "a/s", Sweep.Request([folder.File("a/data/iris.csv"), Wine], Sweep.Values("MaxIteration", 5)));
        Assert.Equal(["../data/iris.csv", Wine], sweep.Plan.Data.Select(data => data.Path));
        Directory.Move(folder.File("a"), folder.File("b"));
        Sweep.Make(SweepFolder.Open(folder.File("b/s")));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 9", "version 9")]
    [InlineData("\"SneTools sweep\"", "\"a letter\"", "does not say")]
    [InlineData("\"run\":2", "\"run\":3", "number 3")]
    [InlineData("\"Perplexity\":15", "\"Perplexity\":\"x\"", "Perplexity")]
    [InlineData("\"Perplexity\":15", "\"Perplex\":15", "Perplex")]
    [InlineData("\"rows\":150", "\"rows\":-1", "-1 x 4")]
    [InlineData("\"rows\":150", "\"rows\":1e99", "")]
    [InlineData("  \"runs\": [", "  \"runs\": {", "")]
    [InlineData("\"measure\": false,", "", "measure")]
    public void A_plan_that_is_none_is_refused_with_its_path(string from, string to, string why)
    {
        using var folder = new TemporaryFolder();
        Sweep.Plan(folder, "s", Sweep.Request([Iris], Sweep.Values("Perplexity", 5, 15)));
        string path = folder.File("s/sweep.json");
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        SneException error = Assert.Throws<SneException>(() => SweepFolder.Open(folder.File("s")));
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static SneException Refusal(TemporaryFolder folder, SweepRequest request) =>
        Assert.Throws<SneException>(() => SweepPlanner.Plan(request, folder.File("s")));
}
