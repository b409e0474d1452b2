namespace SneTools.Tests;

/// <summary>What a table of neighbors must be, and what a search refuses.</summary>
public class NeighborGraphTests
{
    private static readonly int[] Indices = [1, 2, 0, 2, 1, 0];
    private static readonly double[] SquaredDistances = [1, 4, 1, 1, 1, 4];

    [Fact]
    public void Neighbors_that_are_known_can_be_given()
    {
        var graph = new NeighborGraph(3, 2, Indices, SquaredDistances);
        Assert.Equal((3, 2, 1.0, 1.0), (graph.Count, graph.NeighborCount, graph.Recall, graph.Unit));
        Assert.Equal([0, 2], graph.Neighbors(1).ToArray());
        Assert.Equal([1.0, 4.0], graph.SquaredDistances(2).ToArray());
        Assert.Equal([1.0, 2.0], graph.Distances(2));
        Assert.Equal("3 points, 2 neighbors each, exact", graph.ToString());
        Assert.Equal(
            "3 points, 2 neighbors each, approximate, recall 0.975",
            new NeighborGraph(3, 2, Indices, SquaredDistances) { Search = NeighborSearch.Approximate, Recall = 0.975 }.ToString());
    }

    [Theory]
    [InlineData(0, 3, "the point itself")]
    [InlineData(0, -1, "-1")]
    [InlineData(0, 7, "7")]
    [InlineData(3, 1, "twice")]
    public void An_index_that_cannot_be_is_named_with_its_row(int place, int index, string found)
    {
        int[] indices = [1, 2, 2, 0, 1, 0, 0, 1];
        indices[place] = index == 3 ? 0 : index;
        if (index == 1)
            indices[2] = indices[3] = 0;
        SneException error = Assert.Throws<SneException>(() => new NeighborGraph(4, 2, indices, new double[8]));
        Assert.Equal((SneError.InvalidNeighbors, (place / 2) + 1), (error.Error, error.Row));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    public void A_distance_that_cannot_be_is_named_with_its_row(double distance)
    {
        double[] distances = [1, 4, 1, 1, 1, distance];
        SneException error = Assert.Throws<SneException>(() => new NeighborGraph(3, 2, Indices, distances));
        Assert.Equal((SneError.InvalidNeighbors, 3), (error.Error, error.Row));
    }

    [Fact]
    public void A_table_of_another_size_is_refused()
    {
        SneException error = Assert.Throws<SneException>(() => new NeighborGraph(3, 2, Indices, new double[5]));
        Assert.Equal(SneError.InvalidNeighbors, error.Error);
        Assert.Contains("6 indices and 5 squared distances", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            SneError.NeighborCountOutOfRange,
            Assert.Throws<SneException>(() => new NeighborGraph(3, 3, Indices, SquaredDistances)).Error);
        Assert.Equal(SneError.SingleRow, Assert.Throws<SneException>(() => new NeighborGraph(1, 1, [0], [0])).Error);
        Assert.Equal(SneError.EmptyInput, Assert.Throws<SneException>(() => new NeighborGraph(0, 1, [], [])).Error);
    }

    [Theory]
    [InlineData(0, 3, 1, SneError.EmptyInput)]
    [InlineData(1, 3, 1, SneError.SingleRow)]
    [InlineData(5, 0, 1, SneError.NoNumericColumn)]
    [InlineData(5, 3, 0, SneError.NeighborCountOutOfRange)]
    [InlineData(5, 3, 5, SneError.NeighborCountOutOfRange)]
    [InlineData(5, 3, -1, SneError.NeighborCountOutOfRange)]
    public void What_has_no_such_neighbors_is_refused(int n, int h, int k, SneError expected)
    {
        using var team = new ThreadTeam(1);
        foreach (NeighborSearch search in Enum.GetValues<NeighborSearch>())
        {
            SneException error = Assert.Throws<SneException>(() =>
                NearestNeighbors.Find(new Matrix(n, h), k, search, NeighborMetric.Euclidean, 1, team));
            Assert.Equal(expected, error.Error);
        }
    }

    [Fact]
    public void The_range_is_told_for_this_number_of_rows()
    {
        using var team = new ThreadTeam(1);
        SneException error = Assert.Throws<SneException>(() => NearestNeighbors.Find(
            new Matrix(5, 2), 9, NeighborSearch.Exact, NeighborMetric.Euclidean, 1, team));
        Assert.Equal("9 neighbors were asked for; 5 rows allow 1 to 4.", error.Message);
    }

    [Fact]
    public void A_number_that_is_none_is_named_with_its_row()
    {
        Matrix points = Samples.Normal(9, 2, 1);
        points[6, 1] = double.NaN;
        using var team = new ThreadTeam(1);
        SneException error = Assert.Throws<SneException>(() => NearestNeighbors.Find(
            points, 3, NeighborSearch.Exact, NeighborMetric.Euclidean, 1, team));
        Assert.Equal((SneError.NonFiniteValue, 7), (error.Error, error.Row));
    }
}
