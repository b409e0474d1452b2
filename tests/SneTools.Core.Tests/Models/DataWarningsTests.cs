namespace SneTools.Tests;

public class DataWarningsTests
{
    [Fact]
    public void Sound_data_give_no_warning()
    {
        Dataset data = Samples.Named(Samples.Normal(10, 3, 1));
        Assert.Empty(DataWarnings.Of(data));
        Assert.Empty(DataWarnings.OfReading(data));
        Assert.Empty(Stages.FromPerplexity(data.Values, 3).Warnings);
    }

    [Fact]
    public void Equal_rows_are_counted_beyond_the_first_of_each_kind()
    {
        var data = new Matrix(6, 2, [1, 2, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6]);
        Assert.StartsWith("3 rows equal an earlier row;", Assert.Single(DataWarnings.Of(Samples.Named(data))));
        Assert.StartsWith("1 row equals an earlier row;", Assert.Single(DataWarnings.Of(Samples.Iris)));
    }

    [Fact]
    public void Zero_and_negative_zero_are_equal() =>
        Assert.StartsWith("1 row equals", Assert.Single(DataWarnings.Of(Samples.Named(new Matrix(3, 2, [0, 1, -0.0, 1, 2, 3])))));

    [Fact]
    public void Constant_columns_are_named()
    {
        var data = new Matrix(3, 3, [1, 7, 2, 2, 7, 2, 3, 7, 2]);
        string warning = Assert.Single(DataWarnings.Of(Samples.Named(data)));
        Assert.StartsWith("2 columns are constant", warning);
        Assert.EndsWith("x1, x2.", warning);
    }

    [Fact]
    public void A_row_that_nobody_has_as_a_neighbor_is_pointed_out()
    {
        Matrix points = Samples.Normal(20, 2, 1);
        points[6, 0] = 1e6;
        string warning = Assert.Single(Stages.FromPerplexity(points, 5).Warnings);
        Assert.StartsWith("1 row is so far from all others", warning);
        Assert.EndsWith("row 7.", warning);
    }

    [Fact]
    public void Rows_with_too_many_nearest_neighbors_are_counted()
    {
        var points = new Matrix(8, 1, [0, 0, 0, 0, 1, 1.5, 4.5, 7]);
        Assert.StartsWith("4 rows have more equally near", Stages.FromPerplexity(points, 2).Warnings[0]);
    }
}
