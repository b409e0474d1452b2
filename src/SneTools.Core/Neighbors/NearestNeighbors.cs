namespace SneTools;

/// <summary>Finds the nearest neighbors of points among each other.</summary>
public static class NearestNeighbors
{
    /// <summary>Products, n² h, up to which <see cref="NeighborSearch.Auto"/> compares all pairs: about ten seconds on two
    /// cores.</summary>
    private const double MaxExactWork = 6e11;

    /// <summary>Cells below which an approximate search would gain nothing.</summary>
    private const int MinCells = 16;

    /// <summary>Finds the k nearest neighbors of every point.</summary>
    /// <remarks>
    /// Of equally near points those that have a place among the k, and their order, are chosen by chance: by a hash of the seed and the
    /// pair, and among equal rows by random numbers of every row's own. So all of them are neighbors about equally often, and the first
    /// of a point's neighbors are as good a choice as all of them. Rows equal to a point come before others at a distance of 0, which
    /// there are only where squares vanish.
    /// </remarks>
    /// <param name="points">n × h, finite, n at least 2.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="metric">What near means. Under <see cref="NeighborMetric.Cosine"/> a row of zeros, which has no direction,
    /// is at a squared distance of 1 from every row that has one, and of 0 from others like it.</param>
    /// <param name="seed">Where the random numbers begin: those of an approximate search, and those that choose among equally near
    /// points.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    /// <returns>The neighbors.</returns>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>,
    /// <see cref="SneError.NoNumericColumn"/>, <see cref="SneError.NonFiniteValue"/>,
    /// <see cref="SneError.NeighborCountOutOfRange"/>, <see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static NeighborGraph Find(
        Matrix points,
        int neighborCount,
        NeighborSearch search,
        NeighborMetric metric,
        int seed,
        ThreadTeam team,
        Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        Check(points, neighborCount);
        Require(RequiredBytes(points.Rows, points.Columns, neighborCount), points.Rows, neighborCount);
        EqualRows? equal = EqualRows.Find(points, metric, team);
        team.ThrowIfCanceled();
        if (equal is not null)
            return FindGroups(points, equal, neighborCount, search, metric, seed, team, progress);

        var table = new NeighborTable(points.Rows, neighborCount);
        var asked = new bool[points.Rows];
        Array.Fill(asked, true);
        var rows = new MetricRows(points, metric);
        double? recall = Search(rows, asked, table, new TieOrder(seed), search, seed, team, progress);
        return Graph(table, rows, metric, recall);
    }

    /// <summary>Bytes needed at the peak where all points are different, the points themselves not counted.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="columns">Coordinates of a point, h.</param>
    /// <param name="neighborCount">Neighbors of a point, k.</param>
    public static double RequiredBytes(int count, int columns, int neighborCount) =>
        NeighborTable.RequiredBytes(count, neighborCount)
        + (1.25 * PointPanels.RequiredBytes(count, columns))
        + EqualRows.RequiredBytes(count)
        + (6.0 * count * sizeof(double));

    /// <summary>Whether all pairs of n points of h coordinates are compared.</summary>
    internal static bool IsExact(int count, int columns, NeighborSearch search) => search switch
    {
        NeighborSearch.Exact => true,
        NeighborSearch.Approximate => CellPartition.CellCount(count) < MinCells,
        _ => (double)count * count * columns < MaxExactWork,
    };

    /// <summary>Finds the neighbors where rows are equal: the search is among different ones, for those that have not enough rows
    /// equal to them.</summary>
    private static NeighborGraph FindGroups(
        Matrix points,
        EqualRows equal,
        int neighborCount,
        NeighborSearch search,
        NeighborMetric metric,
        int seed,
        ThreadTeam team,
        Action<double>? progress)
    {
        int groupNeighbors = Math.Min(neighborCount, equal.Count - 1);
        Require(
            RequiredBytes(points.Rows, points.Columns, neighborCount) + NeighborTable.RequiredBytes(equal.Count, groupNeighbors),
            points.Rows,
            neighborCount);
        int[] sizes = [.. Enumerable.Range(0, equal.Count).Select(equal.Size)];
        var ties = new TieOrder(seed, sizes);
        var rows = new MetricRows(points, metric, [.. Enumerable.Range(0, equal.Count).Select(group => equal.Members(group)[0])]);
        var found = new NeighborTable(equal.Count, groupNeighbors);
        bool[] asked = [.. sizes.Select(size => groupNeighbors > 0 && size <= neighborCount)];
        double? recall = Search(rows, asked, found, ties, search, seed, team, progress);
        var table = new NeighborTable(points.Rows, neighborCount);
        new NeighborExpansion(equal, found, ties).Write(table, team);
        return Graph(table, rows, metric, recall);
    }

    /// <returns>The measured share of the true neighbors; null when all pairs of points were compared.</returns>
    private static double? Search(
        MetricRows rows,
        bool[] asked,
        NeighborTable table,
        TieOrder ties,
        NeighborSearch search,
        int seed,
        ThreadTeam team,
        Action<double>? progress)
    {
        int[] points = [.. Enumerable.Range(0, asked.Length).Where(i => asked[i])];
        if (points.Length == 0)
            return null;
        var done = new WorkProgress(points.Length, progress);
        if (!IsExact(rows.Count, rows.Columns, search))
            return new ApproximateSearch(rows, ties, team).Find(asked, table, seed, done);
        using var panels = new PointPanels(rows.Columns, PointPanels.InOrder(rows.Count));
        team.Run(panels.Count, panel => panels.Fill(panel, rows));
        new ExactSearch(rows, ties, panels).Find(new NeighborQueries(points, true), table, team, done);
        return null;
    }

    private static NeighborGraph Graph(NeighborTable table, MetricRows rows, NeighborMetric metric, double? recall) => new(table)
    {
        Unit = rows.Unit,
        Metric = metric,
        Search = recall is null ? NeighborSearch.Exact : NeighborSearch.Approximate,
        Recall = recall ?? 1,
    };

    private static void Require(double bytes, int count, int neighborCount) => MemoryBudget.Require(
        bytes, $"The table of the {neighborCount} nearest neighbors of {count} points");

    private static void Check(Matrix points, int neighborCount)
    {
        NeighborTable.RequireSize(points.Rows, neighborCount);
        if (points.Columns == 0)
            throw new SneException(SneError.NoNumericColumn, "The rows have no columns.");
        for (int i = 0; i < points.Rows; i++)
        {
            foreach (double value in points.Row(i))
            {
                if (!double.IsFinite(value))
                    throw new SneException(SneError.NonFiniteValue, $"Row {i + 1} holds NaN or an infinity.", i + 1);
            }
        }
    }
}
