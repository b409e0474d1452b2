namespace SneTools;

/// <summary>
/// A search that compares a point with the points of those cells only whose centers are nearest to it. For how many cells
/// enough neighbors are found is measured on a sample, against the exact search.
/// </summary>
/// <param name="rows">The points, n.</param>
/// <param name="ties">The order of equally near points.</param>
/// <param name="team">The threads that do the work.</param>
internal sealed class ApproximateSearch(MetricRows rows, TieOrder ties, ThreadTeam team)
{
    /// <summary>The share of the true neighbors that is found of the points of the sample: enough above 0.95 for the points
    /// that are not in it.</summary>
    private const double Recall = 0.96;

    /// <summary>The share of the cells from which on the exact search is as good.</summary>
    private const double MaxShare = 0.7;

    /// <summary>By what the number of cells grows until it is enough; the last step is then halved a few times.</summary>
    private const double Growth = 1.4;

    /// <summary>Points for each one of the sample that tells how many cells are enough, which has no fewer and no more than these.</summary>
    private const int PointsPerSample = 200;
    private const int MinSampleCount = 200;
    private const int MaxSampleCount = 1000;

    /// <summary>Finds the neighbors of points.</summary>
    /// <param name="asked">For every point, whether its neighbors are asked for.</param>
    /// <param name="table">Where they go, a row for every point.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="progress">Is told of every point done.</param>
    /// <returns>The measured share of the true neighbors; null when so many cells were needed that all pairs of points were
    /// compared.</returns>
    public double? Find(bool[] asked, NeighborTable table, int seed, WorkProgress progress)
    {
        using var partition = new CellPartition(rows, seed, team);
        var exact = new ExactSearch(rows, ties, partition.Panels);
        (int cells, double recall) = MeasureCells(partition, exact, table.NeighborCount, seed);
        int[] points = [.. partition.Panels.Order.ToArray().Where(i => i >= 0 && asked[i])];
        if (IsAll(cells, partition))
        {
            exact.Find(new NeighborQueries(points, true), table, team, progress);
            return null;
        }

        int[] remaining = Search(partition).Find(new NeighborQueries(points, true), cells, table, progress);
        exact.Find(new NeighborQueries(remaining, true), table, team, progress);
        return recall;
    }

    /// <summary>Whether so many cells are so large a share of all that the exact search is as good.</summary>
    public static bool IsAll(int cells, CellPartition partition) => cells > MaxShare * partition.Count;

    /// <summary>How many cells are enough, and the share of the sample's neighbors found in them.</summary>
    public (int Cells, double Recall) MeasureCells(CellPartition partition, ExactSearch exact, int neighbors, int seed)
    {
        int sampleCount = Math.Clamp(rows.Count / PointsPerSample, MinSampleCount, MaxSampleCount);

        // Another draw than that of the cells, which lie around the first points of theirs: these would be found too well.
        int[] sample = Sampling.Draw(rows.Count, Math.Min(rows.Count, sampleCount), ~seed);
        var queries = new NeighborQueries(sample, false);
        var truth = new NeighborTable(sample.Length, neighbors);
        var found = new NeighborTable(sample.Length, neighbors);
        exact.Find(queries, truth, team, WorkProgress.None);

        double Measure(int cells)
        {
            int[] remaining = Search(partition).Find(queries, cells, found, WorkProgress.None);
            return remaining.Length > 0 ? 0 : truth.Share(found);
        }

        int tooFew = 0;
        int cells = Math.Max(1, partition.Count / 64);
        double recall = Measure(cells);
        while (recall < Recall)
        {
            if (IsAll(cells, partition))
                return (partition.Count, 1);
            tooFew = cells;
            cells = (int)Math.Ceiling(Growth * cells);
            recall = Measure(cells);
        }

        while (cells - tooFew > 1 + (cells / 16))
        {
            int middle = (tooFew + cells) / 2;
            double share = Measure(middle);
            if (share < Recall)
                tooFew = middle;
            else
                (cells, recall) = (middle, share);
        }

        return (cells, recall);
    }

    private CellSearch Search(CellPartition partition) => new(partition, rows, rows, ties, team);
}
