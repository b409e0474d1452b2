namespace SneTools.Tests;

public class ColumnSelectionTests
{
    private static readonly string[] Columns = ["alpha", "beta", "x[1]", "a*b", "axb", "a.b"];

    [Theory]
    [InlineData("alpha", "alpha")]
    [InlineData("ALPHA", "alpha")]
    [InlineData("*a", "alpha,beta")]
    [InlineData("a?b", "a*b,axb,a.b")]
    [InlineData("x[1]", "x[1]")]
    [InlineData("a.b", "a.b")]
    [InlineData("*", "alpha,beta,x[1],a*b,axb,a.b")]
    public void Patterns_choose_columns_by_wildcard_and_without_regard_to_case(string pattern, string expected)
    {
        ColumnRole[] roles = new ColumnSelection(Property: [pattern]).Assign(Columns);
        Assert.Equal(expected.Split(','), Columns.Where((_, c) => roles[c] == ColumnRole.Numeric));
        Assert.All(roles, role => Assert.True(role is ColumnRole.Numeric or ColumnRole.Unselected));
    }

    [Fact]
    public void A_label_is_a_label_even_if_it_is_asked_for_or_excluded_too()
    {
        ColumnRole[] roles = new ColumnSelection(["*"], ["beta", "alpha"], ["alpha"]).Assign(Columns);
        Assert.Equal([ColumnRole.Label, ColumnRole.Excluded, ColumnRole.Numeric], roles[..3]);
    }

    [Fact]
    public void A_name_that_no_column_has_is_refused_with_the_names_there_are()
    {
        ColumnSelection[] wrong =
        [
            new(Property: ["gamma"]),
            new(ExcludeProperty: ["gamma"]),
            new(Label: ["gamma"]),
            new(Property: ["gamma*"]),
            new(Label: ["g?"]),
        ];
        Assert.All(wrong, selection =>
        {
            var error = Assert.Throws<SneException>(() => selection.Assign(Columns));
            Assert.Equal(SneError.ColumnNotFound, error.Error);
            Assert.Contains("'alpha'", error.Message);
        });
    }

    [Fact]
    public void A_pattern_that_excludes_nothing_is_no_error() => Assert.All(
        new ColumnSelection(ExcludeProperty: ["gamma*"]).Assign(Columns), role => Assert.Equal(ColumnRole.Undecided, role));

    [Fact]
    public void Nothing_asked_for_is_everything()
    {
        Assert.True(new ColumnSelection().IsEverything);
        Assert.True(new ColumnSelection([], [], []).IsEverything);
        Assert.False(new ColumnSelection(Label: ["a"]).IsEverything);
    }
}
