namespace SneTools.Tests;

public sealed class DatasetRowTests
{
    private static readonly Dataset Data = new(
        Matrix.FromArray(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), ["a", "b"], [new LabelColumn("name", ["x", null, "z"])]);

    [Fact]
    public void A_row_has_numbers_and_what_rides_along()
    {
        Assert.Equal(3.0, Data[1]["A"]);
        Assert.Null(Data[1]["name"]);
        Assert.Equal("z", Data[^1]["name"]);
        Assert.Equal([5, 6], Data[2].ToArray());
    }

    [Fact]
    public void Rows_are_counted_from_the_end_by_their_method() => Assert.Equal([1, 2], Data.Row(-3).ToArray());

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void There_is_no_row_outside(int row)
    {
        Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => Data.Row(row)).Error);
        Assert.Contains("the data have 3", Assert.Throws<SneException>(() => Data[row]).Message);
    }

    [Fact]
    public void There_is_no_column_that_there_is_not() =>
        Assert.Equal(SneError.ColumnNotFound, Assert.Throws<SneException>(() => Data[0]["c"]).Error);
}
