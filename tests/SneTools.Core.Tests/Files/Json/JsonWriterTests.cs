using System.Globalization;

namespace SneTools.Tests;

/// <summary>Files that pandas, Python, R's jsonlite and DuckDB wrote, beside the same values from elsewhere.</summary>
public class JsonWriterTests
{
    private static readonly ImportOptions Labels = new() { Columns = new ColumnSelection(Property: ["x", "k"], Label: ["id", "gap", "name", "day", "ok"]) };

    [Theory]
    [InlineData("pandas-records.json")]
    [InlineData("pandas-split.json")]
    [InlineData("pandas-columns.json")]
    [InlineData("pandas-index.json")]
    [InlineData("pandas-table.json")]
    [InlineData("pandas-lines.jsonl")]
    public void What_pandas_writes_is_the_table_whatever_the_orient(string name)
    {
        Dataset data = ReadSample(name, Labels);
        Dataset csv = ReadSample("pandas.csv", Labels);
        Assert.Equal(csv.Columns, data.Columns);
        Assert.Equal(csv.Values.Values, data.Values.Values);
        RequireSameLabels(csv.Labels, data.Labels.Take(5));
        Assert.Equal(name.Contains("table") ? ["index"] : [], data.Labels.Skip(5).Select(label => label.Name));
    }

    [Theory]
    [InlineData("pandas-records-some.json", false)]
    [InlineData("pandas-split-some.json", true)]
    [InlineData("pandas-columns-some.json", true)]
    [InlineData("pandas-index-some.json", true)]
    [InlineData("pandas-table-some.json", true)]
    public void Names_of_rows_that_are_not_their_numbers_ride_along(string name, bool hasNames)
    {
        Dataset data = ReadSample(name, Labels);
        Dataset csv = ReadSample("pandas.csv", Labels);
        Assert.Equal(csv.Values.Select([0, 1, 3, 4, 5]).Values, data.Values.Values);
        RequireSameLabels(csv.Labels.Select(label => label with { Values = [.. label.Values.Where((_, row) => row != 2)] }), data.Labels.Take(5));
        if (hasNames)
            Assert.Equal(["0", "1", "3", "4", "5"], Assert.Single(data.Labels, label => label.Name == "index").Values);
        else
            Assert.Equal(5, data.Labels.Count);
    }

    [Theory]
    [InlineData("pandas-values.json", 6)]
    [InlineData("pandas-values-some.json", 5)]
    public void Lists_have_columns_without_names(string name, int rows)
    {
        JsonSink sink = JsonSink.Read(Samples.File("json/" + name));
        Assert.Equal(["X1", "X2", "X3", "X4", "X5", "X6", "X7"], sink.Names);
        Assert.Equal(rows, sink.Count);
        Assert.Equal(["9007199254740998", "0.1", "6.0", "b/c", "2020-06-01T00:00:00.000", "False", "35"], sink.Rows[^1].Select(cell => cell.AsText()));
        Assert.Equal(1e300, sink.Rows[^2][1].Number);
    }

    [Fact]
    public void Objects_of_objects_without_numbers_are_not_guessed_at() =>
        Assert.Contains("to_json(orient='records', lines=True)", Refused("pandas-columns-named.json").Message);

    [Fact]
    public void The_words_that_Python_writes_for_numbers_are_read_and_those_within_texts_left_alone()
    {
        JsonSink sink = JsonSink.Read(Samples.File("json/python-nan.json"));
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity], sink.Rows.Select(row => row[0].Number));
        Assert.Equal(["NaN", "Infinity", "-Infinity"], sink.Rows.Select(row => row[0].AsText()));
        Assert.Equal(["NaN", "-Infinity \"NaN\"", "x"], sink.Rows.Select(row => row[2].AsText()));
        Assert.Equal([1, double.NaN, 3, 4, 5, double.NegativeInfinity, 7, 8, 9], sink.Rows.SelectMany(row => Vector(row[3])));
        SneException error = Refused("python-nan.json");
        Assert.Equal((SneError.NonFiniteValue, 1, "a"), (error.Error, error.Row, error.Column));
    }

    [Fact]
    public void An_answer_of_embeddings_has_its_rows_in_data()
    {
        JsonSink sink = JsonSink.Read(Samples.File("json/embeddings.json"));
        Assert.Equal(["object", "index", "embedding"], sink.Names);
        double[][] expected = [.. File.ReadLines(Samples.File("json/embeddings.csv")).Select(line => Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture)))];
        Assert.Equal(expected, sink.Rows.Select(row => Vector(row[2])));
        Assert.Equal(["The rows are those of the property 'data'; what stands beside is not read: 'object', 'model', 'usage'."], sink.Warnings);
    }

    [Theory]
    [InlineData("r-rows.json")]
    [InlineData("r-columns.json")]
    [InlineData("r-values.json")]
    [InlineData("r-pretty.json")]
    [InlineData("r-lines.json")]
    public void What_jsonlite_writes_is_the_data_frame(string name)
    {
        JsonSink sink = JsonSink.Read(Samples.File("json/" + name));
        Assert.Equal(name.Contains("values") ? ["X1", "X2", "X3", "X4"] : ["a", "b", "s", "f"], sink.Names);
        Assert.Equal(["1.5", null, "3"], sink.Rows.Select(row => row[0].AsText()));
        Assert.Equal(["1", "2", "3"], sink.Rows.Select(row => row[1].AsText()));
        Assert.Equal(["x", null, "z"], sink.Rows.Select(row => row[2].AsText()));
        Assert.Equal(["u", "v", "u"], sink.Rows.Select(row => row[3].AsText()));

        Dataset data = ReadSample(name, new ImportOptions { MissingValue = MissingValuePolicy.Mean });
        Assert.Equal([1.5, 1, 2.25, 2, 3, 3], data.Values.Values);
        Assert.Equal([1], ReadSample(name, new ImportOptions { MissingValue = MissingValuePolicy.Drop }).DroppedRows);
        Assert.Equal(name is "r-rows.json" or "r-lines.json" ? SneError.RaggedRow : SneError.MissingValue, Refused(name).Error);
    }

    [Fact]
    public void A_matrix_of_R_is_rows_of_numbers() =>
        Assert.Equal([5.1, 3.5, 1.4, 0.2, 7, 3.2, 4.7, 1.4, 6.3, 3.3, 6, 2.5], ReadSample("r-matrix.json", new ImportOptions()).Values.Values);

    [Theory]
    [InlineData("duckdb-array.json")]
    [InlineData("duckdb-lines.json")]
    public void What_DuckDB_writes_is_its_table(string name)
    {
        JsonSink sink = JsonSink.Read(Samples.File("json/" + name));
        Assert.Equal(["id", "x", "r", "v", "name", "d", "gap"], sink.Names);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal([$"{9007199254740993 + i}", "n\"" + i, $"2024-01-0{i + 1}", i == 2 ? null : $"{i}"], new[] { 0, 4, 5, 6 }.Select(c => sink.Rows[i][c].AsText()));
            Assert.Equal([11 * i / 10.0, Math.Sqrt(i)], [sink.Rows[i][1].Number, sink.Rows[i][2].Number]);
            Assert.Equal([i, i / 3.0, Math.Sqrt(i)], Vector(sink.Rows[i][3]));
        }
    }

    private static double[] Vector(Cell cell)
    {
        Assert.True(cell.TryGetVector(out double[]? elements));
        return elements;
    }

    private static Dataset ReadSample(string name, ImportOptions options) => DataFile.Read(Samples.File("json/" + name), options);

    private static SneException Refused(string name) => Assert.Throws<SneException>(() => ReadSample(name, new ImportOptions()));

    private static void RequireSameLabels(IEnumerable<LabelColumn> expected, IEnumerable<LabelColumn> found)
    {
        foreach ((LabelColumn label, LabelColumn other) in expected.Zip(found))
        {
            Assert.Equal(label.Name, other.Name);
            if (label.Name == "day")
                Assert.Equal(label.Values.Select(Date), other.Values.Select(Date));
            else
                Assert.Equal(label.Values, other.Values);
        }
    }

    private static DateTime? Date(string? text) => text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
