using static SneTools.Tests.Tables;

namespace SneTools.Tests;

public class TableBuilderTests
{
    [Fact]
    public void A_column_half_of_whose_cells_are_numbers_is_embedded_and_one_below_rides_along()
    {
        Dataset data = Build(["a", "b"], Enumerable.Range(0, 1000).Select(i => new[] { "1", i < 499 ? "2" : "text" }));
        Assert.Equal(["a"], data.Columns);
        Assert.Equal(["b"], data.Labels.Select(label => label.Name));

        SneException error =
            Refused(["a", "b"], Enumerable.Range(0, 1000).Select(i => new[] { "1", i < 500 ? "2" : "text" }));
        Assert.Equal((SneError.NotANumber, 501, "b"), (error.Error, error.Row, error.Column));
    }

    [Fact]
    public void Only_the_first_thousand_rows_decide()
    {
        SneException error = Refused(["a"], Enumerable.Range(0, 1500).Select(i => new[] { i < 1000 ? "1" : "x" }));
        Assert.Equal((SneError.NotANumber, 1001, "a"), (error.Error, error.Row, error.Column));

        Dataset data = Build(["a", "b"], Enumerable.Range(0, 3000).Select(i => new[] { "1", i < 1000 ? "x" : "2" }));
        Assert.Equal((3000, 1), (data.Count, data.Dimension));
        Assert.Equal("2", data.Labels[0].Values[2999]);
    }

    [Fact]
    public void Empty_cells_have_no_say_in_what_a_column_is()
    {
        Dataset data = Build(
            ["a", "b", "c"], [["1", null, null], ["2", "3", null], ["4", "x", null], ["5", null, "t"]], policy: MissingValuePolicy.Mean);
        Assert.Equal(["a", "b"], data.Columns);
        Assert.Equal(["c"], data.Labels.Select(label => label.Name));
    }

    [Fact]
    public void Labels_asked_for_come_first_in_the_order_asked_then_texts_in_the_order_found()
    {
        Dataset data = Build(
            ["t1", "n1", "n2", "t2", "n3", "t3"],
            [["a", "1", "2", "b", "3", "c"], ["d", "4", "5", "e", "6", "f"]],
            new ColumnSelection(Label: ["n3", "t2", "n1"]));
        Assert.Equal(["n3", "t2", "n1", "t1", "t3"], data.Labels.Select(label => label.Name));
        Assert.Equal(["n2"], data.Columns);
        Assert.Equal(["3", "6"], data.Labels[0].Values);
    }

    [Fact]
    public void Columns_asked_for_are_embedded_texts_ride_along_and_other_numbers_are_left_out()
    {
        Dataset data = Build(
            ["t", "a1", "a2", "b"], [["x", "1", "2", "3"], ["y", "4", "5", "6"]], new ColumnSelection(Property: ["A*"]));
        Assert.Equal(["a1", "a2"], data.Columns);
        Assert.Equal(["t"], data.Labels.Select(label => label.Name));
    }

    [Fact]
    public void Columns_excluded_are_gone_whatever_they_hold()
    {
        Dataset data = Build(
            ["t", "a", "b"], [["x", "1", "oops"], ["y", "4", "6"]], new ColumnSelection(ExcludeProperty: ["t", "b*"]));
        Assert.Equal(["a"], data.Columns);
        Assert.Empty(data.Labels);
    }

    [Fact]
    public void A_column_asked_for_that_holds_text_is_an_error_with_its_place()
    {
        SneException error = Refused(["a", "b"], [["1", "2"], ["3", "x"]], new ColumnSelection(Property: ["b"]));
        Assert.Equal((SneError.NotANumber, 2, "b"), (error.Error, error.Row, error.Column));
        Assert.Equal("Row 2, column 'b': 'x' is not a number.", error.Message);
    }

    [Theory]
    [InlineData("", SneError.MissingValue)]
    [InlineData("NaN", SneError.NonFiniteValue)]
    [InlineData("-Infinity", SneError.NonFiniteValue)]
    [InlineData("1e999", SneError.NonFiniteValue)]
    [InlineData("n/a", SneError.NotANumber)]
    public void A_cell_without_a_finite_number_is_refused_with_its_place(string text, SneError expected)
    {
        SneException error = Refused(["a", "b"], [["1", "2"], ["3", "4"], ["5", text]]);
        Assert.Equal((expected, 3, "b"), (error.Error, error.Row, error.Column));
        Assert.Contains("Row 3, column 'b'", error.Message);
    }

    [Fact]
    public void Dropping_leaves_out_whole_rows_with_their_labels_and_says_which()
    {
        Dataset data = Build(
            ["t", "a", "b"],
            [["p", "1", "2"], ["q", "", "4"], ["r", "5", "NaN"], ["s", "7", "8"], ["u", "x", ""]],
            policy: MissingValuePolicy.Drop);
        Assert.Equal([1, 2, 7, 8], data.Values.Values);
        Assert.Equal(["p", "s"], data.Labels[0].Values);
        Assert.Equal([1, 2, 4], data.DroppedRows);
        Assert.Equal(0, data.ReplacedCells);
        string warning = Assert.Single(DataWarnings.OfReading(data));
        Assert.StartsWith("3 rows were left out", warning);
        Assert.EndsWith("row 2.", warning);
    }

    [Fact]
    public void The_mean_is_that_of_the_columns_finite_numbers()
    {
        Dataset data = Build(
            ["a", "b"], [["1", "2"], ["", "4"], ["4", "Infinity"], ["x", "9"]], policy: MissingValuePolicy.Mean);
        Assert.Equal([1, 2, 2.5, 4, 4, 5, 2.5, 9], data.Values.Values);
        Assert.Equal(3, data.ReplacedCells);
        Assert.StartsWith("3 values were missing", Assert.Single(DataWarnings.OfReading(data)));
    }

    [Fact]
    public void A_column_without_any_finite_number_has_no_mean()
    {
        SneException error = Refused(["a", "b"], [["1", "NaN"], ["2", ""]], policy: MissingValuePolicy.Mean);
        Assert.Equal((SneError.NoNumericColumn, "b"), (error.Error, error.Column));
    }

    [Fact]
    public void Dropping_every_row_is_an_error()
    {
        SneException error = Refused(["a", "b"], [["", "1"], ["2", ""]], policy: MissingValuePolicy.Drop);
        Assert.Equal(SneError.EmptyInput, error.Error);
        Assert.Contains("all 2", error.Message);
    }

    [Fact]
    public void Gaps_after_the_first_thousand_rows_are_handled_alike()
    {
        string[][] rows = [.. Enumerable.Range(0, 2500).Select(i => new[] { i % 1200 == 1199 ? "" : "3", "l" + i })];
        Dataset dropped = Build(["a", "t"], rows, policy: MissingValuePolicy.Drop);
        Assert.Equal([1199, 2399], dropped.DroppedRows);
        Assert.Equal("l1200", dropped.Labels[0].Values[1199]);
        Dataset filled = Build(["a", "t"], rows, policy: MissingValuePolicy.Mean);
        Assert.Equal((2500, 2), (filled.Count, filled.ReplacedCells));
        Assert.All(filled.Values.Values, x => Assert.Equal(3, x));
    }

    [Fact]
    public void A_row_of_another_length_is_refused_with_its_number()
    {
        SneException error = Refused(["a", "b"], [["1", "2"], ["3"]]);
        Assert.Equal((SneError.RaggedRow, 2), (error.Error, error.Row));
        Assert.Equal("Row 2 has 1 value; the rows before it have 2.", error.Message);
    }

    [Fact]
    public void A_row_that_lacks_a_column_is_refused_even_where_gaps_are_filled()
    {
        foreach (MissingValuePolicy policy in Enum.GetValues<MissingValuePolicy>())
        {
            var table = new TableBuilder(["a", "b"], new ColumnSelection(), policy);
            table.Add([Cell.FromNumber(1), Cell.FromNumber(2)]);
            table.Add([Cell.FromNumber(1), Cell.Absent]);
            var error = Assert.Throws<SneException>(table.Build);
            Assert.Equal((SneError.RaggedRow, 2, "b"), (error.Error, error.Row, error.Column));
        }
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_duplicates()
    {
        var error = Assert.Throws<SneException>(() => new TableBuilder(["a", "b", "A"], new ColumnSelection(), default));
        Assert.Equal(SneError.DuplicateColumn, error.Error);
    }

    [Fact]
    public void A_table_without_rows_and_one_without_numbers_are_refused()
    {
        Assert.Equal(SneError.EmptyInput, Refused(["a"], []).Error);
        SneException error = Refused(["a", "b"], [["x", "y"]]);
        Assert.Equal(SneError.NoNumericColumn, error.Error);
        Assert.Contains("'a', 'b'", error.Message);
    }
}
