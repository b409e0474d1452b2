namespace SneTools;

/// <summary>
/// All pairs are compared: scores in single precision, as blocked products, choose a few more candidates than neighbors are
/// asked for, and these are measured in double precision. Where rounding could have hidden a neighbor from a point, or one
/// that ties with the last, its search is done again, with every score admitted that a neighbor could have.
/// </summary>
internal sealed class ExactSearch
{
    /// <summary>Queries that are worked on together, against all points.</summary>
    private const int BlockSize = 128;

    private readonly IPointSource _source;
    private readonly IPairDistance _distances;
    private readonly TieOrder _ties;
    private readonly PointPanels _panels;
    private readonly ScoreAccuracy _accuracy;

    /// <summary>Prepares a search.</summary>
    /// <param name="rows">The points, n.</param>
    /// <param name="ties">The order of equally near points.</param>
    /// <param name="panels">The points in any order.</param>
    public ExactSearch(MetricRows rows, TieOrder ties, PointPanels panels)
        : this(rows, rows, ties, panels, new ScoreAccuracy(rows))
    {
    }

    /// <summary>Prepares a search for the neighbors of rows that are no points.</summary>
    /// <param name="queries">The rows.</param>
    /// <param name="ties">The order of equally near points.</param>
    /// <param name="panels">The points in any order.</param>
    public ExactSearch(QueryRows queries, TieOrder ties, PointPanels panels)
        : this(queries, queries, ties, panels, new ScoreAccuracy(queries))
    {
    }

    private ExactSearch(IPointSource source, IPairDistance distances, TieOrder ties, PointPanels panels, ScoreAccuracy accuracy)
    {
        _source = source;
        _distances = distances;
        _ties = ties;
        _panels = panels;
        _accuracy = accuracy;
    }

    /// <summary>Finds the neighbors of some points.</summary>
    /// <param name="queries">The points.</param>
    /// <param name="table">Where their neighbors go.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="progress">Is told of every query done.</param>
    public void Find(
        NeighborQueries queries,
        NeighborTable table,
        ThreadTeam team,
        WorkProgress progress)
    {
        var blocks = new RowBlocks(queries.Count, BlockSize);
        team.Run(blocks.Count, block =>
        {
            FindBlock(queries, blocks.Start(block), queries.Block(blocks, block), table, team.Cancellation);
            progress.Add(blocks.End(block) - blocks.Start(block));
        });
    }

    private void FindBlock(
        NeighborQueries queries,
        int start,
        ReadOnlySpan<int> block,
        NeighborTable table,
        CancellationToken cancellation)
    {
        using var lists = new ScoredCandidates(block.Length, NeighborTable.Kept(table.NeighborCount));
        Scan(block, lists, cancellation);
        var ranking = new NeighborRanking(_distances, _ties, lists.Capacity);
        var doubtful = new List<(int Point, int Row, double SquaredDistance)>();
        var candidates = new int[lists.Capacity];
        for (int slot = 0; slot < block.Length; slot++)
        {
            int row = queries.Row(start + slot);
            ranking.Rank(block[slot], candidates.AsSpan(0, lists.CopyBest(slot, candidates)));
            table.Set(row, ranking);
            double farthest = ranking.SquaredDistances[table.NeighborCount - 1];
            if (_accuracy.CouldMiss(block[slot], lists.Limit(slot), farthest))
                doubtful.Add((block[slot], row, farthest));
        }

        if (doubtful.Count > 0)
            FindAgain(doubtful, table, cancellation);
    }

    private void FindAgain(
        List<(int Point, int Row, double SquaredDistance)> doubtful,
        NeighborTable table,
        CancellationToken cancellation)
    {
        int[] block = [.. doubtful.Select(query => query.Point)];
        using var lists = new MeasuredCandidates(block, table.NeighborCount, _distances, _ties, _accuracy);
        for (int slot = 0; slot < block.Length; slot++)
            lists.Admit(slot, doubtful[slot].SquaredDistance);
        Scan(block, lists, cancellation);
        for (int slot = 0; slot < block.Length; slot++)
            table.Set(doubtful[slot].Row, lists.Rank(slot));
    }

    private void Scan(ReadOnlySpan<int> queries, CandidateLists lists, CancellationToken cancellation)
    {
        using IQueryBlock block = _panels.Queries(_source, queries);
        block.Scan(block.Slots, 0, _panels.Count, lists, cancellation);
    }
}
