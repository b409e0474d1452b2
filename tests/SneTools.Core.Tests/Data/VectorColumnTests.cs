using static SneTools.Tests.Tables;

namespace SneTools.Tests;

public class VectorColumnTests
{
    private static readonly string[][] Rows =
        [["cat", "[0.1, -2e-3, 3]"], ["dog", "[1,2,3]"], ["cow", "[ 4 5\n 6 ]"], ["hen", " [7, 8, 9] "]];

    [Fact]
    public void The_elements_of_a_column_of_vectors_are_embedded_under_its_name_and_their_number()
    {
        Dataset data = Build(["word", "embedding"], Rows);
        Assert.Equal(["embedding[1]", "embedding[2]", "embedding[3]"], data.Columns);
        Assert.Equal([0.1, -2e-3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9], data.Values.Values);
        Assert.Equal(["word: Label, text", "embedding: Embedded, vectors, 3"], data.Uses());
        Assert.Empty(data.Warnings);
    }

    [Theory]
    [InlineData("[0.1, 0.2]", new[] { 0.1, 0.2 })]
    [InlineData("[1]", new[] { 1.0 })]
    [InlineData("[]", new double[0])]
    [InlineData("[1e-3\t2]", new[] { 1e-3, 2 })]
    [InlineData("[null, NaN, None, 1]", new[] { double.NaN, double.NaN, double.NaN, 1 })]
    [InlineData("[1, 2", null)]
    [InlineData("1, 2]", null)]
    [InlineData("[1,, 2]", null)]
    [InlineData("[1, 2,]", null)]
    [InlineData("[1, two]", null)]
    [InlineData("[[1, 2]]", null)]
    public void A_text_is_a_vector_if_all_between_brackets_are_numbers(string text, double[]? expected) =>
        Assert.Equal(expected, CellVector.Parse(text));

    [Fact]
    public void A_vector_written_reads_back_as_the_same_bits()
    {
        double[] vector = [0.1, 1.0 / 3, 5e-324, -double.MaxValue, double.NaN];
        Assert.Equal(vector, CellVector.Parse(CellVector.Format(vector)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2000)]
    public void A_vector_of_another_length_is_refused_with_its_row(int rows)
    {
        SneException error = Refused(["v"], Enumerable.Range(1, rows + 1).Select(i => new[] { i <= rows ? "[1, 2, 3]" : "[1, 2]" }));
        Assert.Equal((SneError.RaggedRow, rows + 1, "v"), (error.Error, error.Row, error.Column));
        Assert.Contains("2 elements; others have 3", error.Message);
    }

    [Fact]
    public void A_vector_without_elements_is_missing_wherever_it_stands()
    {
        SneException error = Refused(["x", "v"], [["1", "[]"], ["2", "[1, 2]"], ["4", "[3, 4]"]]);
        Assert.Equal((SneError.MissingValue, 1, "v"), (error.Error, error.Row, error.Column));
        Assert.Equal(["x"], Build(["x", "v"], [["1", "[]"], ["2", "[1, 2]"], ["4", "[3, 4]"]], new ColumnSelection(Label: ["v"])).Columns);
    }

    [Fact]
    public void Vectors_that_were_cut_short_ride_along_with_a_warning()
    {
        Dataset data = Build(["x", "v"], [["1", "[0.1 0.2 ... 0.8\n 0.9]"], ["7", "[0.3 0.2 ... 0.8 0.9]"]]);
        Assert.Equal(["x"], data.Columns);
        Assert.Contains("'v'", Assert.Single(data.Warnings));
        Assert.Empty(Build(["x", "v"], [["1", "[0.1 ... 0.9]"], ["7", "[0.3 ... 0.9]"]], new ColumnSelection(Label: ["v"])).Warnings);
    }

    [Theory]
    [InlineData("3.5", SneError.NotANumber)]
    [InlineData("none", SneError.NotANumber)]
    [InlineData("[]", SneError.MissingValue)]
    public void A_cell_that_is_no_vector_is_said_to_be_none(string cell, SneError expected)
    {
        foreach (int place in new[] { 0, 2 })
        {
            string[][] rows = [["[1, 2]"], ["[3, 4]"], ["[5, 7]"], ["[5, 6]"]];
            rows[place] = [cell];
            SneException error = Refused(["v"], rows);
            Assert.Equal((expected, place + 1, "v"), (error.Error, error.Row, error.Column));
            Assert.Contains(expected == SneError.MissingValue ? "the value is missing" : $"'{cell}' is no vector of numbers", error.Message, StringComparison.Ordinal);
            Assert.Equal([place], Build(["v"], rows, policy: MissingValuePolicy.Drop).DroppedRows);
        }
    }

    [Fact]
    public void An_element_that_is_missing_follows_the_policy_as_a_cell_does()
    {
        string?[][] rows = [["[1, 2]"], ["[3, null]"], [null], ["[5, 6]"]];
        SneException error = Refused(["v"], rows);
        Assert.Equal((SneError.MissingValue, 2, "v"), (error.Error, error.Row, error.Column));
        Assert.Contains("'v[2]'", error.Message, StringComparison.Ordinal);

        Dataset dropped = Build(["v"], rows, policy: MissingValuePolicy.Drop);
        Assert.Equal([1, 2], dropped.DroppedRows);
        Assert.Equal([1, 2, 5, 6], dropped.Values.Values);

        Dataset filled = Build(["v"], rows, policy: MissingValuePolicy.Mean);
        Assert.Equal([1, 2, 3, 4, 3, 4, 5, 6], filled.Values.Values);
        Assert.Equal(3, filled.ReplacedCells);
    }

    [Fact]
    public void A_text_among_vectors_is_refused_with_its_row()
    {
        SneException error = Refused(["v"], [["[1, 2]"], ["[3, 4]"], ["none"]]);
        Assert.Equal((SneError.NotANumber, 3, "v"), (error.Error, error.Row, error.Column));
    }

    [Fact]
    public void Vectors_are_chosen_and_excluded_by_the_name_of_their_column_while_reading_and_afterwards()
    {
        string[] columns = ["a", "v", "w"];
        string[][] rows = [["3", "[1, 2]", "[7]"], ["5", "[3, 4]", "[8]"], ["4", "[5, 6]", "[9]"]];
        foreach ((ColumnSelection selection, string[] expected) in new (ColumnSelection, string[])[]
        {
            (new ColumnSelection(Property: ["v"]), ["v[1]", "v[2]"]),
            (new ColumnSelection(Property: ["w", "a"]), ["a", "w[1]"]),
            (new ColumnSelection(ExcludeProperty: ["v"]), ["a", "w[1]"]),
            (new ColumnSelection(Label: ["v", "a"]), ["w[1]"]),
        })
        {
            Dataset read = Build(columns, rows, selection);
            Dataset chosen = Build(columns, rows).Select(selection);
            Assert.Equal(expected, read.Columns);
            Assert.Equal(expected, chosen.Columns);
            Assert.Equal(read.Values.Values, chosen.Values.Values);
            Assert.Equal(read.Labels.Select(label => label.Name), chosen.Labels.Select(label => label.Name));
            Assert.Equal(read.Uses().Select(use => use.Replace("vectors", "asked for")), chosen.Uses().Select(use => use.Replace("vectors", "asked for")));
        }
    }

    [Fact]
    public void Vectors_and_numbers_embedded_together_are_said_to_be()
    {
        string[][] rows = [["3", "[1, 2]"], ["5", "[3, 4]"], ["4", "[5, 6]"]];
        Assert.Contains("'v'", Assert.Single(Build(["a", "v"], rows).Warnings));
        Assert.Empty(Build(["a", "v"], rows, new ColumnSelection(Property: ["v"])).Warnings);
    }

    [Fact]
    public void Rows_that_count_beside_their_vectors_ride_along()
    {
        Dataset data = Build(["index", "embedding"], Enumerable.Range(0, 6).Select(i => new[] { $"{i}", $"[{i * i}, 1]" }));
        Assert.Equal(["index: Label, looks like a row index", "embedding: Embedded, vectors, 2"], data.Uses());
    }

    [Fact]
    public void A_name_that_an_element_takes_twice_is_refused() =>
        Assert.Equal(SneError.DuplicateColumn, Refused(["v[1]", "v"], [["1", "[1]"], ["3", "[2]"], ["2", "[3]"]]).Error);
}
