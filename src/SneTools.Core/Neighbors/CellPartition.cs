using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>
/// A division of points into cells of near ones: k-means on a sample, then every point goes to the nearest center. A cell's
/// points lie together in whole panels.
/// </summary>
internal sealed class CellPartition : IDisposable
{
    /// <summary>Points that a cell holds on average; fewer would leave much of their panels empty.</summary>
    private const int CellSize = 128;

    /// <summary>Points of the sample for every cell.</summary>
    private const int SamplesPerCell = 24;

    /// <summary>Rounds of k-means; more of them gain nothing that a search would notice.</summary>
    private const int Rounds = 6;

    /// <summary>Points that are assigned together.</summary>
    private const int BlockSize = 256;

    private readonly MetricRows _rows;
    private readonly ThreadTeam _team;
    private readonly Centroids _centroids;
    private readonly PointPanels _centroidPanels;
    private readonly int[] _firstPanels;

    /// <summary>Divides points.</summary>
    /// <param name="rows">The points, n.</param>
    /// <param name="seed">Where the random numbers begin that draw the sample.</param>
    /// <param name="team">The threads that do the work.</param>
    public CellPartition(MetricRows rows, int seed, ThreadTeam team)
    {
        _rows = rows;
        _team = team;
        Count = CellCount(rows.Count);
        _centroids = new Centroids(Count, rows.Columns);
        _centroidPanels = new PointPanels(rows.Columns, PointPanels.InOrder(Count));
        Train(Sampling.Draw(rows.Count, Math.Min(rows.Count, Count * SamplesPerCell), seed));

        int[] cells = Assign([.. Enumerable.Range(0, rows.Count)]);
        _firstPanels = FirstPanels(cells);
        Panels = new PointPanels(rows.Columns, Order(cells));
        team.Run(Panels.Count, panel =>
        {
            Panels.Fill(panel, rows);
        });
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>The points, cell after cell.</summary>
    public PointPanels Panels { get; }

    /// <summary>The number of cells for so many points.</summary>
    public static int CellCount(int points) => Math.Max(1, points / CellSize);

    /// <summary>Compares every query with the points of the cells nearest to it. The cells that most queries ask for come
    /// first: what is found there makes the rest of the search quick.</summary>
    /// <param name="block">The queries.</param>
    /// <param name="cellCount">Cells for each.</param>
    /// <param name="lists">Take what is found.</param>
    /// <param name="isAlone">True to take the cells in the order of their numbers: what is found for a query does not depend on the others
    /// of its block then, not even where scores tie.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Scan(QueryBlock block, int cellCount, CandidateLists lists, bool isAlone, CancellationToken cancellation)
    {
        List<int>[] slots = SlotsOfCells(block, cellCount, cancellation);
        int[] cells = [.. Enumerable.Range(0, slots.Length).Where(cell => slots[cell] is not null)];
        foreach (int cell in isAlone ? cells : cells.OrderByDescending(cell => slots[cell].Count).ToArray())
        {
            ReadOnlySpan<int> own = CollectionsMarshal.AsSpan(slots[cell]);
            block.Scan(own, Panels, _firstPanels[cell], _firstPanels[cell + 1], lists, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _centroidPanels.Dispose();
        Panels?.Dispose();
    }

    private void Train(int[] sample)
    {
        var point = new float[_rows.Columns];
        for (int cell = 0; cell < Count; cell++)
        {
            _rows.Round(sample[cell], point);
            for (int k = 0; k < point.Length; k++)
                _centroids[cell][k] = point[k];
        }

        FillCentroids();
        for (int round = 0; round < Rounds; round++)
        {
            MoveCentroids(sample, Assign(sample));
            FillCentroids();
        }
    }

    /// <summary>Moves the center of every cell to the mean of its points; an empty cell keeps it.</summary>
    private void MoveCentroids(int[] sample, int[] cells)
    {
        var counts = new int[Count];
        foreach (int cell in cells)
            counts[cell]++;
        for (int cell = 0; cell < Count; cell++)
        {
            if (counts[cell] > 0)
                _centroids[cell].Clear();
        }

        var point = new float[_rows.Columns];
        for (int s = 0; s < sample.Length; s++)
        {
            _rows.Round(sample[s], point);
            Span<double> center = _centroids[cells[s]];
            for (int k = 0; k < point.Length; k++)
                center[k] += (double)point[k] / counts[cells[s]];
        }
    }

    private void FillCentroids()
    {
        for (int panel = 0; panel < _centroidPanels.Count; panel++)
            _centroidPanels.Fill(panel, _centroids);
    }

    /// <summary>The cells whose centers are nearest to some points.</summary>
    private int[] Assign(int[] points)
    {
        var cells = new int[points.Length];
        var blocks = new RowBlocks(points.Length, BlockSize);
        _team.Run(blocks.Count, number =>
        {
            int start = blocks.Start(number);
            ReadOnlySpan<int> own = points.AsSpan()[start..blocks.End(number)];
            using var block = new QueryBlock(_rows, own);
            using var lists = new ScoredCandidates(own.Length, 1);
            block.Scan(block.Slots, _centroidPanels, 0, _centroidPanels.Count, lists, _team.Cancellation);
            for (int slot = 0; slot < own.Length; slot++)
                lists.CopyBest(slot, cells.AsSpan(start + slot, 1));
        });
        return cells;
    }

    private int[] FirstPanels(int[] cells)
    {
        var sizes = new int[Count];
        foreach (int cell in cells)
            sizes[cell]++;
        var first = new int[Count + 1];
        for (int cell = 0; cell < Count; cell++)
            first[cell + 1] = first[cell] + ((sizes[cell] + PointPanels.Width - 1) / PointPanels.Width);
        return first;
    }

    private int[] Order(int[] cells)
    {
        var order = new int[_firstPanels[Count] * PointPanels.Width];
        Array.Fill(order, -1);
        var next = new int[Count];
        for (int cell = 0; cell < Count; cell++)
            next[cell] = _firstPanels[cell] * PointPanels.Width;
        for (int i = 0; i < cells.Length; i++)
            order[next[cells[i]]++] = i;
        return order;
    }

    /// <summary>For every cell, the queries that it is one of the nearest to; null where there is none.</summary>
    private List<int>[] SlotsOfCells(QueryBlock block, int cellCount, CancellationToken cancellation)
    {
        using var nearest = new ScoredCandidates(block.Slots.Length, cellCount);
        block.Scan(block.Slots, _centroidPanels, 0, _centroidPanels.Count, nearest, cancellation);
        var slots = new List<int>[Count];
        var cells = new int[nearest.Capacity];
        foreach (int slot in block.Slots)
        {
            foreach (int cell in cells.AsSpan(0, nearest.CopyBest(slot, cells)))
                (slots[cell] ??= []).Add(slot);
        }

        return slots;
    }
}
