using System.Text;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

public class BatchTests
{
    private static readonly string[] Formats = ["x.csv", "x.csv.gz", "x.jsonl", "x.json", "x.npy", "x.npy.gz", "fortran.npy", "fortran.npy.gz", "records.npy", "x.idx", "x.parquet"];

    public static TheoryData<string> Names => new(Formats);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_is_given_away_before_the_rest_is_read_and_what_the_taker_throws_closes_the_file(string name)
    {
        using var folder = new TemporaryFolder();
        string path = Make(folder, name, rows: 30_000, columns: 2);
        double share = 0;
        int count = 0;
        Assert.Throws<TimeoutException>(() => DataFile.ReadBatches(path, new ImportOptions(), 1000, Take, now => share = now));
        Assert.Equal(2, count);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.True(name.EndsWith("json", StringComparison.Ordinal) || name.EndsWith("jsonl", StringComparison.Ordinal) || share < 0.9, $"{share} of the file was read");

        void Take(Dataset batch)
        {
            Assert.Equal(1000, batch.Count);
            if (++count == 2)
                throw new TimeoutException();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_that_was_given_away_is_not_held(string name)
    {
        using var folder = new TemporaryFolder();
        string path = Make(folder, name, rows: 20_000, columns: 2);
        var given = new List<WeakReference>();
        int held = 0;
        DataFile.ReadBatches(path, new ImportOptions(), 1000, batch =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            held = Math.Max(held, given.Count(reference => reference.IsAlive));
            given.Add(new WeakReference(batch.Values.Values));
        });
        Assert.Equal(20, given.Count);

        // The one before may still lie in a register.
        Assert.InRange(held, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reading_ends_where_it_is_canceled(string name)
    {
        using var folder = new TemporaryFolder();
        string path = Make(folder, name, rows: 30_000, columns: 2);
        using var stop = new CancellationTokenSource();
        int count = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => DataFile.ReadBatches(path, new ImportOptions(), 1000, Take, cancellation: stop.Token));
        Assert.InRange(count, 2, 12);

        void Take(Dataset batch)
        {
            if (++count == 2)
                stop.Cancel();
        }
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.jsonl")]
    [InlineData("x.npy")]
    [InlineData("x.parquet")]
    public void A_batch_has_about_a_million_numbers_unless_told_otherwise(string name)
    {
        using var folder = new TemporaryFolder();
        List<Dataset> batches = Batches.Of(Make(folder, name, rows: 30_000, columns: 50), null);
        Assert.Equal([(1 << 20) / 50, 30_000 - ((1 << 20) / 50)], batches.Select(batch => batch.Count));
        Assert.Equal(100_000, DatasetBatches.Of(null, _ => { }).RowsOf(1));
        Assert.Equal(1000, DatasetBatches.Of(null, _ => { }).RowsOf(100_000));
    }

    [Fact]
    public void A_cell_that_does_not_fit_is_named_by_its_row_in_the_file_and_by_what_decided()
    {
        byte[] contents = Text("a,b\n" + Lines(2500, i => i == 2400 ? "1,oops" : $"1,{i % 7}"));
        SneException error = Batches.Refused(contents, 100, "x.csv");
        Assert.Equal((SneError.NotANumber, 2401, "b"), (error.Error, error.Row, error.Column));
        Assert.EndsWith("x.csv: Row 2401, column 'b': 'oops' is not a number. That the column holds numbers was decided by the first 1000 rows.", error.Message, StringComparison.Ordinal);

        // What the user decided needs no reason.
        error = Batches.Refused(contents, 100, "x.csv", new ImportOptions { Columns = new ColumnSelection(Property: ["b"]) });
        Assert.EndsWith("'oops' is not a number.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2500, Batches.Of(contents, 100, "x.csv", new ImportOptions { Columns = new ColumnSelection(Label: ["b"]) }).Sum(batch => batch.Count));
    }

    [Fact]
    public void A_vector_of_another_length_is_named_by_its_row_in_the_file_and_by_what_decided()
    {
        SneException error = Batches.Refused(Text(Lines(1500, i => i == 1200 ? "{\"v\":[1,2,3]}" : "{\"v\":[1,2]}")), 100, "x.jsonl");
        Assert.Equal((SneError.RaggedRow, 1201, "v"), (error.Error, error.Row, error.Column));
        Assert.EndsWith("That the column holds vectors of 2 elements was decided by the first 1000 rows.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_another_length_is_named_by_its_row_in_the_file()
    {
        SneException error = Batches.Refused(Text("a,b\n" + Lines(2500, i => i == 2400 ? "1" : "1,2")), 100, "x.csv");
        Assert.Equal((SneError.RaggedRow, 2401), (error.Error, error.Row));
    }

    [Fact]
    public void A_number_of_an_array_that_is_not_finite_is_named_by_its_row_in_the_file()
    {
        double[] numbers = [.. Enumerable.Range(0, 60)];
        numbers[(2 * 25) + 1] = double.NaN;
        foreach (bool isFortran in new[] { false, true })
        {
            double[] stored = isFortran ? [.. numbers.Where((_, i) => i % 2 == 0), .. numbers.Where((_, i) => i % 2 == 1)] : numbers;
            SneException error = Batches.Refused(Npy("<f8", "(30, 2)", Encode("f8", false, stored), isFortran), 4);
            Assert.Equal((SneError.NonFiniteValue, 26, "X2"), (error.Error, error.Row, error.Column));
        }
    }

    [Fact]
    public void What_looks_like_a_row_index_at_the_beginning_is_one_to_the_end()
    {
        byte[] contents = Text("id,a\n" + Lines(1200, i => $"{(i < 1100 ? i : 7)},{i % 5}"));
        List<Dataset> batches = Batches.Of(contents, 500, "x.csv");
        Assert.All(batches, batch => Assert.Equal(["a"], batch.Columns));
        Assert.Equal("7", batches[^1].Labels[0].Values[^1]);
        Assert.Single(batches[0].Warnings);

        // All rows together tell otherwise.
        Assert.Equal(["id", "a"], Read(contents, "x.csv").Columns);
    }

    [Fact]
    public void A_batch_of_which_no_row_is_left_is_passed_over()
    {
        byte[] contents = Text("a\n" + Lines(50, i => i is >= 10 and < 20 or 33 ? "NaN" : $"{i}.5"));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x.csv"), contents);
        List<Dataset> batches = Batches.Of(folder.File("x.csv"), 10, new ImportOptions { MissingValue = MissingValuePolicy.Drop }, out ReadingSummary summary);
        Assert.Equal([0, 20, 30, 40], batches.Select(batch => batch.FirstRow));
        Assert.Equal([33], batches[2].DroppedRows);
        Assert.Equal((50, 11, 10), (summary.Rows, summary.DroppedRows, summary.FirstDroppedRow));
        Assert.Equal(["11 rows were left out because a value was missing or not a finite number; the first is row 11."], DataWarnings.OfReading(summary));
    }

    [Fact]
    public void Means_and_categories_are_known_at_the_end_only_and_refused()
    {
        byte[] contents = Text("a,t\n1,x\n2,y\n");
        Assert.Contains("mean", Batches.Refused(contents, 1, "x.csv", new ImportOptions { MissingValue = MissingValuePolicy.Mean }).Message, StringComparison.Ordinal);
        SneException error = Batches.Refused(contents, 1, "x.csv", new ImportOptions { Columns = new ColumnSelection(Categorical: ["t"]) });
        Assert.Equal((SneError.InvalidOption, "Categorical"), (error.Error, error.Column));
    }

    [Fact]
    public void A_property_that_comes_late_is_a_column_of_every_batch()
    {
        byte[] contents = Text(Lines(1500, i => i == 1300 ? "{\"a\":1,\"late\":\"x\"}" : "{\"a\":2}"));
        List<Dataset> batches = Batches.Of(contents, 400, "x.jsonl");
        Assert.All(batches, batch => Assert.Equal(["late"], batch.Labels.Select(label => label.Name)));
        Assert.Equal("x", batches[3].Labels[0].Values[100]);
    }

    [Fact]
    public void Numbers_that_come_late_in_a_property_are_an_error_at_the_end()
    {
        SneException error = Batches.Refused(Text(Lines(1500, i => i >= 1300 ? "{\"a\":1,\"late\":3}" : "{\"a\":2}")), 400, "x.jsonl");
        Assert.Equal((SneError.RaggedRow, 1, "late"), (error.Error, error.Row, error.Column));
    }

    [Theory]
    [InlineData("labels.txt")]
    [InlineData("labels.csv")]
    [InlineData("labels.npy")]
    [InlineData("labels.parquet")]
    [InlineData("labels.json")]
    public void Labels_of_a_file_beside_come_with_their_rows(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "a\n" + Lines(50, i => i is >= 10 and < 20 or 33 or 49 ? "NaN" : $"{i}"));
        var options = new ImportOptions { LabelPath = Labels(folder, name, 50), MissingValue = MissingValuePolicy.Drop };
        foreach (int size in new[] { 1, 7, 10, 100 })
        {
            List<Dataset> batches = Batches.Of(path, size, options);
            Assert.Equal(batches.SelectMany(batch => batch.Values.Values).Select(number => $"{number}"), batches.SelectMany(batch => batch.Labels[0].Values));
            Assert.Equal(38, batches.Sum(batch => batch.Count));
        }

        foreach (int count in new[] { 30, 49, 51, 90 })
        {
            SneException error = Assert.Throws<SneException>(() => Batches.Of(path, 7, options with { LabelPath = Labels(folder, name, count) }));
            Assert.Equal(SneError.RowCountMismatch, error.Error);
            Assert.StartsWith(folder.File(name) + ": There are " + count, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_array_of_columns_that_is_cut_off_or_goes_on_is_refused()
    {
        byte[] numbers = Encode("f8", false, [.. Enumerable.Range(0, 60)]);
        Assert.Equal(SneError.InvalidFile, Batches.Refused(Gzip(Npy("<f8", "(30, 2)", numbers[..^1], isFortran: true)), 4).Error);
        Assert.Equal(SneError.InvalidFile, Batches.Refused(Gzip(Npy("<f8", "(30, 2)", [.. numbers, 0], isFortran: true)), 4).Error);
        Assert.Equal(SneError.InvalidFile, Batches.Refused(Gzip(Npy("<f8", "(30, 2)", [.. numbers, 0])), 4).Error);
    }

    [Fact]
    public void What_is_large_only_in_all_is_read_in_batches()
    {
        // 50 000 000 numbers of a run of zeros: at once they would be more than a thousand times the file.
        byte[] contents = Gzip(Npy("|u1", "(1000000, 50)", new byte[50_000_000]));
        Assert.Equal(SneError.InvalidFile, Refused(contents).Error);
        long rows = 0;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x"), contents);
        DataFile.ReadBatches(folder.File("x"), new ImportOptions(), null, batch => rows += batch.Count);
        Assert.Equal(1_000_000, rows);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Lines(int rows, Func<int, string> line) => string.Concat(Enumerable.Range(0, rows).Select(i => line(i) + "\n"));

    private static string Labels(TemporaryFolder folder, string name, int count)
    {
        byte[] contents = Path.GetExtension(name) switch
        {
            ".txt" => Text(Lines(count, i => $"{i}")),
            ".csv" => Text("name\n" + Lines(count, i => $"{i}")),
            ".npy" => Npy("|u1", $"({count},)", [.. Enumerable.Range(0, count).Select(i => (byte)i)]),
            ".json" => Text($"[{string.Join(',', Enumerable.Range(0, count))}]"),
            _ => ParquetFile.Of([("name", Enumerable.Range(0, count).Select(i => $"{i}").ToArray())], groups: 2),
        };
        File.WriteAllBytes(folder.File(name), contents);
        return folder.File(name);
    }

    /// <summary>A file of random numbers, of the format that its name says.</summary>
    private static string Make(TemporaryFolder folder, string name, int rows, int columns)
    {
        var random = new Random(1);
        double[] numbers = [.. Enumerable.Range(0, rows * columns).Select(_ => Math.Round(random.NextDouble(), 4))];
        string[] names = [.. Enumerable.Range(1, columns).Select(k => $"X{k}")];
        IEnumerable<double[]> table = numbers.Chunk(columns);
        string bare = name.Replace(".gz", string.Empty, StringComparison.Ordinal);
        byte[] contents = Path.GetExtension(bare) switch
        {
            ".csv" => Text(string.Join(',', names) + "\n" + string.Concat(table.Select(row => string.Join(',', row.Select(Cell.Format)) + "\n"))),
            ".jsonl" => Text(string.Concat(table.Select(row => "[" + string.Join(',', row.Select(Cell.Format)) + "]\n"))),
            ".json" => Text("[" + string.Join(',', table.Select(row => "{" + string.Join(',', row.Select((x, k) => $"\"X{k + 1}\":{Cell.Format(x)}")) + "}")) + "]"),
            ".npy" when bare == "records.npy" => NpyOf($"{{'descr': [{string.Concat(names.Select(x => $"('{x}', '<f8'), "))}], 'fortran_order': False, 'shape': ({rows},), }}", Encode("f8", false, numbers)),
            ".npy" => Npy("<f8", $"({rows}, {columns})", Encode("f8", false, numbers), isFortran: bare == "fortran.npy"),
            ".idx" => Idx(0x0E, [(uint)rows, (uint)columns], Encode("f8", true, numbers)),
            _ => ParquetFile.Of([.. names.Select((x, k) => (x, (Array)table.Select(row => row[k]).ToArray()))], groups: 10),
        };
        File.WriteAllBytes(folder.File(name), bare == name ? contents : Gzip(contents));
        return folder.File(name);
    }
}
