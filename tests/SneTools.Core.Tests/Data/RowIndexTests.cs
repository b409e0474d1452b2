using static SneTools.Tests.Tables;

namespace SneTools.Tests;

public class RowIndexTests
{
    [Theory]
    [InlineData("n", "0 1 2 3 4 5")]
    [InlineData("n", "1 2 3 4 5 6")]
    [InlineData("H1", "3 1 4 1 5 9")]
    [InlineData("Unnamed: 0", "10 30 20 50 40 60")]
    [InlineData("Unnamed: 0.1", "10 30 20 50 40 60")]
    [InlineData("rownames", "10 30 20 50 40 60")]
    [InlineData("__index_level_0__", "10 30 20 50 40 60")]
    [InlineData("id", "17 4 99 3 12 8")]
    [InlineData("PassengerId", "17 4 99 3 12 8")]
    [InlineData("customer_ID", "17 4 99 3 12 8")]
    public void A_column_that_looks_like_a_row_index_rides_along_and_a_warning_says_so(string name, string numbers)
    {
        Dataset data = Build([name, "a", "b"], Rows(numbers));
        Assert.Equal(["a", "b"], data.Columns);
        Assert.Equal($"{name}: Label, looks like a row index", data.Uses()[0]);
        Assert.Equal(numbers.Split(' '), data.Labels[0].Values);
        string warning = Assert.Single(data.Warnings);
        Assert.Contains($"'{name}'", warning);
        Assert.Contains("Property", warning);
    }

    [Theory]
    [InlineData("n", "0 1 2 3 4 6")]
    [InlineData("n", "2 3 4 5 6 7")]
    [InlineData("n", "1 0 2 3 4 5")]
    [InlineData("n", "17 4 99 3 12 8")]
    [InlineData("id", "17 4 99 3 12 17")]
    [InlineData("id", "17 4 99.5 3 12 8")]
    [InlineData("humid", "17 4 99 3 12 8")]
    [InlineData("VOID", "17 4 99 3 12 8")]
    [InlineData("Y1", "1 2 3 4 5 6")]
    public void Any_other_column_is_embedded(string name, string numbers)
    {
        Dataset data = Build([name, "a", "b"], Rows(numbers));
        Assert.Equal([name, "a", "b"], data.Columns);
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void It_is_embedded_if_it_is_asked_for_or_alone_or_of_fewer_rows_than_prove_anything()
    {
        Assert.Equal(["id", "a"], Build(["id", "a", "b"], Rows("1 2 3 4 5 6"), new ColumnSelection(Property: ["id", "a"])).Columns);
        Assert.Equal(["id"], Build(["id"], Enumerable.Range(0, 9).Select(i => new[] { $"{i}" })).Columns);
        Assert.Equal(["n", "a"], Build(["n", "a"], [["1", "5"], ["2", "6"], ["3", "9"]]).Columns);
        Assert.Equal(["id"], Build(["id", "a", "b"], Rows("1 2 3 4 5 6")).Select(new ColumnSelection(Property: ["id"])).Columns);
    }

    [Fact]
    public void It_is_not_embedded_alone_without_a_word()
    {
        string[][] rows = [.. Enumerable.Range(0, 9).Select(i => new[] { $"{i}", "(0.1, 0.2)" })];
        string warning = Assert.Single(Build(["id", "v"], rows).Warnings);
        Assert.Equal("The column 'id' looks like a row index: it is embedded only because no other column holds numbers.", warning);
        Assert.Empty(Build(["id", "v"], rows, new ColumnSelection(Property: ["id"])).Warnings);
    }

    [Fact]
    public void It_is_left_out_with_a_warning_if_its_texts_are_lost()
    {
        string zeros = new('0', 2000);
        string[][] rows = [.. Enumerable.Range(1, 9000).Select(i => new[] { zeros + i, $"{i * i}" })];
        Dataset data = Build(["id", "a"], rows);
        Assert.Equal(["a"], data.Columns);
        Assert.Equal("id: LeftOut, looks like a row index", data.Uses()[0]);
        Assert.Contains("Label", Assert.Single(data.Warnings));
        Assert.Equal(rows[8999][0], Build(["id", "a"], rows, new ColumnSelection(Label: ["id"])).Labels[0].Values[8999]);
    }

    [Fact]
    public void It_keeps_its_texts_beside_numbers_in_too_many_digits()
    {
        string digits = new('7', 4000);
        Dataset data = Build(["id", "a"], Enumerable.Range(1, 5000).Select(i => new[] { $"+{i}", $"{i % 7}.{digits}" }));
        Assert.Equal("+5000", data.Labels[0].Values[4999]);
        Assert.Throws<SneException>(() => data.Select(new ColumnSelection(Label: ["a"])));
    }

    [Fact]
    public void It_counts_the_rows_of_the_source_also_where_some_are_left_out()
    {
        Dataset data = Build(
            ["n", "a"], Enumerable.Range(1, 8).Select(i => new[] { $"{i}", i == 3 ? null : $"{i * i}" }), policy: MissingValuePolicy.Drop);
        Assert.Equal(["a"], data.Columns);
        Assert.Equal(["1", "2", "4", "5", "6", "7", "8"], data.Labels[0].Values);
    }

    [Fact]
    public void Texts_stay_what_they_were()
    {
        Dataset data = Build(["id", "a"], Enumerable.Range(1, 6).Select(i => new[] { $"00{i}", $"{i * i}" }));
        Assert.Equal(["001", "002", "003", "004", "005", "006"], data.Labels[0].Values);
    }

    private static IEnumerable<string[]> Rows(string numbers) => numbers.Split(' ').Select((number, i) => new[] { number, $"{i * i % 7}", $"{i % 3}.5" });
}
