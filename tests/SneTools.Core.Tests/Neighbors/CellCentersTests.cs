namespace SneTools.Tests;

public class CellCentersTests
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 0.95)]
    public void The_center_nearest_to_a_point_is_found_and_among_many_nearly_always(int beyond, double share)
    {
        int count = (int)Switches.Read("CellCenters.MaxUngrouped") + beyond;
        var rows = new MetricRows(Samples.Normal(2000, 6, 1), NeighborMetric.Euclidean);
        var centers = new Centroids(count, rows.Columns);
        var point = new float[rows.Columns];
        for (int cell = 0; cell < count; cell++)
        {
            rows.Round(cell, point);
            for (int k = 0; k < point.Length; k++)
                centers[cell][k] = point[k];
        }

        using var team = new ThreadTeam(2);
        using var search = new CellCenters(centers, 1, team);
        int[] points = [.. Enumerable.Range(1000, 1000)];
        var found = new int[points.Length];
        search.FindNearest(rows, points, found, CancellationToken.None);

        // The first points are the centers: their distances are those of points.
        int right = points.Where((point, p) =>
            found[p] == Enumerable.Range(0, count).MinBy(cell => rows.SquaredDistance(point, cell))).Count();

        // Two centers that rounding to single precision cannot tell apart may change places.
        Assert.InRange(right, (int)(share * points.Length) - 2, points.Length);
    }
}
