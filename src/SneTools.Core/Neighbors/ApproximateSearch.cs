namespace SneTools;

/// <summary>
/// A search that compares a point with the points of those cells only whose centers are nearest to it.
/// </summary>
/// <param name="rows">The points, n.</param>
/// <param name="ties">The order of equally near points.</param>
/// <param name="team">The threads that do the work.</param>
internal sealed class ApproximateSearch(MetricRows rows, TieOrder ties, ThreadTeam team)
{
    /// <summary>Finds the neighbors of points.</summary>
    /// <param name="asked">For every point, whether its neighbors are asked for.</param>
    /// <param name="table">Where they go, a row for every point.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="progress">Is told of every point done.</param>
    /// <returns>The measured share of the true neighbors; null when so many cells were needed that all pairs of points were
    /// compared.</returns>
    public double? Find(bool[] asked, NeighborTable table, int seed, WorkProgress progress)
    {
        using var index = new CellIndex(rows, ties, table.NeighborCount, seed, team);
        var queries = new NeighborQueries(index.Points(i => asked[i]), true);
        if (index.IsAll)
        {
            index.FindExactly(queries, table, progress);
            return null;
        }

        int[] remaining = index.Search(rows, rows, ties).Find(queries, index.Cells, table, progress);
        if (remaining.Length > 0)
            index.FindExactly(new NeighborQueries(remaining, true), table, progress);
        return index.MeasuredRecall;
    }
}
