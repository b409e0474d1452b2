namespace SneTools;

/// <summary>The centers of cells, in groups of near ones where there are many: then the center nearest to a point is looked for in the
/// groups nearest to it, so that all points are assigned in little more than linear time.</summary>
internal sealed class CellCenters : IDisposable
{
    /// <summary>Centers up to which all are compared with a point.</summary>
    private const int MaxUngrouped = 512;

    /// <summary>Groups that a point is compared with: 97 in 100 points find the nearest center in them among word vectors.</summary>
    private const int GroupsPerPoint = 6;

    private readonly Centroids _centers;
    private readonly CellPartition? _groups;
    private readonly PointPanels _panels;

    /// <summary>Prepares centers.</summary>
    /// <param name="centers">The centers.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="team">The threads that do the work.</param>
    public CellCenters(Centroids centers, int seed, ThreadTeam team)
    {
        _centers = centers;
        if (centers.Count > MaxUngrouped)
            _groups = new CellPartition(centers, centers.Count, (int)Math.Sqrt(centers.Count), seed, team);
        int[] order = _groups?.Order ?? PointPanels.InOrder(centers.Count);
        _panels = new PointPanels(centers.Columns, order);
        team.Run(_panels.Count, panel =>
        {
            _panels.Fill(panel, centers);
        });
    }

    /// <summary>The centers, near ones following each other.</summary>
    public int[] InOrder => [.. _panels.Order.ToArray().Where(center => center >= 0)];

    /// <summary>The nearest center of every point; of many, nearly always.</summary>
    /// <param name="source">The coordinates of the points.</param>
    /// <param name="points">Which points.</param>
    /// <param name="cells">The centers.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void FindNearest(IPointSource source, ReadOnlySpan<int> points, Span<int> cells, CancellationToken cancellation)
    {
        using var lists = new ScoredCandidates(points.Length, 1);
        using IQueryBlock block = _panels.Queries(source, points);
        if (_groups is null)
        {
            block.Scan(block.Slots, 0, _panels.Count, lists, cancellation);
        }
        else
        {
            using CellChoice choice = _groups.Choose(source, points, GroupsPerPoint, cancellation);
            _groups.Scan(block, choice, lists, cancellation);
        }

        for (int slot = 0; slot < points.Length; slot++)
            lists.CopyBest(slot, cells.Slice(slot, 1));
    }

    /// <summary>The nearest centers of every point, compared with all.</summary>
    /// <param name="source">The coordinates of the points.</param>
    /// <param name="points">Which points.</param>
    /// <param name="nearest">Take the centers.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void FindNearest(IPointSource source, ReadOnlySpan<int> points, ScoredCandidates nearest, CancellationToken cancellation)
    {
        using IQueryBlock block = _panels.Queries(source, points);
        block.Scan(block.Slots, 0, _panels.Count, nearest, cancellation);
    }

    /// <summary>The centers nearest to a center, itself included, for scores.</summary>
    public PointPanels Near(ReadOnlySpan<int> centers)
    {
        int[] order = new int[(centers.Length + PointPanels.Width - 1) / PointPanels.Width * PointPanels.Width];
        Array.Fill(order, -1);
        centers.CopyTo(order);
        var panels = new PointPanels(_centers.Columns, order);
        for (int panel = 0; panel < panels.Count; panel++)
            panels.Fill(panel, _centers);
        return panels;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups?.Dispose();
        _panels.Dispose();
    }
}
