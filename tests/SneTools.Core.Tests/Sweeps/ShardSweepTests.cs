namespace SneTools.Tests;

/// <summary>Sweeps that place the rows of files in the map of a model.</summary>
public class ShardSweepTests
{
    private static readonly string Iris = Samples.File("iris.csv");

    [Fact]
    public void Shards_together_are_what_the_files_are_at_once()
    {
        using var folder = new TemporaryFolder();
        string model = Model(folder);
        string other = folder.Write("other.csv", string.Join('\n', File.ReadAllLines(Iris).Take(31)) + "\n");
        SweepFolder sweep = Sweep.Plan(folder, "s", Request(model, [Iris, other]) with { ShardSize = 40 });
        Assert.Equal([(1, 40), (41, 40), (81, 40), (121, 30), (1, 30)], sweep.Plan.Runs.Select(run => (run.FirstRow!.Value, run.Rows)));
        Assert.Equal("run 3 (iris.csv, rows 81 to 120)", sweep.Plan.Runs[2].ToString());
        SweepRow[] rows = Sweep.Make(SweepFolder.Open(sweep.Path), 3);
        Assert.Equal([40, 40, 40, 30, 30], rows.Select(row => row.Points!.Value));
        Assert.All(rows, row => Assert.Equal(".parquet", Path.GetExtension(row.Result)));

        using var placement = new ShardPlacement(ModelFile.Read(model), 2);
        placement.Place(Iris, new ImportOptions(), folder.File("whole.parquet"));
        Dataset whole = DataFile.Read(folder.File("whole.parquet"), new ImportOptions());
        Dataset[] parts = [.. Enumerable.Range(1, 4).Select(run => DataFile.Read(sweep.ResultPath(run), new ImportOptions()))];
        Assert.All(parts, part => Assert.Equal(whole.Columns, part.Columns));
        Assert.Equal(whole.Values.Values, parts.SelectMany(part => part.Values.Values));
        Assert.Equal(whole.Labels[0].Values, parts.SelectMany(part => part.Labels[0].Values));
    }

    [Fact]
    public void Whole_files_are_shards_unless_they_are_cut()
    {
        using var folder = new TemporaryFolder();
        SweepFolder sweep = Sweep.Plan(folder, "s", Request(Model(folder), [Iris]));
        Assert.Equal((1, 150), (sweep.Plan.Runs.Single().FirstRow, sweep.Plan.Runs.Single().Rows));
        Assert.Equal(SweepState.Completed, Sweep.Make(sweep).Single().State);
    }

    [Fact]
    public void A_file_without_a_column_of_the_model_is_refused_before_anything_is_placed()
    {
        using var folder = new TemporaryFolder();
        string lacking = folder.Write("lacking.csv", "sepal_length,sepal_width\n1,2\n3,4\n");
        SneException error = Assert.Throws<SneException>(() => SweepPlanner.Plan(Request(Model(folder), [Iris, lacking]), folder.File("s")));
        Assert.Equal(SneError.ColumnNotFound, error.Error);
        Assert.StartsWith("Run 2 (lacking.csv): ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_model_decides_is_no_parameter_of_a_shard()
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Request(Model(folder), [Iris]) with { Runs = SweepRequest.Cross([Iris], [Sweep.Values("Perplexity", 5)]) };
        SneException error = Assert.Throws<SneException>(() => SweepPlanner.Plan(request, folder.File("s")));
        Assert.Equal((SneError.InvalidOption, "Perplexity"), (error.Error, error.Column));
    }

    [Theory]
    [InlineData("sepal_length", SneError.InvalidOption)]
    [InlineData("sepal*", SneError.InvalidOption)]
    [InlineData("nothing", SneError.ColumnNotFound)]
    public void What_is_left_out_is_there_and_not_the_models(string excluded, SneError expected)
    {
        using var folder = new TemporaryFolder();
        SweepRequest request = Request(Model(folder), [Iris]) with { Runs = SweepRequest.Cross([Iris], [Sweep.Values("ExcludeProperty", excluded)]) };
        Assert.Equal(expected, Assert.Throws<SneException>(() => SweepPlanner.Plan(request, folder.File("s"))).Error);
    }

    [Fact]
    public void A_model_that_has_changed_fails_every_shard()
    {
        using var folder = new TemporaryFolder();
        string model = Model(folder);
        SweepFolder sweep = Sweep.Plan(folder, "s", Request(model, [Iris]) with { ShardSize = 75 });
        File.AppendAllText(model, "more");
        SweepRunner.Run(sweep, new SweepOptions());
        Assert.Equal(["InvalidFile", "InvalidFile"], sweep.ReadRows().Select(row => row.ErrorId));
    }

    [Fact]
    public void Rows_that_cannot_be_placed_are_left_out_and_counted_or_fail_their_shard()
    {
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(Iris);
        lines[100] = "x" + lines[100][lines[100].IndexOf(',', StringComparison.Ordinal)..];
        string file = folder.Write("gap.csv", string.Join('\n', lines) + "\n");
        string model = Model(folder);
        SweepFolder dropped = Sweep.Plan(folder, "a", Request(model, [file]) with { ShardSize = 75, Runs = SweepRequest.Cross([file], [Sweep.Values("MissingValue", "Drop")]) });
        Assert.Equal([(75, 0), (74, 1)], Sweep.Make(dropped).Select(row => (row.Points!.Value, row.DroppedRows!.Value)));
        SweepFolder failed = Sweep.Plan(folder, "b", Request(model, [file]) with { ShardSize = 75 });
        SweepRunner.Run(failed, new SweepOptions());
        Assert.Equal([null, "NotANumber"], failed.ReadRows().Select(row => row.ErrorId));
        Assert.Contains("Row 100", failed.ReadRow(2).Error, StringComparison.OrdinalIgnoreCase);
    }

    private static SweepRequest Request(string model, string[] files) => Sweep.Request(files) with { Model = model };

    private static string Model(TemporaryFolder folder)
    {
        Dataset data = DataFile.Read(Iris, new ImportOptions());
        string path = folder.File("model.npz");
        ModelFile.Write(SneModel.Fit(data, new EmbeddingOptions { Perplexity = 10, Standardize = true, Descent = new DescentOptions { MaxIteration = 60 } }).Compact(), path);
        return path;
    }
}
