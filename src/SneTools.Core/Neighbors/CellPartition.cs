using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>
/// A division of points into cells of near ones: k-means on a sample, then every point goes to the nearest center. A cell's
/// points lie together in whole panels, and near cells follow each other.
/// </summary>
internal sealed class CellPartition : IDisposable
{
    /// <summary>Points that a cell holds on average; fewer would leave much of their panels empty.</summary>
    public const int CellSize = 128;

    /// <summary>Points of the sample for every cell.</summary>
    private const int SamplesPerCell = 16;

    /// <summary>Rounds of k-means; more of them gain nothing that a search would notice.</summary>
    private const int Rounds = 5;

    /// <summary>Points that are assigned together.</summary>
    private const int BlockSize = 512;

    /// <summary>Cells that a point's are chosen from, for every one: those whose centers are nearest to the center of the point's own.</summary>
    private const int CellsPerChosen = 4;

    private readonly IPointSource _source;
    private readonly ThreadTeam _team;
    private readonly int[] _cells;
    private readonly int[] _firstPanels;
    private readonly CellCenters _centers;
    private Centroids _centroids;

    /// <summary>Divides points.</summary>
    /// <param name="source">The coordinates of the points.</param>
    /// <param name="count">How many points there are, n.</param>
    /// <param name="cellSize">Points that a cell holds on average.</param>
    /// <param name="seed">Where the random numbers begin that draw the sample.</param>
    /// <param name="team">The threads that do the work.</param>
    public CellPartition(IPointSource source, int count, int cellSize, int seed, ThreadTeam team)
    {
        _source = source;
        _team = team;
        Count = Math.Max(1, count / cellSize);
        _centroids = new Centroids(Count, source.Columns);
        Train(Sampling.Draw(count, Math.Min(count, Count * SamplesPerCell), seed), seed);
        _centers = new CellCenters(_centroids, seed, team);
        _cells = Assign(_centers, [.. Enumerable.Range(0, count)]);
        _firstPanels = FirstPanels();
        Order = PlaceAll();
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>The point at every place of the panels, cell after cell, or -1 where there is none.</summary>
    public int[] Order { get; }

    /// <summary>The cell of every point.</summary>
    public ReadOnlySpan<int> Cells => _cells;

    /// <summary>The number of cells for so many points.</summary>
    public static int CellCount(int points) => Math.Max(1, points / CellSize);

    /// <summary>Chooses cells for queries.</summary>
    /// <param name="source">The coordinates of the queries.</param>
    /// <param name="queries">The queries: points, or others, whose numbers are negative.</param>
    /// <param name="cellCount">Cells for each.</param>
    /// <param name="cancellation">Ends the work.</param>
    public CellChoice Choose(IPointSource source, ReadOnlySpan<int> queries, int cellCount, CancellationToken cancellation)
    {
        using var nearest = new ScoredCandidates(queries.Length, cellCount);
        if (ReferenceEquals(source, _source) && (long)cellCount * CellsPerChosen < Count)
            RankNear(queries, cellCount, nearest, cancellation);
        else
            _centers.FindNearest(source, queries, nearest, cancellation);
        return new CellChoice(nearest, queries.Length, Count);
    }

    /// <summary>Compares queries with the points of cells, the nearest first. What is found for a query does not depend on the others.</summary>
    /// <param name="block">The queries, to be compared with panels in <see cref="Order"/>.</param>
    /// <param name="choice">Their cells.</param>
    /// <param name="lists">Take what is found.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Scan(IQueryBlock block, CellChoice choice, CandidateLists lists, CancellationToken cancellation)
    {
        Scan(block, choice.First, lists, cancellation);
        Scan(block, choice.Rest, lists, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _centers.Dispose();

    private void Scan(IQueryBlock block, CellChoice.Part cells, CandidateLists lists, CancellationToken cancellation)
    {
        for (int cell = 0; cell < cells.CellCount; cell++)
        {
            ReadOnlySpan<int> queries = cells.Queries(cell);
            if (!queries.IsEmpty)
                block.Scan(queries, _firstPanels[cell], _firstPanels[cell + 1], lists, cancellation);
        }
    }

    /// <summary>Ranks those cells for every point that are nearest to its own: points of the same cell follow each other.</summary>
    private void RankNear(ReadOnlySpan<int> points, int cellCount, ScoredCandidates nearest, CancellationToken cancellation)
    {
        var own = new List<int>();
        foreach (int point in points)
        {
            if (own.Count == 0 || own[^1] != _cells[point])
                own.Add(_cells[point]);
        }

        using var near = new ScoredCandidates(own.Count, cellCount * CellsPerChosen);
        _centers.FindNearest(_centroids, CollectionsMarshal.AsSpan(own), near, cancellation);
        var cells = new int[near.Capacity];
        for (int c = 0, start = 0, end; c < own.Count; c++, start = end)
        {
            for (end = start; end < points.Length && _cells[points[end]] == own[c];)
                end++;
            using PointPanels panels = _centers.Near(cells.AsSpan(0, near.CopyBest(c, cells)));
            using IQueryBlock block = panels.Queries(_source, points[start..end]);
            using var lists = new ScoredCandidates(end - start, cellCount);
            block.Scan(block.Slots, 0, panels.Count, lists, cancellation);
            for (int slot = start; slot < end; slot++)
                nearest.Take(slot, lists, slot - start);
        }
    }

    private void Train(int[] sample, int seed)
    {
        var point = new float[_source.Columns];
        for (int cell = 0; cell < Count; cell++)
        {
            _source.Round(sample[cell], point);
            for (int k = 0; k < point.Length; k++)
                _centroids[cell][k] = point[k];
        }

        for (int round = 0; round < Rounds; round++)
        {
            using var centers = new CellCenters(_centroids, seed, _team);
            MoveCentroids(sample, Assign(centers, sample));
        }

        using var trained = new CellCenters(_centroids, seed, _team);
        _centroids = _centroids.Select(trained.InOrder);
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

        var point = new float[_source.Columns];
        for (int s = 0; s < sample.Length; s++)
        {
            _source.Round(sample[s], point);
            Span<double> center = _centroids[cells[s]];
            double share = 1.0 / counts[cells[s]];
            for (int k = 0; k < point.Length; k++)
                center[k] += point[k] * share;
        }
    }

    /// <summary>The cells whose centers are nearest to some points.</summary>
    private int[] Assign(CellCenters centers, int[] points)
    {
        var cells = new int[points.Length];
        var blocks = new RowBlocks(points.Length, BlockSize);
        _team.Run(blocks.Count, number =>
        {
            int start = blocks.Start(number);
            int end = blocks.End(number);
            centers.FindNearest(_source, points.AsSpan()[start..end], cells.AsSpan()[start..end], _team.Cancellation);
        });
        return cells;
    }

    private int[] FirstPanels()
    {
        var sizes = new int[Count];
        foreach (int cell in _cells)
            sizes[cell]++;
        var first = new int[Count + 1];
        for (int cell = 0; cell < Count; cell++)
            first[cell + 1] = first[cell] + ((sizes[cell] + PointPanels.Width - 1) / PointPanels.Width);
        return first;
    }

    private int[] PlaceAll()
    {
        var order = new int[_firstPanels[Count] * PointPanels.Width];
        Array.Fill(order, -1);
        var next = new int[Count];
        for (int cell = 0; cell < Count; cell++)
            next[cell] = _firstPanels[cell] * PointPanels.Width;
        for (int i = 0; i < _cells.Length; i++)
            order[next[_cells[i]]++] = i;
        return order;
    }
}
