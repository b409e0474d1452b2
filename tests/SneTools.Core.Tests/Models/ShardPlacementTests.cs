using System.Text;
using CsCheck;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

/// <summary>Rows of files that are placed by a model, and what is written of them.</summary>
public class ShardPlacementTests
{
    private static readonly Lazy<SneModel> LazyPlain = new(() =>
        SneModel.Fit(new Dataset(Samples.Normal(60, 4, 7), ["X1", "X2", "X3", "X4"]), Model.Options(SneMethod.TSne, EngineKind.Auto, 8)));

    private static readonly Lazy<SneModel> LazyMixed = new(() => Model.Of("categories"));

    private static SneModel Plain => LazyPlain.Value;

    /// <summary>a: a number; v: a vector of three; day: a date; color: red or blue.</summary>
    private static SneModel Mixed => LazyMixed.Value;

    public static TheoryData<string> Names => [.. FileOfRows.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_the_place_that_it_has_alone_whatever_the_format_and_the_range(string name)
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, name, 61);
        Shard expected = Alone(Plain, FileOfRows.Rows(61));
        Shard whole = Place(folder, Plain, path, new ImportOptions());
        Assert.Equal(["Row", "X5", "Y1", "Y2", "Distance", "Novelty"], whole.Columns);
        Shard.Same(expected, whole);
        Assert.Equal(FileOfRows.Rows(61).Select(row => Cell.Format(row[4])), whole.Label("X5"));
        foreach ((int skip, int? first) in new (int, int?)[] { (0, 1), (13, 29), (42, null), (60, 1) })
        {
            Shard part = Place(folder, Plain, path, new ImportOptions { Skip = skip, First = first }, threads: 1 + (skip % 3));
            Shard.Same(expected.Part(skip, first ?? (61 - skip)), part);
            Assert.Equal(whole.Columns, part.Columns);
        }
    }

    [Fact]
    public void Any_cut_gives_the_rows_of_the_whole() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            using var folder = new TemporaryFolder();
            string path = MixedFile(folder, random, rows: random.Next(2, 60), out string[] beside);
            var policy = random.Next(2) == 0 ? MissingValuePolicy.Drop : MissingValuePolicy.Mean;
            var options = new ImportOptions { MissingValue = policy };
            int count = (int)DataFile.CountRows(path);
            Shard whole = Place(folder, Mixed, path, options);
            Assert.Equal(["Row", .. beside, "Y1", "Y2", "Distance", "Novelty"], whole.Columns);
            int[] cuts = [0, .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, count)).Distinct().Order(), count];
            Shard[] parts = [.. cuts.Zip(cuts.Skip(1), (start, end) => Place(folder, Mixed, path, options with { Skip = start, First = end - start }))];
            Shard.Same(whole, Shard.Join(parts));
            Assert.Equal(whole.Summary.DroppedRows, parts.Sum(part => part.Summary.DroppedRows));
            Assert.Equal(whole.Summary.ReplacedCells, parts.Sum(part => part.Summary.ReplacedCells));
            Assert.Equal(count, whole.Rows.Length + whole.Summary.DroppedRows);
            Assert.True(policy == MissingValuePolicy.Drop ? whole.Summary.ReplacedCells == 0 : whole.Summary.DroppedRows == 0);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void What_a_cell_is_does_not_depend_on_where_the_range_begins()
    {
        // By themselves the first thousand rows would make a text of a, and a number of v.
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "a,v,day,color\n" + string.Concat(Enumerable.Range(0, 1003).Select(i =>
            i < 1001 ? ",,,\n" : $"{i}.5,\"[1, 2, {i}]\",2024-05-0{i - 1000},red\n")));
        Shard all = Place(folder, Mixed, path, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal([1002, 1003], all.Rows);
        Assert.Equal((1003, 2, 1001), (all.Summary.Rows, all.Summary.Placed, all.Summary.DroppedRows));
        Shard.Same(all, Place(folder, Mixed, path, new ImportOptions { Skip = 1001 }));
    }

    [Fact]
    public void Missing_values_are_refused_dropped_or_get_the_mean_of_the_model_and_so_are_unknown_categories()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "a,v,day,color,id\n1.5,\"[1, 2, 3]\",2024-05-01,red,007\n,\"[1, 2, 3]\",2024-05-01,red,008\n1.5,\"[1, 2, 3]\",2024-05-01,green,009\n1.5,\"[NaN, NaN, 3]\",,blue,010\n");
        foreach ((int row, SneError refused, string column) in new[] { (2, SneError.MissingValue, "a"), (3, SneError.UnknownCategory, "color"), (4, SneError.MissingValue, "v") })
        {
            SneException error = Refused(folder, Mixed, path, new ImportOptions { Skip = row - 1, First = 1 });
            Assert.Equal((refused, row, column), (error.Error, error.Row, error.Column));
        }

        Shard dropped = Place(folder, Mixed, path, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal([1], dropped.Rows);
        Assert.Equal(["007"], dropped.Label("id"));
        Assert.Equal(["3 rows were left out because a value was missing, not a finite number or a category that the model does not know."], dropped.Summary.Warnings);

        Shard means = Place(folder, Mixed, path, new ImportOptions { MissingValue = MissingValuePolicy.Mean });
        Assert.Equal([1, 2, 3, 4], means.Rows);
        Assert.Equal(4, means.Summary.ReplacedCells);
        using var team = new ThreadTeam(1);
        using var placement = new PointPlacement(Mixed, team);
        var expected = new PointBatches(placement, team, MissingValuePolicy.Mean);
        Cell[][] cells = [.. ((string[])["1.5|[1, 2, 3]|2024-05-01|red", "|[1, 2, 3]|2024-05-01|red", "1.5|[1, 2, 3]|2024-05-01|green", "1.5|[NaN, NaN, 3]||blue"]).Select(row => row.Split('|').Select(cell => cell.Length == 0 ? Cell.Empty : Cell.FromText(cell)).ToArray())];
        PlacedBatch batch = expected.Place(4, (row, target) => cells[row].CopyTo(target), row => row + 1);
        Near.SameBits(batch.Points.Map, means.Map);
        Assert.Equal(expected.Columns.ReplacedCells, means.Summary.ReplacedCells);
    }

    [Fact]
    public void A_shard_of_which_no_row_is_left_is_a_file_without_rows_and_with_the_columns_of_the_others()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "X1,X2,name,X3,X4\n1,2,a,3,4\n1,,b,3,4\n1,2,c,,4\n");
        Shard none = Place(folder, Plain, path, new ImportOptions { Skip = 1, MissingValue = MissingValuePolicy.Drop });
        Assert.Empty(none.Rows);
        Assert.Equal((2, 2, 0), (none.Summary.Rows, none.Summary.DroppedRows, none.Summary.Placed));
        Assert.Equal(Place(folder, Plain, path, new ImportOptions { First = 1 }).Columns, none.Columns);
    }

    [Theory]
    [InlineData("X1,X2,X3,X4,Row,Distance", "SneRow,Row,Distance,Y1,Y2,SneDistance,Novelty", null)]
    [InlineData("X1,X2,X3,X4,y1,note", "Row,note,Y1,Y2,Distance,Novelty", "y1")]
    [InlineData("X1,X2,X3,X4,row,SneRow", "SneRow,row,Y1,Y2,Distance,Novelty", "SneRow")]
    [InlineData("X1,X2,X3,X4,Y1,Y2,Distance,Novelty", "Row,Y1,Y2,Distance,Novelty", "Y1,Y2,Distance,Novelty")]
    [InlineData("note,x3,X1,X2,X4", "Row,note,Y1,Y2,Distance,Novelty", null)]
    public void Columns_keep_their_names_where_they_can_and_the_others_are_named_in_a_warning(string columns, string expected, string? replaced)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", $"{columns}\n{string.Join(',', columns.Split(',').Select((_, k) => k + 1))}\n");
        Shard shard = Place(folder, Plain, path, new ImportOptions());
        Assert.Equal(expected.Split(','), shard.Columns);
        Assert.Equal((replaced?.Split(',') ?? []).Select(name => $"The column '{name}' of the input is replaced by the new point's."), shard.Summary.Warnings);
    }

    [Fact]
    public void Columns_beside_those_of_the_model_can_be_left_out_and_those_of_the_model_cannot()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "x.csv", "x.jsonl", "x.parquet", "x.npy" })
        {
            string path = FileOfRows.Write(folder, name, 5);
            Shard shard = Place(folder, Plain, path, new ImportOptions { Columns = new ColumnSelection(ExcludeProperty: ["X*"]) });
            Assert.Equal(["Row", "Y1", "Y2", "Distance", "Novelty"], shard.Columns);
        }
    }

    [Fact]
    public void What_is_no_text_and_no_number_is_left_out_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        byte[] parquet = ParquetFile.Of([.. Enumerable.Range(1, 4).Select(k => ($"X{k}", (Array)new double[] { 1, 2 })), ("raw", new byte[]?[] { [0, 255], [1] }), ("n", new int[] { 5, 6 })]);
        File.WriteAllBytes(folder.File("x.parquet"), parquet);
        Shard shard = Place(folder, Plain, folder.File("x.parquet"), new ImportOptions());
        Assert.Equal(["Row", "n", "Y1", "Y2", "Distance", "Novelty"], shard.Columns);
        Assert.Equal(["5", "6"], shard.Label("n"));
        Assert.Contains("'raw'", Assert.Single(shard.Summary.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_comes_late_is_a_column_of_every_shard()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.jsonl", string.Concat(Enumerable.Range(0, 1500).Select(i => $"{{\"X1\":1,\"X2\":{i},\"X3\":3,\"X4\":4{(i == 1400 ? ",\"late\":\"x\"" : string.Empty)}}}\n")));
        Assert.Equal([null, null], Place(folder, Plain, path, new ImportOptions { First = 2 }).Label("late"));
        Assert.Equal([null, "x"], Place(folder, Plain, path, new ImportOptions { Skip = 1399, First = 2 }).Label("late"));
    }

    [Fact]
    public void A_file_without_a_column_of_the_model_is_refused_by_its_name()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "x.csv", "x.jsonl", "x.parquet", "x.npy", "records.npy", "columns.json" })
        {
            string path = FileOfRows.Write(folder, name, 5);
            SneException error = Refused(folder, Mixed, path, new ImportOptions());
            Assert.Equal((SneError.ColumnNotFound, "a"), (error.Error, error.Column));
            Assert.StartsWith($"{path}: There is no column 'a'; the columns are 'X1', 'X2'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_must_have_the_rows_that_are_asked_for()
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, "x.csv", 10);
        SneException error = Refused(folder, Plain, path, new ImportOptions { Skip = 7, First = 5 });
        Assert.Equal(SneError.RowCountMismatch, error.Error);
        Assert.StartsWith($"{path}: rows 8 to 12 were asked for, and the file has 10.", error.Message, StringComparison.Ordinal);
        Assert.Equal(SneError.EmptyInput, Refused(folder, Plain, path, new ImportOptions { Skip = 10, First = 5 }).Error);
        Assert.Equal(SneError.InvalidOption, Refused(folder, Plain, path, new ImportOptions { First = 0 }).Error);
    }

    [Fact]
    public void A_shard_that_is_canceled_or_refused_leaves_nothing_behind_and_what_was_there_stays()
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, "x.csv", 9000);
        string output = folder.Write("old.parquet", "old");
        using var stop = new CancellationTokenSource();
        using var placement = new ShardPlacement(Plain, 2, stop.Token);
        Assert.Throws<IOException>(() => placement.Place(path, new ImportOptions(), output));
        var seen = new List<ShardProgress>();
        Assert.ThrowsAny<OperationCanceledException>(() => placement.Place(path, new ImportOptions { First = 9000 }, output, overwrite: true, progress =>
        {
            seen.Add(progress);
            stop.Cancel();
        }));
        Assert.Equal(new ShardProgress(2048 / 9000.0, 2048), Assert.Single(seen));
        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(["old.parquet", "x.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Progress_rises_to_the_end()
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, "x.csv", 5000);
        using var placement = new ShardPlacement(Plain, 1);
        var seen = new List<ShardProgress>();
        placement.Place(path, new ImportOptions { Skip = 500, First = 4500 }, folder.File("y.parquet"), progress: seen.Add);
        Assert.Equal([2048, 4096, 4500], seen.Select(progress => progress.Rows));
        Assert.Equal(1, seen[^1].Share);
    }

    [Fact]
    public void Results_are_written_in_several_groups_before_the_last_row_is_placed()
    {
        // Where rows have many columns that ride along, a group has fewer rows.
        const int Columns = 1100;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x.npy"), Npy("|u1", $"(2500, {Columns})", [.. Enumerable.Range(0, 2500 * Columns).Select(k => (byte)(k % 251))]));
        using var placement = new ShardPlacement(Plain, 2);
        placement.Place(folder.File("x.npy"), new ImportOptions(), folder.File("y.parquet"));
        using (var source = DataSource.Open(folder.File("y.parquet")))
        using (ParquetContents contents = ParquetContents.Open(source, CancellationToken.None))
            Assert.Equal([1024L, 1024, 452], contents.Groups.Select(group => group.Rows));
        var shard = Shard.Read(folder.File("y.parquet"), null, ["X10"]);
        Assert.Equal(Enumerable.Range(1, 2500), shard.Rows);
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"{((i * Columns) + 9) % 251}"), shard.Label("X10"));
        Near.SameBits(Alone(Plain, [.. Enumerable.Range(0, 2500).Select(i => (double[])[.. Enumerable.Range(0, 4).Select(k => (double)(((i * Columns) + k) % 251))])]).Map, shard.Map);
    }

    [Fact]
    public void One_model_places_several_shards_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "X1,X2,X3,X4\n1,2,3,4\n1,,3,4\n900,-900,900,900\n");
        using var placement = new ShardPlacement(Plain, 2);
        ShardSummary first = placement.Place(path, new ImportOptions { Skip = 1, MissingValue = MissingValuePolicy.Drop }, folder.File("a.parquet"));
        ShardSummary second = placement.Place(path, new ImportOptions { First = 1 }, folder.File("b.parquet"));
        Assert.Equal((2, 1, 1, 1.0), (first.Rows, first.DroppedRows, first.NovelRows, first.MeanNovelty));
        Assert.Equal((1, 0, 0), (second.Rows, second.DroppedRows, second.ReplacedCells));
        Assert.Equal(1, second.NeighborRecall);
        Assert.True(second.RowsPerSecond > 0);
    }

    private static Shard Place(TemporaryFolder folder, SneModel model, string path, ImportOptions options, int threads = 2)
    {
        using var placement = new ShardPlacement(model, threads);
        ShardSummary summary = placement.Place(path, options, folder.File("shard.parquet"), overwrite: true);
        return Shard.Read(folder.File("shard.parquet"), summary);
    }

    private static SneException Refused(TemporaryFolder folder, SneModel model, string path, ImportOptions options)
    {
        using var placement = new ShardPlacement(model, 1);
        SneException error = Assert.Throws<SneException>(() => placement.Place(path, options, folder.File("refused.parquet")));
        Assert.False(File.Exists(folder.File("refused.parquet")));
        return error;
    }

    /// <summary>Rows placed by themselves.</summary>
    private static Shard Alone(SneModel model, double[][] rows)
    {
        using var team = new ThreadTeam(1);
        using var placement = new PointPlacement(model, team);
        PlacedPoints placed = placement.Place(new Matrix(rows.Length, 4, [.. rows.SelectMany(row => row[..4])]));
        return new Shard(null!, [], [.. Enumerable.Range(1, rows.Length)], placed.Map, placed.Distance, placed.Novelty, []);
    }

    /// <summary>A file with the columns of the mixed model in any order, others beside them, and gaps.</summary>
    private static string MixedFile(TemporaryFolder folder, Random random, int rows, out string[] beside)
    {
        (string Name, Func<int, string> Cell)[] columns =
        [
            ("a", _ => random.Next(9) == 0 ? string.Empty : $"{random.Next(-3, 3)}.{random.Next(100)}"),
            ("v", _ => random.Next(9) == 0 ? "[1, NaN, 2]" : random.Next(9) == 0 ? string.Empty : $"[{random.Next(3)}, 0.{random.Next(10)}, -1]"),
            ("day", _ => random.Next(9) == 0 ? "soon" : $"2024-05-{random.Next(10, 29)}"),
            ("color", _ => random.GetItems<string>(["red", "blue", "blue", "red", "green", ""], 1)[0]),
            ("id", row => $"{row:0000}"),
            ("text", _ => random.GetItems<string>(["x", "", "a b"], 1)[0]),
        ];
        random.Shuffle(columns);
        beside = [.. columns.Select(column => column.Name).Where(name => name is "id" or "text")];
        string[][] table = [.. Enumerable.Range(0, rows).Select(row => columns.Select(column => column.Cell(row)).ToArray())];
        bool isJson = random.Next(2) == 0;
        string text = isJson
            ? string.Concat(table.Select(row => $"{{{string.Join(", ", row.Select((cell, k) => $"\"{columns[k].Name}\": {(cell.Length == 0 ? "null" : cell[0] == '[' ? cell : $"\"{cell}\"")}"))}}}\n"))
            : string.Join(',', columns.Select(column => column.Name)) + "\n" + string.Concat(table.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n"));
        string name = (isJson ? "x.jsonl" : "x.csv") + (random.Next(3) == 0 ? ".gz" : string.Empty);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        File.WriteAllBytes(folder.File(name), name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(bytes) : bytes);
        return folder.File(name);
    }
}
