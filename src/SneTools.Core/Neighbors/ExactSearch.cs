namespace SneTools;

/// <summary>
/// All pairs are compared: scores in single precision, as blocked products, choose a few more candidates than neighbors are
/// asked for, and these are measured in double precision. Where rounding could have hidden a neighbor from a point, its
/// search is done again, with every score admitted that a neighbor could have.
/// </summary>
internal sealed unsafe class ExactSearch : IDisposable
{
    /// <summary>Queries that are worked on together, against all points.</summary>
    private const int BlockSize = 128;

    /// <summary>Bytes of panels that stay in the first-level cache while all queries of a block pass over them.</summary>
    private const int GroupBytes = 16384;

    private readonly MetricRows _rows;
    private readonly PointPanels _panels;
    private readonly ScoreAccuracy _accuracy;
    private readonly int _neighbors;
    private readonly int _kept;
    private readonly int _groupSize;

    /// <summary>Prepares a search.</summary>
    /// <param name="rows">The points, n.</param>
    /// <param name="neighbors">Neighbors of a point, from 1 to n - 1.</param>
    /// <param name="team">The threads that do the work.</param>
    public ExactSearch(MetricRows rows, int neighbors, ThreadTeam team)
    {
        _rows = rows;
        _neighbors = neighbors;
        _kept = NeighborTable.Kept(neighbors);
        _accuracy = new ScoreAccuracy(rows);
        _panels = new PointPanels(rows.Columns, PointPanels.InOrder(rows.Count));
        team.Run(_panels.Count, panel => _panels.Fill(panel, rows));
        _groupSize = (int)Math.Max(1, GroupBytes / (_panels.Size * sizeof(float)));
    }

    /// <summary>Finds the neighbors of some points.</summary>
    /// <param name="queries">The points.</param>
    /// <param name="table">A row for every query.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="progress">Is told of every query done.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Find(
        ReadOnlyMemory<int> queries,
        NeighborTable table,
        ThreadTeam team,
        WorkProgress progress,
        CancellationToken cancellation)
    {
        var blocks = new RowBlocks(queries.Length, BlockSize);
        team.Run(blocks.Count, block =>
        {
            int start = blocks.Start(block);
            ReadOnlySpan<int> own = queries.Span[start..blocks.End(block)];
            FindBlock(own, start, table, cancellation);
            progress.Add(own.Length);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _panels.Dispose();

    private void FindBlock(ReadOnlySpan<int> queries, int start, NeighborTable table, CancellationToken cancellation)
    {
        using var lists = new ScoredCandidates(queries.Length, _kept);
        Scan(queries, lists, cancellation);
        var ranking = new NeighborRanking(_rows, lists.Capacity);
        var doubtful = new List<(int Slot, double SquaredDistance)>();
        Span<int> places = new int[lists.Capacity];
        for (int slot = 0; slot < queries.Length; slot++)
        {
            int i = queries[slot];
            ranking.Rank(i, places[..lists.CopyPlaces(slot, places)], _panels.Order);
            table.Set(start + slot, ranking);
            double farthest = ranking.SquaredDistances[_neighbors - 1];
            if (farthest >= _accuracy.LeastSquaredDistance(i, lists.Limits[slot], farthest))
                doubtful.Add((slot, farthest));
        }

        if (doubtful.Count > 0)
            FindAgain(queries, doubtful, start, table, cancellation);
    }

    private void FindAgain(
        ReadOnlySpan<int> block,
        List<(int Slot, double SquaredDistance)> doubtful,
        int start,
        NeighborTable table,
        CancellationToken cancellation)
    {
        var queries = new int[doubtful.Count];
        for (int slot = 0; slot < queries.Length; slot++)
            queries[slot] = block[doubtful[slot].Slot];
        using var lists = new MeasuredCandidates(queries, _neighbors, _rows, _panels, _accuracy);
        for (int slot = 0; slot < queries.Length; slot++)
            lists.Admit(slot, doubtful[slot].SquaredDistance);
        Scan(queries, lists, cancellation);
        for (int slot = 0; slot < queries.Length; slot++)
            table.Set(start + doubtful[slot].Slot, lists.Rank(slot));
    }

    private void Scan(ReadOnlySpan<int> queries, CandidateLists lists, CancellationToken cancellation)
    {
        using var tiles = new QueryTiles(queries, _panels, lists);
        for (int panel = 0; panel < _panels.Count; panel += _groupSize)
        {
            cancellation.ThrowIfCancellationRequested();
            tiles.Scan(_panels, panel, Math.Min(_panels.Count, panel + _groupSize), lists);
        }
    }
}
