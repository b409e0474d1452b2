using Parquet;

namespace SneTools.Tests;

public class ParquetTests
{
    private static readonly double[] A = [1, 2.5, -3, 4e300, 5, 6];
    private static readonly string?[] Names = ["x", "y, z", null, "two\nlines", "<script>", "x"];

    [Fact]
    public void Columns_of_every_type_of_number_become_the_same_doubles()
    {
        Dataset data = Read(
            ("f8", A),
            ("f4", new float[] { 1, 2.5f, -3, 4e30f, 0.1f, 6 }),
            ("i4", new[] { 1, -2, 3, int.MaxValue, int.MinValue, 6 }),
            ("i8", new long[] { 1, -2, 3, 1L << 53, -5, 6 }),
            ("u8", new ulong[] { 1, 2, 3, 1UL << 63, 5, 6 }),
            ("u1", new byte[] { 1, 2, 3, 4, 5, 255 }),
            ("i2", new short[] { 1, 2, -3, 4, 5, 6 }),
            ("dec", new[] { 1m, 2.25m, -3.5m, 4m, 5m, 6m }));
        Assert.Equal(["f8", "f4", "i4", "i8", "u8", "u1", "i2", "dec"], data.Columns);
        Assert.Empty(data.Labels);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1], data.Values.Row(0).ToArray());
        Assert.Equal([2.5, 2.5, -2, -2, 2, 2, 2, 2.25], data.Values.Row(1).ToArray());
        Assert.Equal([4e300, 4e30f, int.MaxValue, 1L << 53, 1UL << 63, 4, 4, 4], data.Values.Row(3).ToArray());
        Assert.Equal([5, 0.1f, int.MinValue, -5, 5, 5, 5, 5], data.Values.Row(4).ToArray());
    }

    [Fact]
    public void Columns_of_anything_else_ride_along_as_texts()
    {
        Dataset data = Read(
            ("a", A),
            ("name", Names),
            ("spelled", new[] { "1", "2", "3", "4", "5", "6" }),
            ("truth", new[] { true, false, true, true, false, false }),
            ("day", Enumerable.Range(1, 6).Select(day => new DateTime(2024, 2, day, 0, 0, 0, DateTimeKind.Utc)).ToArray()));
        Assert.Equal(["a"], data.Columns);
        Assert.Equal(["name", "spelled", "truth", "day"], data.Labels.Select(label => label.Name));
        Assert.Equal(Names, data.Labels[0].Values);
        Assert.Equal(["True", "False", "True", "True", "False", "False"], data.Labels[2].Values);
        Assert.StartsWith("2024-02-01T00:00:00", data.Labels[3].Values[0]);
    }

    [Fact]
    public void Columns_asked_for_are_read_as_what_was_asked_for()
    {
        byte[] file = ParquetFile.Of(
            [("a", A), ("id", new[] { 7, 8, 9, 10, 11, 12 }), ("spelled", new[] { "1", "2", "3", "4", "5", "6" }), ("truth", new[] { true, false, true, true, false, false })]);
        Dataset data = Read(file, new ImportOptions { Columns = new ColumnSelection(Property: ["spelled", "truth"], Label: ["id"]) });
        Assert.Equal(["spelled", "truth"], data.Columns);
        Assert.Equal([1, 1, 2, 0, 3, 1, 4, 1, 5, 0, 6, 0], data.Values.Values);
        Assert.Equal(["id"], data.Labels.Select(label => label.Name));
        Assert.Equal(["7", "8", "9", "10", "11", "12"], data.Labels[0].Values);
    }

    [Fact]
    public void Groups_of_rows_follow_each_other_and_the_first_rows_alone_can_be_read()
    {
        int[] numbers = [.. Enumerable.Range(0, 1000)];
        byte[] file = ParquetFile.Of([("a", numbers), ("t", numbers.Select(x => $"row {x}").ToArray())], groups: 7);
        Dataset all = Read(file);
        Assert.Equal(numbers.Select(x => (double)x), all.Values.Values);
        Assert.Equal("row 999", all.Labels[0].Values[999]);
        Dataset some = Read(file, new ImportOptions { First = 200 });
        Assert.Equal((200, 199.0, "row 199"), (some.Count, some.Values[199, 0], some.Labels[0].Values[199]));
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.LZ4)]
    [InlineData(CompressionMethod.Brotli)]
    public void Every_common_compression_is_read(CompressionMethod method)
    {
        string[] texts = [.. Enumerable.Range(0, 2000).Select(i => $"class {i % 3}")];
        double[] numbers = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(i))];
        Dataset data = Read(ParquetFile.Of([("a", numbers), ("t", texts)], 2, new ParquetOptions { CompressionMethod = method }));
        Assert.Equal(numbers, data.Values.Values);
        Assert.Equal(texts, data.Labels[0].Values);
    }

    [Fact]
    public void A_null_is_a_missing_value()
    {
        byte[] file = ParquetFile.Of([("a", A), ("b", new double?[] { 1, 2, 3, null, 5, double.NaN }), ("c", new int?[] { 1, 2, 3, 4, null, 6 }), ("t", Names)]);
        SneException error = BinaryFile.Refused(file);
        Assert.Equal((SneError.MissingValue, 4, "b"), (error.Error, error.Row, error.Column));
        error = BinaryFile.Refused(file, options: new ImportOptions { Columns = new ColumnSelection(Property: ["c"]) });
        Assert.Equal((SneError.MissingValue, 5, "c"), (error.Error, error.Row, error.Column));

        Dataset dropped = Read(file, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
        Assert.Equal([3, 4, 5], dropped.DroppedRows);
        Assert.Equal([1, 1, 1, 2.5, 2, 2, -3, 3, 3], dropped.Values.Values);
        Assert.Equal(Names[..3], dropped.Labels[0].Values);

        Dataset filled = Read(file, new ImportOptions { MissingValue = MissingValuePolicy.Mean });
        Assert.Equal(3, filled.ReplacedCells);
        Assert.Equal((2.75, 3.2, 2.75), (filled.Values[3, 1], filled.Values[4, 2], filled.Values[5, 1]));
    }

    [Fact]
    public void A_NaN_is_told_from_a_null_and_a_text_from_both()
    {
        SneException error = BinaryFile.Refused(ParquetFile.Of([("a", new double?[] { 1, double.NaN, null })]));
        Assert.Equal((SneError.NonFiniteValue, 2, "a"), (error.Error, error.Row, error.Column));
        error = BinaryFile.Refused(
            ParquetFile.Of([("t", new[] { "1", "2", "oops" })], groups: 2), options: new ImportOptions { Columns = new ColumnSelection(Property: ["t"]) });
        Assert.Equal((SneError.NotANumber, 3, "t"), (error.Error, error.Row, error.Column));
        Assert.Contains("'oops'", error.Message);
    }

    [Theory]
    [InlineData(SneError.EmptyInput, 0)]
    [InlineData(SneError.NoNumericColumn, 3)]
    public void A_file_without_rows_or_numbers_is_refused(SneError expected, int rows) => Assert.Equal(
        expected,
        BinaryFile.Refused(rows == 0 ? ParquetFile.Of([("a", Array.Empty<double>())]) : ParquetFile.Of([("t", new string?[rows])])).Error);

    [Fact]
    public void A_column_twice_or_not_there_is_refused()
    {
        Assert.Equal(SneError.DuplicateColumn, BinaryFile.Refused(ParquetFile.Of([("a", A), ("A", A)])).Error);
        Assert.Equal(
            SneError.ColumnNotFound,
            BinaryFile.Refused(ParquetFile.Of([("a", A)]), options: new ImportOptions { Columns = new ColumnSelection(Label: ["q"]) }).Error);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        byte[] whole = ParquetFile.Of([("a", A), ("t", Names)]);
        Assert.All(Enumerable.Range(4, whole.Length - 4), length => Assert.Equal(SneError.InvalidFile, BinaryFile.Refused(whole[..length]).Error));
    }

    [Theory]
    [InlineData(0x7FFFFFFF)]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void A_description_of_absurd_length_is_refused_before_anything_is_allocated(int length)
    {
        byte[] file = ParquetFile.Of([("a", A)]);
        BitConverter.GetBytes(length).CopyTo(file, file.Length - 8);
        Assert.Equal(SneError.InvalidFile, BinaryFile.Refused(file).Error);
    }

    /// <summary>Whatever a byte does to a file, the answer is a data set or an error of ours, and comes soon.</summary>
    [Fact]
    public void A_damaged_file_is_refused_or_read_and_never_hangs()
    {
        byte[] whole = ParquetFile.Of([("a", A), ("b", new int?[] { 1, 2, null, 4, 5, 6 }), ("t", Names)], groups: 2);
        var random = new Random(7);
        for (int k = 0; k < 3000; k++)
        {
            byte[] damaged = [.. whole];
            for (int times = random.Next(1, 4); times > 0; times--)
                damaged[random.Next(4, damaged.Length - 4)] = (byte)random.Next(256);
            try
            {
                Read(damaged, new ImportOptions { MissingValue = MissingValuePolicy.Drop });
            }
            catch (SneException error)
            {
                Assert.Contains("data: ", error.Message);
            }
        }
    }

    [Fact]
    public void The_file_may_be_compressed_as_a_whole_and_its_copy_goes_away()
    {
        Dataset data = Read(BinaryFile.Gzip(ParquetFile.Of([("a", A), ("t", Names)])));
        Assert.Equal(A, data.Values.Values);
        Assert.Equal(Names, data.Labels[0].Values);
    }

    [Fact]
    public void Labels_may_lie_in_a_file_of_one_column()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("l.parquet"), ParquetFile.Of([("t", Names)], groups: 2));
        File.WriteAllBytes(folder.File("d.parquet"), ParquetFile.Of([("a", A)]));
        Assert.Equal(Names, DataFile.Read(folder.File("d.parquet"), new ImportOptions { LabelPath = folder.File("l.parquet") }).Labels[0].Values);
        File.WriteAllBytes(folder.File("l.parquet"), ParquetFile.Of([("t", Names), ("a", A)]));
        Assert.Contains("one column", Assert.Throws<SneException>(() => DataFile.Read(folder.File("d.parquet"), new ImportOptions { LabelPath = folder.File("l.parquet") })).Message);
    }

    [Fact]
    public void Progress_rises_with_the_bytes_and_a_cancellation_ends_the_reading()
    {
        using var folder = new TemporaryFolder();
        int[] numbers = [.. Enumerable.Range(0, 5000)];
        File.WriteAllBytes(folder.File("x"), ParquetFile.Of([("a", numbers), ("b", numbers)], groups: 3));
        var shares = new List<double>();
        Assert.Equal(5000, DataFile.Read(folder.File("x"), new ImportOptions(), shares.Add).Count);
        Assert.Equal(6, shares.Count);
        Assert.Equal(shares.Order(), shares);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));

        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => DataFile.Read(folder.File("x"), new ImportOptions(), _ => source.Cancel(), source.Token));
    }

    private static Dataset Read(params (string Name, Array Values)[] columns) => Read(ParquetFile.Of(columns));

    private static Dataset Read(byte[] file, ImportOptions? options = null) => BinaryFile.Read(file, "data", options);
}
