using static SneTools.Tests.HandmadeParquet;

namespace SneTools.Tests;

/// <summary>Files that other programs wrote: DuckDB, Spark, Impala, Arrow. What is expected is what DuckDB 1.5 reads out of them.</summary>
public class ParquetTypeTests
{
    [Theory]
    [InlineData("f4", "0|0.1|0.2|0.3")]
    [InlineData("i8", "9007199254740993|9007199254740994|9007199254740995|9007199254740996")]
    [InlineData("u8", "18446744073709551615|18446744073709551614|18446744073709551613|18446744073709551612")]
    [InlineData("small", "-0.50|-0.25|0.00|0.25")]
    [InlineData("large", "0.0000000000|1234567890123456.2500000000|2469135780246912.5000000000|3703703670370368.7500000000")]
    [InlineData("day", "1969-12-31|1970-01-01|1970-01-02|1970-01-03")]
    [InlineData("us", "1969-12-31T23:59:59.123456|1970-01-01T23:59:59.123456|1970-01-02T23:59:59.123456|1970-01-03T23:59:59.123456")]
    [InlineData("ms", "2024-12-31T23:59:59.5|2024-12-31T23:59:59.5|2024-12-31T23:59:59.5|2024-12-31T23:59:59.5")]
    [InlineData("ns", "2024-07-01T12:00:00.123456789|2024-07-01T12:00:00.123456789|2024-07-01T12:00:00.123456789|2024-07-01T12:00:00.123456789")]
    [InlineData("instant", "2024-07-01T12:00:00Z|2024-07-01T12:00:00Z|2024-07-01T12:00:00Z|2024-07-01T12:00:00Z")]
    [InlineData("clock", "23:59:59.25|23:59:59.25|23:59:59.25|23:59:59.25")]
    [InlineData("id", "00000000-0000-4000-8000-000000000000|00000000-0000-4000-8000-000000000001|00000000-0000-4000-8000-000000000002|00000000-0000-4000-8000-000000000003")]
    [InlineData("kind", "a|b|a|b")]
    [InlineData("list", "[0, null, 2.5]||[]|[0.3, null, 2.5]")]
    [InlineData("fixed", "[0, 1, 3]|[1, 2, 3]|[2, 3, 3]|[3, 4, 3]")]
    [InlineData("record.x", "0|1|2|3")]
    [InlineData("record.v", "[0, 7]|[1, 7]|[2, 7]|[3, 7]")]
    public void A_label_is_the_value_itself_whatever_its_type(string column, string expected) =>
        Assert.Equal(expected.Split('|'), Texts("types.parquet", column).Select(text => text ?? string.Empty));

    [Theory]
    [InlineData("float16_nonzeros_and_nans.parquet", "x", "|1|-2|NaN|0|-1|-0|2")]
    [InlineData("int96_from_spark.parquet", "a", "2024-01-01T20:34:56.123456|2024-01-01T01:00:00|9999-12-31T03:00:00|2024-12-30T23:00:00||+290000-12-30T23:00:00")]
    [InlineData("datapage_v2.snappy.parquet", "a", "abc|abc|abc||abc")]
    [InlineData("datapage_v2.snappy.parquet", "e", "[1, 2, 3]|||[1, 2, 3]|[1, 2]")]
    [InlineData("hadoop_lz4_compressed.parquet", "c1", "abc|def|abc|def")]
    [InlineData("hadoop_lz4_compressed.parquet", "v11", "42|7.7|42.125|7.7")]
    [InlineData("alltypes_dictionary.parquet", "timestamp_col", "2009-01-01T00:00:00|2009-01-01T00:01:00")]
    [InlineData("alltypes_dictionary.parquet", "string_col", "0|1")]
    [InlineData("alltypes_dictionary.parquet", "float_col", "0|1.1")]
    [InlineData("list_columns.parquet", "int64_list", "[1, 2, 3]|[null, 1]|[4]")]
    [InlineData("repeated_primitive_no_list.parquet", "Int32_list", "[0, 1, 2, 3]|[]|[4]|[5, 6, 7, 8]")]
    [InlineData("nulls.snappy.parquet", "b_struct.b_c_int", "|||||||")]
    public void Files_of_other_writers_hold_what_DuckDB_finds_in_them(string file, string column, string expected) =>
        Assert.Equal(expected.Split('|'), Texts(file, column).Select(text => text ?? string.Empty));

    [Fact]
    public void A_list_of_numbers_is_a_vector()
    {
        double[]?[] lists = Vectors("types.parquet", "list");
        Assert.Equal([0, double.NaN, 2.5], lists[0]!);
        Assert.Null(lists[1]);
        Assert.Empty(lists[2]!);
        Assert.Equal([3, 4, 3], Vectors("types.parquet", "fixed")[3]!);
        Assert.Equal([double.NaN, 1], Vectors("list_columns.parquet", "int64_list")[1]!);
    }

    /// <summary>Three lists in two pages, the second one in both; in the older way of two levels, in the younger one, and without either.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void A_list_may_go_on_in_the_next_page_and_be_written_in_any_way(int levels)
    {
        var element = new ParquetSchemaNode { Name = levels == 3 ? "element" : "array", Type = (int)ParquetType.Int32, Repetition = levels == 3 ? 0 : 2 };
        var list = new ParquetSchemaNode { Name = "v", Repetition = 0, Meaning = 3 };
        ParquetSchemaNode[] nodes = levels switch
        {
            2 => [list, element],
            3 => [list, new ParquetSchemaNode { Name = "list", Repetition = 2 }, element],
            _ => [element],
        };

        // Lists of two elements, three and none: levels in runs of one each, behind their lengths; where a list goes on there is a 1.
        byte[] first = [6, 0, 0, 0, 2, 0, 2, 1, 2, 0, 2, 0, 0, 0, 6, 1, .. BinaryFile.Encode("i4", false, 1, 2, 3)];
        byte[] second = [4, 0, 0, 0, 4, 1, 2, 0, 4, 0, 0, 0, 4, 1, 2, 0, .. BinaryFile.Encode("i4", false, 4, 5)];
        byte[] file = Of(nodes, 3, 6, [Page(3, ParquetEncoding.Plain, first), Page(3, ParquetEncoding.Plain, second)]);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("f"), file);
        double[]?[] lists = Vectors(folder.File("f"), levels == 0 ? "array" : "v");
        Assert.Equal([[1, 2], [3, 4, 5], []], lists!);
    }

    [Fact]
    public void A_column_that_cannot_be_read_matters_only_to_who_asks_for_it()
    {
        Dataset data = Read("types.parquet", new ColumnSelection(ExcludeProperty: ["list"]));
        Assert.Contains("'nested' (it holds lists of lists), 'texts' (it holds lists of texts).", string.Join(' ', data.Warnings));
        Assert.DoesNotContain("nested", data.Labels.Select(label => label.Name));
        Assert.Empty(Read("types.parquet", new ColumnSelection(Property: ["f4"])).Warnings);
        Assert.Empty(Read("types.parquet", new ColumnSelection(ExcludeProperty: ["nested", "t*s", "list", "fixed", "record.v"])).Warnings);
        SneException error = Refused("types.parquet", new ColumnSelection(Property: ["f4", "nested"]));
        Assert.Equal((SneError.NotANumber, "nested"), (error.Error, error.Column));

        // Some of its columns are encrypted.
        error = Refused("encrypted_columns.parquet", new ColumnSelection());
        Assert.Equal((SneError.InvalidFile, "float_field"), (error.Error, error.Column));
        Assert.Contains("it is encrypted", error.Message);
        Assert.Contains("ExcludeProperty", error.Message);
        Assert.Equal([1, 0, 1], Read("encrypted_columns.parquet", new ColumnSelection(Property: ["boolean_field"])).Values.Values[..3]);
        Assert.Contains("encrypted, its description included", Refused("encrypted.parquet", new ColumnSelection()).Message);
    }

    [Fact]
    public void Names_with_wildcards_leave_out_themselves_alone()
    {
        byte[] file = ParquetFile.Of([("a", new double[] { 1, 2 }), ("a*", new byte[]?[] { [1], [2, 3] }), ("ab", new double[] { 3, 4 })]);
        Dataset data = BinaryFile.Read(file);
        Assert.Equal(["a", "ab"], data.Columns);
        Assert.Contains("'a*' (it holds bytes)", Assert.Single(data.Warnings));
    }

    [Fact]
    public void Bytes_ride_along_where_they_are_texts_and_have_a_text_of_their_own_where_not()
    {
        byte[] file = ParquetFile.Of([("a", new double[] { 1, 2 }), ("t", new byte[]?[] { "x y"u8.ToArray(), "é"u8.ToArray() }), ("raw", new byte[]?[] { [1, 65, 92], [2, 255] })]);
        Assert.Equal(["x y", "é"], Assert.Single(BinaryFile.Read(file).Labels).Values);
        Assert.Equal([@"\x01A\x5C", @"\x02\xFF"], BinaryFile.Read(file, options: new ImportOptions { Columns = new ColumnSelection(Label: ["raw"]) }).Labels[0].Values);
        SneException error = BinaryFile.Refused(file, options: new ImportOptions { Columns = new ColumnSelection(Property: ["raw"]) });
        Assert.Equal((SneError.NotANumber, "raw"), (error.Error, error.Column));
    }

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-1, "1969-12-31")]
    [InlineData(11_016, "2000-02-29")]
    [InlineData(47_541, "2100-03-01")]
    [InlineData(-719_162, "0001-01-01")]
    [InlineData(-719_528, "0000-01-01")]
    [InlineData(-719_529, "-0001-12-31")]
    [InlineData(2_932_897, "+10000-01-01")]
    public void A_day_is_found_in_the_calendar(long days, string expected) => Assert.Equal(expected, IsoTimes.Date(days));

    [Fact]
    public void Every_day_of_the_calendar_is_that_of_the_runtime()
    {
        for (int day = 0; day <= DateOnly.MaxValue.DayNumber; day += 13)
            Assert.Equal(DateOnly.FromDayNumber(day).ToString("o", System.Globalization.CultureInfo.InvariantCulture), IsoTimes.Date(day - 719_162));
        Assert.Equal("1969-12-31T23:59:59.999", IsoTimes.Timestamp(-1, 3));
        Assert.Equal("-292275055-05-16T16:47:04.192", IsoTimes.Timestamp(long.MinValue, 3));
        Assert.Equal("2262-04-11T23:47:16.854775807", IsoTimes.Timestamp(long.MaxValue, 9));
    }

    private static string PathOf(string file) => Path.IsPathRooted(file) ? file : Samples.File(Path.Combine("parquet", file));

    private static Dataset Read(string file, ColumnSelection? columns = null) =>
        DataFile.Read(PathOf(file), new ImportOptions { Columns = columns ?? new ColumnSelection() });

    private static SneException Refused(string file, ColumnSelection columns) => Assert.Throws<SneException>(() => Read(file, columns));

    private static IEnumerable<string?> Texts(string file, string column) => Cells(file, column, ColumnRole.Label).Select(cell => cell.AsText());

    private static double[]?[] Vectors(string file, string column) =>
        [.. Cells(file, column, ColumnRole.Undecided).Select(cell => cell.TryGetVector(out double[]? vector) ? vector : null)];

    private static List<Cell> Cells(string file, string name, ColumnRole role)
    {
        using var source = DataSource.Open(PathOf(file));
        using ParquetContents contents = ParquetContents.Open(source, default);
        ParquetField field = contents.Fields.Single(field => field.Name == name);
        var column = new ParquetColumn(field, contents.Pages, role, _ => { });
        var cells = new List<Cell>();
        foreach (ParquetGroup group in contents.Groups)
        {
            column.Begin(ParquetContents.ChunkOf(group, field));
            for (long row = 0; row < group.Rows; row++)
            {
                column.Next();
                cells.Add(column.Read());
            }
        }

        return cells;
    }
}
