namespace SneTools.Tests;

public class RowMatchingTests
{
    [Fact]
    public void Rows_with_the_same_text_are_the_same_wherever_they_are()
    {
        var matching = RowMatching.ByLabel(["d", "b", "new", "a"], ["a", "b", "c", "d", "e"], "id");
        Assert.Equal([0, 1, 3], matching.Rows);
        Assert.Equal([3, 1, 0], matching.ReferenceRows);
        Assert.Equal((3, 1, 2, false), (matching.Matched, matching.Unmatched, matching.UnmatchedReference, matching.IsIdentity));
    }

    [Fact]
    public void Letters_of_another_case_are_another_text() => Assert.Equal(1, RowMatching.ByLabel(["a", "B"], ["A", "B"], "id").Matched);

    [Fact]
    public void By_their_number_all_rows_match_and_there_must_be_as_many()
    {
        Assert.True(RowMatching.ByIndex(5, 5).IsIdentity);
        var error = Assert.Throws<SneException>(() => RowMatching.ByIndex(5, 6));
        Assert.Equal(SneError.RowCountMismatch, error.Error);
        Assert.Contains("5 rows and 6", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,a", "a,b,c", 3, "Rows 1 and 3 both have 'a' in the column 'id'")]
    [InlineData("a,b,c", "a,c,c", 3, "Rows 2 and 3 of the reference both have 'c'")]
    [InlineData("a,,c", "a,b,c", 2, "Row 2 has nothing in the column 'id'")]
    [InlineData("a,b,c", ",b,c", 1, "Row 1 of the reference has nothing")]
    public void A_row_without_a_text_of_its_own_is_refused(string labels, string reference, int row, string message)
    {
        var error = Assert.Throws<SneException>(() => RowMatching.ByLabel(labels.Split(','), reference.Split(','), "id"));
        Assert.Equal((SneError.InvalidLabel, row, "id"), (error.Error, error.Row, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
