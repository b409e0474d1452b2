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
    /// <param name="points">n × h, finite, n at least 2.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="metric">What near means. Under <see cref="NeighborMetric.Cosine"/> a row of zeros, which has no direction,
    /// is at a squared distance of 1 from every row that has one, and of 0 from others like it.</param>
    /// <param name="seed">Where the random numbers begin: of an approximate search, and of the choice among equally near points.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The neighbors. Which of too many equally near points are taken, and in which order, is decided by a hash of the seed and the
    /// pair, so that all of them are taken about as often.</returns>
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
        Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        Check(points, neighborCount);
        MemoryBudget.Require(
            RequiredBytes(points.Rows, points.Columns, neighborCount),
            $"The table of the {neighborCount} nearest neighbors of {points.Rows} points");
        var done = new WorkProgress(points.Rows, progress);
        EqualRows equal = EqualRows.Of(points);
        if (equal.Repeated == 0)
            return Find(points, neighborCount, search, metric, seed, team, done, cancellation).Graph;

        // Equal rows are found once, and are each other's neighbors.
        var table = new NeighborTable(points.Rows, neighborCount);
        (NeighborGraph Graph, NeighborTable Table)? different = equal.Count == 1
            ? null
            : Find(equal.Different(points), Math.Min(neighborCount, equal.Count - 1), search, metric, seed, team, done, cancellation);
        new SharedNeighbors(equal, different?.Table, table, seed).Fill(team, cancellation);
        return different is { } found
            ? new NeighborGraph(table) { Unit = found.Graph.Unit, Metric = metric, Search = found.Graph.Search, Recall = found.Graph.Recall }
            : new NeighborGraph(table) { Metric = metric };
    }

    /// <summary>The neighbors of rows that are all different.</summary>
    private static (NeighborGraph Graph, NeighborTable Table) Find(
        Matrix points,
        int neighborCount,
        NeighborSearch search,
        NeighborMetric metric,
        int seed,
        ThreadTeam team,
        WorkProgress done,
        CancellationToken cancellation)
    {
        var rows = new MetricRows(points, metric);
        var table = new NeighborTable(points.Rows, neighborCount);
        if (IsExact(points.Rows, points.Columns, search))
        {
            FindExactly(rows, table, seed, team, done, cancellation);
            return (new NeighborGraph(table) { Unit = rows.Unit, Metric = metric }, table);
        }

        double? recall = new ApproximateSearch(rows, seed, team, cancellation).Find(table, done);
        var graph = new NeighborGraph(table)
        {
            Unit = rows.Unit,
            Metric = metric,
            Search = recall is null ? NeighborSearch.Exact : NeighborSearch.Approximate,
            Recall = recall ?? 1,
        };
        return (graph, table);
    }

    /// <summary>Bytes needed at the peak, the points themselves not counted.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="columns">Coordinates of a point, h.</param>
    /// <param name="neighborCount">Neighbors of a point, k.</param>
    public static double RequiredBytes(int count, int columns, int neighborCount) =>
        ((double)count * neighborCount * (sizeof(int) + sizeof(double)))
        + (1.25 * PointPanels.RequiredBytes(count, columns))
        + (6.0 * count * sizeof(double));

    /// <summary>Whether all pairs of n points of h coordinates are compared.</summary>
    internal static bool IsExact(int count, int columns, NeighborSearch search) => search switch
    {
        NeighborSearch.Exact => true,
        NeighborSearch.Approximate => CellPartition.CellCount(count) < MinCells,
        _ => (double)count * count * columns < MaxExactWork,
    };

    private static void FindExactly(
        MetricRows rows,
        NeighborTable table,
        int seed,
        ThreadTeam team,
        WorkProgress progress,
        CancellationToken cancellation)
    {
        using var panels = new PointPanels(rows.Columns, PointPanels.InOrder(rows.Count));
        team.Run(panels.Count, panel => panels.Fill(panel, rows));
        int[] points = [.. Enumerable.Range(0, rows.Count)];
        new ExactSearch(rows, panels, seed).Find(new NeighborQueries(points, true), table, team, progress, cancellation);
    }

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
