using System.Globalization;
using System.Text;
using CsCheck;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

/// <summary>Rows of a file from any row on: what they are when all of it is read; and how many there are.</summary>
public class RangeTests
{
    private static readonly string[] Endings = ["\n", "\r\n", "\r"];

    public static TheoryData<string> Names => [.. FileOfRows.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_range_is_the_rows_that_it_is_of_the_whole(string name)
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, name, 61);
        var columns = new ColumnSelection(Property: ["X1", "X2", "X3", "X4"], Label: ["X5"]);
        Dataset whole = DataFile.Read(path, new ImportOptions { Columns = columns });
        foreach ((int skip, int? first) in new (int, int?)[] { (0, 61), (1, null), (7, 20), (20, 1), (60, null), (60, 5), (30, 100) })
        {
            var options = new ImportOptions { Columns = columns, Skip = skip, First = first };
            int[] rows = [.. Enumerable.Range(skip, Math.Min(61 - skip, first ?? 61))];
            Require(whole, rows, [DataFile.Read(path, options)]);
            foreach (int size in new[] { 1, 7, 100 })
            {
                Require(whole, rows, Batches.Of(path, size, options, out ReadingSummary summary));
                Assert.Equal(rows.Length, summary.Rows);
            }
        }

        static void Require(Dataset whole, int[] rows, IReadOnlyList<Dataset> parts)
        {
            Near.SameBits(whole.Values.Select(rows), new Matrix(rows.Length, 4, [.. parts.SelectMany(part => part.Values.Values)]));
            Assert.Equal(rows, parts.SelectMany(part => part.SourceRows));
            Assert.Equal(rows.Select(row => whole.Labels[0].Values[row]), parts.SelectMany(part => part.Labels[0].Values));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_counted_without_a_look_at_what_is_in_them(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(61, DataFile.CountRows(FileOfRows.Write(folder, name, 61)));
        Assert.Equal(61, DataFile.CountRows(FileOfRows.Write(folder, name, 61), new ImportOptions { Skip = 60, First = 1 }));
    }

    [Theory]
    [MemberData(nameof(BatchPropertyTests.Files), MemberType = typeof(BatchPropertyTests))]
    public void A_sample_has_as_many_rows_as_are_read(string name)
    {
        Dataset? whole = null;
        _ = Record.Exception(() => whole = DataFile.Read(Samples.File(name), new ImportOptions { MissingValue = MissingValuePolicy.Drop }));
        if (whole is not null)
            Assert.Equal(whole.Count + whole.DroppedRows.Count, DataFile.CountRows(Samples.File(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_range_behind_the_last_row_is_an_error_that_says_so(string name)
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, name, 61);
        foreach (int skip in new[] { 61, 62, int.MaxValue })
        {
            SneException error = Assert.Throws<SneException>(() => DataFile.Read(path, new ImportOptions { Skip = skip, First = 3 }));
            Assert.Equal(SneError.EmptyInput, error.Error);
            Assert.StartsWith(FormattableString.Invariant($"{path}: There is no row behind the first {skip}"), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_negative_number_of_rows_cannot_be_passed_over() =>
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => DataFile.Read(Samples.File("iris.csv"), new ImportOptions { Skip = -1 })).Error);

    [Fact]
    public void What_is_passed_over_is_not_looked_at()
    {
        Assert.Equal([2.0, 3.0], Read(Text("a,b\noops,1\n2,3\n"), "x.csv", new ImportOptions { Skip = 1 }).Values.Values);
        Assert.Equal([2.0, 3.0], Read(Npy("<f8", "(2, 2)", Encode("f8", false, double.NaN, 1, 2, 3)), options: new ImportOptions { Skip = 1 }).Values.Values);
        Assert.Equal([1.5], Read(Text("{\"a\":{\"deep\":[1]}}\n{\"a\":1.5}\n"), "x.jsonl", new ImportOptions { Skip = 1, Columns = new ColumnSelection(Property: ["a"]) }).Values.Values);

        // Of a Parquet file, groups before the first row are not even read: here what is in them is damaged.
        byte[] parquet = ParquetFile.Of([("a", new double[] { 1, 2, 3, 4, 5, 6 })], groups: 3);
        parquet.AsSpan(4, 8).Fill(0xFF);
        Assert.Equal(SneError.InvalidFile, Refused(parquet).Error);
        Assert.Equal([4.0, 5.0], Read(parquet, options: new ImportOptions { Skip = 3, First = 2 }).Values.Values);
    }

    [Fact]
    public void A_cell_that_is_refused_is_named_by_its_row_in_the_file()
    {
        byte[] contents = Text("a,b\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => i == 2500 ? "1,oops\n" : $"{i % 7},{i % 5}\n")));
        SneException error = Refused(contents, "x.csv", new ImportOptions { Skip = 1200 });
        Assert.Equal((SneError.NotANumber, 2501, "b"), (error.Error, error.Row, error.Column));
        error = Batches.Refused(contents, 100, "x.csv", new ImportOptions { Skip = 1200 });
        Assert.Equal((SneError.NotANumber, 2501, "b"), (error.Error, error.Row, error.Column));
        Assert.EndsWith("That the column holds numbers was decided by the first 1000 rows that are read.", error.Message, StringComparison.Ordinal);
        error = Refused(Npy("<f8", "(3, 1)", Encode("f8", false, 1, 2, double.NaN)), options: new ImportOptions { Skip = 1 });
        Assert.Equal((SneError.NonFiniteValue, 3), (error.Error, error.Row));
    }

    [Fact]
    public void Labels_beside_a_file_are_passed_over_with_its_rows()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", "a\n" + string.Concat(Enumerable.Range(0, 30).Select(i => i == 12 ? "NaN\n" : $"{i}\n")));
        var options = new ImportOptions
        {
            LabelPath = folder.Write("labels.txt", string.Concat(Enumerable.Range(0, 30).Select(i => $"{i}\n"))),
            MissingValue = MissingValuePolicy.Drop,
            Skip = 11,
            First = 4,
        };
        Assert.Equal(["11", "13", "14"], DataFile.Read(path, options).Labels[0].Values);
        foreach (int size in new[] { 1, 3, 10 })
            Assert.Equal(["11", "13", "14"], Batches.Of(path, size, options).SelectMany(batch => batch.Labels[0].Values));
    }

    [Fact]
    public void A_text_is_cut_into_the_same_records_whether_they_are_read_or_passed_over() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            char delimiter = random.GetItems<char>([',', '\t', ';', ' '], 1)[0];
            string text = Records(random, delimiter, random.Next(1, 40));
            using var folder = new TemporaryFolder();
            string path = folder.Write("x.csv", text);
            var options = new ImportOptions { Delimiter = delimiter, Columns = new ColumnSelection(Property: ["n"], Label: ["a", "b"]) };
            Dataset whole = DataFile.Read(path, options);
            Assert.Equal(whole.Count, DataFile.CountRows(path, options));
            int skip = random.Next(whole.Count);
            Dataset rest = DataFile.Read(path, options with { Skip = skip });
            Assert.Equal(whole.Values.Values[skip..], rest.Values.Values);
            for (int k = 0; k < 2; k++)
                Assert.Equal(whole.Labels[k].Values.Skip(skip), rest.Labels[k].Values);
        },
        iter: 300,
        threads: 1);

    [Fact]
    public void Records_that_are_passed_over_may_be_longer_than_what_is_read_at_once()
    {
        // Piece after piece of 256 kB ends within a line, within a quoted cell, between the two characters of a line's end.
        string text = "n,a,b\r\n" + string.Concat(Enumerable.Range(0, 3000).Select(i =>
            $"{i},{(i % 3 == 0 ? $"\"{new string('q', i % 900)}\r\n,\"\"\"" : new string('x', i % 700))},é\r\n"));
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.csv", text);
        Assert.Equal(3000, DataFile.CountRows(path));
        foreach (int skip in new[] { 1, 1499, 2999 })
            Assert.Equal(Enumerable.Range(skip, 3000 - skip).Select(i => (double)i), DataFile.Read(path, new ImportOptions { Skip = skip, Columns = new ColumnSelection(Property: ["n"]) }).Values.Values);
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.csv.gz")]
    [InlineData("x.jsonl")]
    public void Counting_and_passing_over_end_where_they_are_canceled(string name)
    {
        using var folder = new TemporaryFolder();
        string path = FileOfRows.Write(folder, name, 100);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => DataFile.CountRows(path, cancellation: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => DataFile.Read(path, new ImportOptions { Skip = 99 }, cancellation: stop.Token));
    }

    /// <summary>Records of a number and two texts: with quotes, line breaks in them, blank lines and lines of one cell that is quoted.</summary>
    private static string Records(Random random, char delimiter, int rows)
    {
        string ending = random.GetItems(Endings, 1)[0];
        string[] cells = ["plain", "\"quoted\"", $"\"a{delimiter}b\"", "\"line\nbreak\"", "\"cr\r\nlf\"", "\"doubled\"\"quote\"", "in\"side", "\"\"", "-", "ü"];
        var text = new StringBuilder(string.Join(delimiter, "n", "a", "b") + ending);
        for (int row = 0; row < rows; row++)
        {
            if (random.Next(6) == 0)
                text.Append(random.GetItems<string>(["", "  ", "\v"], 1)[0]).Append(ending);
            text.Append(CultureInfo.InvariantCulture, $"{row}{delimiter}{string.Join(delimiter, random.GetItems(cells, 2))}");
            if (row < rows - 1 || random.Next(2) == 0)
                text.Append(ending);
        }

        return text.ToString();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
