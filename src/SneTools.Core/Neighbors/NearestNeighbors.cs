namespace SneTools;

/// <summary>Finds the nearest neighbors of points among each other.</summary>
public static class NearestNeighbors
{
    /// <summary>Products, n² h, up to which <see cref="NeighborSearch.Auto"/> compares all pairs: about two seconds on two
    /// cores.</summary>
    private const double MaxExactWork = 1e11;

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
    /// <param name="metric">What near means. Under <see cref="NeighborMetric.Cosine"/> a row of zeros, and under
    /// <see cref="NeighborMetric.Correlation"/> one of equal numbers, which have no direction,
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
        var seen = MetricPoints.Of(points, metric);
        RequireSearch(seen, search);
        EqualRows? equal = EqualRows.Find(seen.Rows, metric, team);
        team.ThrowIfCanceled();
        if (equal is not null)
            return FindGroups(seen, equal, neighborCount, search, seed, team, progress);

        var table = new NeighborTable(points.Rows, neighborCount);
        bool[] asked = All(points.Rows);
        (double unit, double? recall) = Search(seen, null, asked, table, new TieOrder(seed), search, seed, team, progress);
        return Graph(table, unit, metric, recall);
    }

    /// <summary>Finds the k nearest neighbors of every point by distances that are known. Of equally near points those that have a place
    /// among the k are chosen as they are between rows.</summary>
    /// <param name="points">The distances.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="seed">Where the random numbers begin that choose among equally near points.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    internal static NeighborGraph Find(
        IPointDistances points,
        int neighborCount,
        int seed,
        ThreadTeam team,
        Action<double>? progress = null)
    {
        NeighborTable.RequireSize(points.Count, neighborCount);
        Require(NeighborTable.RequiredBytes(points.Count, neighborCount), points.Count, neighborCount);
        var table = new NeighborTable(points.Count, neighborCount);
        new PairSearch(points, new TieOrder(seed)).Find(All(points.Count), table, team, new WorkProgress(points.Count, progress));
        return Graph(table, points.Unit, NeighborMetric.Precomputed, null);
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
        MetricPoints points,
        EqualRows equal,
        int neighborCount,
        NeighborSearch search,
        int seed,
        ThreadTeam team,
        Action<double>? progress)
    {
        int groupNeighbors = Math.Min(neighborCount, equal.Count - 1);
        Require(
            RequiredBytes(points.Rows.Rows, points.Rows.Columns, neighborCount) + NeighborTable.RequiredBytes(equal.Count, groupNeighbors),
            points.Rows.Rows,
            neighborCount);
        int[] sizes = [.. Enumerable.Range(0, equal.Count).Select(equal.Size)];
        var ties = new TieOrder(seed, sizes);
        int[] first = [.. Enumerable.Range(0, equal.Count).Select(group => equal.Members(group)[0])];
        var found = new NeighborTable(equal.Count, groupNeighbors);
        bool[] asked = [.. sizes.Select(size => groupNeighbors > 0 && size <= neighborCount)];
        (double unit, double? recall) = Search(points, first, asked, found, ties, search, seed, team, progress);
        var table = new NeighborTable(points.Rows.Rows, neighborCount);
        new NeighborExpansion(equal, found, ties).Write(table, team);
        return Graph(table, unit, points.Metric, recall);
    }

    /// <param name="points">The points.</param>
    /// <param name="selection">Among which of them; null for all.</param>
    /// <param name="asked">For every one of these, whether its neighbors are asked for.</param>
    /// <param name="table">Where they go.</param>
    /// <param name="ties">The order of equally near points.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="progress">Is given the share of the work that is done.</param>
    /// <returns>The unit of length, and the measured share of the true neighbors: null when all pairs of points were compared.</returns>
    private static (double Unit, double? Recall) Search(
        MetricPoints points,
        int[]? selection,
        bool[] asked,
        NeighborTable table,
        TieOrder ties,
        NeighborSearch search,
        int seed,
        ThreadTeam team,
        Action<double>? progress)
    {
        int[] queries = [.. Enumerable.Range(0, asked.Length).Where(i => asked[i])];
        var done = new WorkProgress(Math.Max(1, queries.Length), progress);
        if (!points.IsStraight)
        {
            IPointDistances pairs = points.Distances(selection);
            if (queries.Length > 0)
                new PairSearch(pairs, ties).Find(asked, table, team, done);
            return (pairs.Unit, null);
        }

        MetricRows rows = points.Straight(selection);
        double? recall = queries.Length == 0 ? null : Search(rows, queries, asked, table, ties, search, seed, team, done);
        if (points.Metric == NeighborMetric.Hamming)
        {
            foreach (ref double square in table.SquaredDistances.AsSpan())
                square = points.Square(square);
        }

        return (rows.Unit, recall);
    }

    private static double? Search(
        MetricRows rows,
        int[] queries,
        bool[] asked,
        NeighborTable table,
        TieOrder ties,
        NeighborSearch search,
        int seed,
        ThreadTeam team,
        WorkProgress done)
    {
        if (!IsExact(rows.Count, rows.Columns, search))
            return new ApproximateSearch(rows, ties, team).Find(asked, table, seed, done);
        using var panels = new PointPanels(rows.Columns, PointPanels.InOrder(rows.Count));
        team.Run(panels.Count, panel => panels.Fill(panel, rows));
        new ExactSearch(rows, ties, panels).Find(new NeighborQueries(queries, true), table, team, done);
        return null;
    }

    private static bool[] All(int count)
    {
        var asked = new bool[count];
        Array.Fill(asked, true);
        return asked;
    }

    private static NeighborGraph Graph(NeighborTable table, double unit, NeighborMetric metric, double? recall) => new(table)
    {
        Unit = unit,
        Metric = metric,
        Search = recall is null ? NeighborSearch.Exact : NeighborSearch.Approximate,
        Recall = recall ?? 1,
    };

    /// <summary>Refuses a search for which there is no way.</summary>
    private static void RequireSearch(MetricPoints points, NeighborSearch search)
    {
        if (search == NeighborSearch.Approximate && !points.IsStraight)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"The approximate search is for the metrics Euclidean, Cosine and Correlation, and for Hamming where no column has more than two different numbers; {points.Metric} neighbors are found by comparing all pairs: use Exact or Auto.",
                column: "Neighbor");
        }
    }

    private static void Require(double bytes, int count, int neighborCount) => MemoryBudget.Require(
        bytes, $"The table of the {neighborCount} nearest neighbors of {count} points");

    private static void Check(Matrix points, int neighborCount)
    {
        NeighborTable.RequireSize(points.Rows, neighborCount);
        if (points.Columns == 0)
            throw new SneException(SneError.NoNumericColumn, "The rows have no columns.");
        int bad = MissingCells.IndexOf(points);
        if (bad >= 0)
            throw new SneException(SneError.NonFiniteValue, $"Row {(bad / points.Columns) + 1} holds NaN or an infinity.", (bad / points.Columns) + 1);
    }
}
