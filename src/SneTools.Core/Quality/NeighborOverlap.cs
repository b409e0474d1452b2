namespace SneTools;

/// <summary>How many of its nearest neighbors a point has in both of two maps.</summary>
internal static class NeighborOverlap
{
    /// <summary>By how much more than to the last of its neighbors a point may be away, as a share of the squared distance, and count as one: a
    /// map that was turned has its distances with other roundings, and of equally near points another is the last.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Finds it.</summary>
    /// <param name="a">n × l.</param>
    /// <param name="b">n × l; row i is the same point.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="seed">Chooses among equally near points.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="progress">Is given the share of the work that is done.</param>
    /// <returns>For every point the share of the k, from 0 to 1. Points at equal distances can stand for each other; where that makes a
    /// difference it is the lesser of what either map's neighbors are in the other.</returns>
    public static double[] Of(Matrix a, Matrix b, int neighborCount, int seed, ThreadTeam team, Action<double>? progress)
    {
        NeighborGraph near = NearestNeighbors.Find(a, neighborCount, NeighborSearch.Auto, NeighborMetric.Euclidean, seed, team, share => progress?.Invoke(0.5 * share));
        NeighborGraph other = NearestNeighbors.Find(b, neighborCount, NeighborSearch.Auto, NeighborMetric.Euclidean, seed, team, share => progress?.Invoke(0.5 + (0.5 * share)));
        var rows = new MetricRows(a, NeighborMetric.Euclidean);
        var otherRows = new MetricRows(b, NeighborMetric.Euclidean);
        var result = new double[a.Rows];
        var blocks = new RowBlocks(a.Rows, 1024);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
                result[i] = (double)Math.Min(Within(i, near, other, otherRows), Within(i, other, near, rows)) / neighborCount;
        });
        return result;
    }

    /// <summary>How many of a point's neighbors in one map are as near to it in another as its neighbors there.</summary>
    private static int Within(int i, NeighborGraph near, NeighborGraph other, MetricRows otherRows)
    {
        double reach = otherRows.SquaredDistance(i, other.Neighbors(i)[^1]) * (1 + Rounding);
        int count = 0;
        foreach (int j in near.Neighbors(i))
            count += otherRows.SquaredDistance(i, j) <= reach ? 1 : 0;
        return count;
    }
}
