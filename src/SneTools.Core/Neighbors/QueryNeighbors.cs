namespace SneTools;

/// <summary>Finds the points nearest to rows that are none of them, as often as it is asked.</summary>
/// <remarks>What is found for a row depends on the points and on the row alone: not on the rows that come with it, nor on the number of threads.
/// Of equally near points those that have a place are chosen by chance, by a hash of the seed, the row's numbers and the point.</remarks>
internal sealed class QueryNeighbors : IDisposable
{
    /// <summary>Numbers of all points up to which every row is compared with all of them: a quarter of a millisecond for a row.</summary>
    private const double MaxExactWork = 2e6;

    /// <summary>Cells below which an approximate search would gain nothing.</summary>
    private const int MinCells = 16;

    private readonly int _count;
    private readonly int _neighborCount;
    private readonly int _seed;
    private readonly ThreadTeam _team;
    private readonly MetricPoints? _points;
    private readonly IQueryPoints? _pairs;
    private readonly MetricRows? _rows;
    private readonly CellIndex? _index;
    private readonly PointPanels? _ownPanels;

    /// <summary>Prepares a search among rows.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means.</param>
    /// <param name="neighborCount">Neighbors of a row k, from 1 to n.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="team">The threads that do the work; must outlive the search.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public QueryNeighbors(Matrix points, NeighborMetric metric, int neighborCount, NeighborSearch search, int seed, ThreadTeam team)
        : this(points.Rows, neighborCount, seed, team)
    {
        _points = MetricPoints.ForQueries(points, metric);
        if (!_points.IsStraight)
        {
            _pairs = (IQueryPoints)_points.Distances();
            Unit = _pairs.Unit;
            return;
        }

        _rows = _points.Straight();
        Unit = _rows.Unit;
        if (search != NeighborSearch.Exact && (double)points.Rows * points.Columns >= MaxExactWork && CellPartition.CellCount(points.Rows) >= MinCells)
        {
            _index = new CellIndex(_rows, new TieOrder(seed), Math.Min(neighborCount, _count - 1), seed, team);
            Recall = _index.MeasuredRecall;
            if (!_index.IsAll)
                return;
            _index.Dispose();
            _index = null;
            Recall = 1;
        }

        PointPanels panels = _ownPanels = new PointPanels(_rows.Columns, PointPanels.InOrder(_count));
        team.Run(panels.Count, panel => panels.Fill(panel, _rows));
    }

    /// <summary>Prepares a search by distances that are given.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="unit">The unit of length of the distances found, in that of those given: a power of two.</param>
    /// <param name="neighborCount">Neighbors of a row k, from 1 to n.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="team">The threads that do the work; must outlive the search.</param>
    public QueryNeighbors(int count, double unit, int neighborCount, int seed, ThreadTeam team)
        : this(count, neighborCount, seed, team) => (_pairs, Unit) = (new GivenQueries(unit), unit);

    private QueryNeighbors(int count, int neighborCount, int seed, ThreadTeam team)
    {
        (_count, _neighborCount, _seed, _team) = (count, neighborCount, seed, team);
        Unit = 1;
    }

    /// <summary>The unit of length of the distances found, in the data's: a power of two.</summary>
    public double Unit { get; private init; }

    /// <summary>The share of the true neighbors that is found: 1 for an exact search, else measured on a sample.</summary>
    public double Recall { get; } = 1;

    /// <summary>Finds the neighbors of rows.</summary>
    /// <param name="rows">m × h, finite; or the distances to all points, m × n, at least 0.</param>
    /// <returns>The neighbors of every row, and its distances to any points.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public (NeighborTable Table, IQueryDistances Distances) Find(Matrix rows)
    {
        Matrix seen = _points?.See(rows) ?? rows;
        var table = new NeighborTable(rows.Rows, _neighborCount);
        var ties = new TieOrder(_seed, queries: Numbers(seen));
        if (_pairs is not null)
        {
            IQueryDistances distances = _pairs.Queries(seen);
            PairSearch.Find(distances, _count, ties, table, _team);
            return (table, distances);
        }

        var queries = new QueryRows(new MetricRows(seen, _rows!), _rows!);
        int[] asked = [.. Enumerable.Range(0, rows.Rows).Select(q => ~q)];
        if (_index is not null)
            asked = _index.Search(queries, queries, ties).Find(new NeighborQueries(asked, true), _index.Cells, table, WorkProgress.None);
        if (asked.Length > 0)
            FindExactly(asked, queries, ties, table);
        return (table, queries);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index?.Dispose();
        _ownPanels?.Dispose();
    }

    private void FindExactly(int[] asked, QueryRows queries, TieOrder ties, NeighborTable table)
    {
        using PointPanels? temporary = _index?.AllPanels();
        new ExactSearch(queries, ties, temporary ?? _ownPanels!).Find(new NeighborQueries(asked, true), table, _team, WorkProgress.None);
    }

    /// <summary>A number of every row's own, by its numbers alone.</summary>
    private static int[] Numbers(Matrix rows)
    {
        var numbers = new int[rows.Rows];
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong hash = 0;
            MatrixRow row = rows.ReadRow(i);
            for (int k = 0; k < row.Length; k++)
                hash = TieOrder.Mix(hash + RandomStream.Step + BitConverter.DoubleToUInt64Bits(row[k] == 0 ? 0 : row[k]));
            numbers[i] = (int)(hash >> 32);
        }

        return numbers;
    }
}
