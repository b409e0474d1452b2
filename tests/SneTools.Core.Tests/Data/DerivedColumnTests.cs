using static SneTools.Tests.Tables;

namespace SneTools.Tests;

public class DerivedColumnTests
{
    private static readonly string[] Columns = ["x", "color", "day", "ok"];

    private static readonly string?[][] Rows =
    [
        ["1.5", "red", "2024-05-31", "true"],
        ["-2", "blue", "2024-06-01T12:00:00Z", "False"],
        ["4", "red", "2024-06-02 06:00:00", "TRUE"],
        ["0.5", "green", "2024-06-03T01:00:00+01:00", "false"],
    ];

    [Fact]
    public void Each_value_of_a_category_is_a_column_and_the_texts_ride_along()
    {
        Dataset data = Build(Columns, Rows, new ColumnSelection(Categorical: ["color"]));
        Assert.Equal(["x", "color[blue]", "color[green]", "color[red]"], data.Columns);
        Assert.Equal([1.5, 0, 0, 1, -2, 1, 0, 0, 4, 0, 0, 1, 0.5, 0, 1, 0], data.Values.Values);
        Assert.Equal(["red", "blue", "red", "green"], data.Labels.First(label => label.Name == "color").Values);
        Assert.Equal(["x: Embedded, numbers", "color: Embedded, asked for, 3", "day: Label, dates", "ok: Label, true or false"], data.Uses());
    }

    [Fact]
    public void Two_categories_are_two_standard_deviations_apart()
    {
        using var team = new ThreadTeam(1);
        Dataset data = Build(Columns, Rows, new ColumnSelection(Categorical: ["color"]));
        double mean = (1.5 - 2 + 4 + 0.5) / 4;
        double deviation = Math.Sqrt(new[] { 1.5, -2, 4, 0.5 }.Average(x => (x - mean) * (x - mean)));
        Assert.Equal(2 * deviation, ApartInColor(data.Prepare(false, null, team)), 12);
        Assert.Equal(2, ApartInColor(data.Prepare(true, null, team)), 12);
        Assert.Equal(2, ApartInColor(Build(["color"], Rows.Select(row => new[] { row[1] }), new ColumnSelection(Categorical: ["color"])).Prepare(false, null, team)), 12);
    }

    [Fact]
    public void Dates_are_days_since_1970_in_utc()
    {
        Dataset data = Build(Columns, Rows, new ColumnSelection(Property: ["x"], Date: ["day"]));
        Assert.Equal(["x", "day[days]"], data.Columns);
        double first = (new DateTime(2024, 5, 31) - DateTime.UnixEpoch).TotalDays;
        Assert.Equal([first, first + 1.5, first + 2.25, first + 3], Enumerable.Range(0, 4).Select(i => data.Values[i, 1]));
    }

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1969-12-31", -1)]
    [InlineData("2000", 10957)]
    [InlineData("2000-02", 10988)]
    [InlineData("2000/02/29", 11016)]
    [InlineData("1970-01-02T06:00", 1.25)]
    [InlineData("1970-01-02T06:00:00.0000000", 1.25)]
    [InlineData("1970-01-02 06:00:00.5+06:00", 1 + (0.5 / 86400))]
    [InlineData("06:00", 0.25)]
    [InlineData("18:00:00", 0.75)]
    [InlineData("1.06:00:00", 1.25)]
    [InlineData("-12:00:00", -0.5)]
    [InlineData("-2.06:00:00.5000000", -2.25 - (0.5 / 86400))]
    public void A_date_is_read_as_ISO_8601_writes_it(string text, double days)
    {
        Assert.True(CellDate.TryParse(text, out double found));
        Assert.Equal(days, found, 12);
    }

    [Theory]
    [InlineData("03/04/2020")]
    [InlineData("3 May 2020")]
    [InlineData("2020-13-01")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData(null)]
    public void A_date_that_could_be_another_one_is_none(string? text) => Assert.False(CellDate.TryParse(text, out _));

    [Fact]
    public void Truth_is_one_and_falsehood_zero()
    {
        Dataset data = Build(Columns, Rows, new ColumnSelection(Categorical: ["ok"]));
        Assert.Equal(["x", "ok[true]"], data.Columns);
        Assert.Equal([1, 0, 1, 0], Enumerable.Range(0, 4).Select(i => data.Values[i, 1]));
    }

    [Fact]
    public void Auto_takes_truth_values_and_texts_with_few_values_but_no_names_and_no_dates_of_their_own()
    {
        string[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { $"{i * i % 11}", $"kind {i % 4}", $"name {i}", i % 2 == 0 ? "True" : "False", "one" })];
        Dataset data = Build(["x", "kind", "name", "even", "same"], rows, new ColumnSelection(Categorical: ["auto"]));
        Assert.Equal(["x", "kind[kind 0]", "kind[kind 1]", "kind[kind 2]", "kind[kind 3]", "even[true]"], data.Columns);
    }

    [Fact]
    public void Auto_leaves_along_what_is_mostly_missing_and_follows_the_policy_where_little_is()
    {
        string?[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { $"{i * i % 11}", i == 7 ? null : $"kind {i % 4}", i % 3 == 0 ? "C85" : i % 5 == 0 ? "B2" : null, i % 4 == 0 ? "true" : null })];
        string[] columns = ["x", "kind", "cabin", "ok"];
        var selection = new ColumnSelection(Categorical: ["Auto"]);
        foreach (Func<MissingValuePolicy, Dataset> read in new Func<MissingValuePolicy, Dataset>[]
        {
            policy => Build(columns, rows, selection, policy),
            policy => Build(columns, rows).Select(selection, policy),
        })
        {
            SneException error = Assert.Throws<SneException>(() => read(MissingValuePolicy.Error));
            Assert.Equal((SneError.MissingValue, 8, "kind"), (error.Error, error.Row, error.Column));
            Dataset dropped = read(MissingValuePolicy.Drop);
            Assert.Equal(["x", "kind[kind 0]", "kind[kind 1]", "kind[kind 2]", "kind[kind 3]"], dropped.Columns);
            Assert.Equal([7], dropped.DroppedRows);
            Assert.Equal(10.0 / 39, read(MissingValuePolicy.Mean).Values[7, 1], 15);
        }
    }

    [Fact]
    public void Rows_that_are_left_out_twice_keep_their_numbers_in_the_source()
    {
        string?[][] rows = [["1", "a"], [null, "b"], ["2", null], ["7", "a"], ["5", "b"]];
        Dataset first = Build(["x", "c"], rows, policy: MissingValuePolicy.Drop);
        Assert.Equal([1], first.DroppedRows);
        var selection = new ColumnSelection(Categorical: ["c"]);
        Assert.Equal(3, Assert.Throws<SneException>(() => first.Select(selection)).Row);
        Dataset second = first.Select(selection, MissingValuePolicy.Drop);
        Assert.Equal([1, 2], second.DroppedRows);
        Assert.Equal([0, 3, 4], second.SourceRows);
    }

    [Fact]
    public void A_cell_that_says_nothing_follows_the_policy()
    {
        string?[][] rows = [["1", "a"], ["3", null], ["2", "b"], ["7", "a"], ["5", " "]];
        var selection = new ColumnSelection(Categorical: ["c"]);
        SneException error = Refused(["x", "c"], rows, selection);
        Assert.Equal((SneError.MissingValue, 2, "c"), (error.Error, error.Row, error.Column));
        Assert.Equal([1, 4], Build(["x", "c"], rows, selection, MissingValuePolicy.Drop).DroppedRows);
        Dataset filled = Build(["x", "c"], rows, selection, MissingValuePolicy.Mean);
        Assert.Equal([2.0 / 3, 1.0 / 3], [filled.Values[1, 1], filled.Values[1, 2]]);

        error = Refused(["x", "d"], [["1", "2024-01-01"], ["2", "01/02/2024"]], new ColumnSelection(Date: ["d"]));
        Assert.Equal((SneError.NotANumber, 2, "d"), (error.Error, error.Row, error.Column));
        Assert.Contains("2024-05-31", error.Message);
    }

    [Fact]
    public void What_is_chosen_afterwards_is_what_is_chosen_while_reading()
    {
        foreach (ColumnSelection selection in new ColumnSelection[]
        {
            new(Categorical: ["color", "ok"], Date: ["day"]),
            new(Categorical: ["color"], Property: ["x"]),
            new(Categorical: ["x"]),
            new(Date: ["day"], ExcludeProperty: ["x"]),
        })
        {
            Dataset read = Build(Columns, Rows, selection);
            Dataset chosen = Build(Columns, Rows).Select(selection);
            Assert.Equal(read.Columns.Order(), chosen.Columns.Order());
            foreach (string column in read.Columns)
                Assert.Equal(Column(read, column), Column(chosen, column));
        }

        // Chosen once, it stays, and goes with its column.
        Dataset once = Build(Columns, Rows, new ColumnSelection(Categorical: ["color"]));
        Assert.Equal(once.Columns, once.Select(new ColumnSelection(Label: ["day"])).Columns);
        Assert.Equal(["x"], once.Select(new ColumnSelection(ExcludeProperty: ["color"])).Columns);
        Assert.Equal(["color[blue]", "color[green]", "color[red]"], once.Select(new ColumnSelection(Property: ["color"])).Columns);
    }

    [Theory]
    [InlineData("text", "x", "y", "z")]
    [InlineData("percent signs", "12%", "3.5 %", "100%")]
    [InlineData("currency signs", "$1,200", "€3.50", "12 €")]
    [InlineData("currency signs", "-$1,200.50", "($3)", "5 ₺")]
    [InlineData("numbers with commas", "1,200", "3,5", "2,000,000")]
    [InlineData("numbers with marks between thousands", "1'200", "3 500.5", "2\u00A0000\u00A0000,25")]
    [InlineData("vectors that were cut short", "[0.1 0.2 ... 0.8\n 0.9]", "[1, 2, ..., 9]", "[1 2 ... 3 4]")]
    [InlineData("vectors in other brackets", "(0.1, 0.2)", "{0.1,0.2}", "array([0.1, 0.2])")]
    [InlineData("text", "0.1 0.2 0.3", "-0.5 12 0.25", "1 2 3")]
    [InlineData("text", "(12)", "(3.5)", "(4)")]
    [InlineData("numbers with commas", "(1,200.50)", "-3,5", "12,34,567.8")]
    [InlineData("text", "01.03.2023", "02.03.2023", "13.04.2023")]
    [InlineData("text", "25-34", "35-44", "45-54")]
    [InlineData("dates", "2024-05-31", "2024-06-01", "2024-06-02")]
    [InlineData("true or false", "true", "false", "true")]
    [InlineData("mostly missing", "1", null, null)]
    [InlineData("empty", null, null, null)]
    [InlineData("text among numbers", "1", "x", "y")]
    public void The_reason_why_a_column_rides_along_is_said(string reason, string? a, string? b, string? c)
    {
        Dataset data = Build(["x", "t"], [["1", a], ["5", b], ["3", c]]);
        Assert.Equal($"t: Label, {reason}", data.Uses()[1]);
    }

    private static double[] Column(Dataset data, string name)
    {
        int place = data.Columns.Index().First(pair => pair.Item == name).Index;
        return [.. Enumerable.Range(0, data.Count).Select(i => data.Values[i, place])];
    }

    /// <summary>The distance between the first two rows in the columns of colors.</summary>
    private static double ApartInColor(Dataset data) => Math.Sqrt(
        data.Columns.Index().Where(pair => pair.Item.StartsWith("color", StringComparison.Ordinal))
            .Sum(pair => Math.Pow(data.Values[0, pair.Index] - data.Values[1, pair.Index], 2)));
}
