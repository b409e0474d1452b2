namespace SneTools;

/// <summary>Cells of points, the points as their scores are taken from them, and for how many cells enough neighbors are found: that
/// is measured on a sample, against the exact search.</summary>
internal sealed class CellIndex : IDisposable
{
    /// <summary>The share of the true neighbors that is found of the points of the sample: enough above 0.95 for the points
    /// that are not in it.</summary>
    private const double Recall = 0.96;

    /// <summary>The share of the true neighbors that codes must leave among the candidates when all points are compared.</summary>
    private const double CodeRecall = 0.985;

    /// <summary>Points of the sample that this is measured on.</summary>
    private const int CodeSampleCount = 200;

    /// <summary>The share of the cells from which on the exact search is as good.</summary>
    private const double MaxShare = 0.7;

    /// <summary>By what the number of cells grows until it is enough; the last step is then halved a few times.</summary>
    private const double Growth = 1.4;

    /// <summary>The first number of cells.</summary>
    private const int FirstCells = 4;

    /// <summary>Points for each one of the sample that tells how many cells are enough, which has no fewer and no more than these.</summary>
    private const int PointsPerSample = 200;
    private const int MinSampleCount = 200;
    private const int MaxSampleCount = 1000;

    private readonly MetricRows _rows;
    private readonly TieOrder _ties;
    private readonly ThreadTeam _team;
    private readonly CellPartition _partition;
    private readonly IPointPanels _panels;

    /// <summary>Divides points and measures.</summary>
    /// <param name="rows">The points, n.</param>
    /// <param name="ties">The order of equally near points.</param>
    /// <param name="neighbors">Neighbors of each, k.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="team">The threads that do the work; must outlive the index.</param>
    public CellIndex(MetricRows rows, TieOrder ties, int neighbors, int seed, ThreadTeam team)
    {
        (_rows, _ties, _team) = (rows, ties, team);
        _partition = new CellPartition(rows, rows.Count, CellPartition.CellSize, seed, team);
        NeighborQueries sample = Sample(seed);
        var truth = new NeighborTable(sample.Count, neighbors);
        FindExactly(sample, truth, WorkProgress.None);
        _panels = (IPointPanels?)Codes(sample, truth, seed) ?? AllPanels();
        (Cells, MeasuredRecall) = MeasureCells(sample, truth);
    }

    /// <summary>How many cells are enough.</summary>
    public int Cells { get; }

    /// <summary>The share of the sample's neighbors found in them.</summary>
    public double MeasuredRecall { get; }

    /// <summary>Whether codes are scored, and not numbers in single precision.</summary>
    public bool HasCodes => _panels is PointCodes;

    /// <summary>Whether so many cells are enough that the exact search is as good.</summary>
    public bool IsAll => TakesAll(Cells);

    /// <summary>The points for which something holds, in the order in which they lie.</summary>
    public int[] Points(Func<int, bool> isAsked) => [.. _partition.Order.Where(i => i >= 0 && isAsked(i))];

    /// <summary>A search among the points of the cells.</summary>
    /// <param name="source">The coordinates of the queries, which are points or others.</param>
    /// <param name="distances">Their distances to the points.</param>
    /// <param name="ties">The order of equally near points.</param>
    public CellSearch Search(IPointSource source, IPairDistance distances, TieOrder ties) =>
        new(_partition, _panels, source, distances, ties, _team);

    /// <summary>Finds neighbors among all points.</summary>
    public void FindExactly(NeighborQueries queries, NeighborTable table, WorkProgress progress)
    {
        using PointPanels panels = AllPanels();
        new ExactSearch(_rows, _ties, panels).Find(queries, table, _team, progress);
    }

    /// <summary>All points in single precision, to be compared with others.</summary>
    public PointPanels AllPanels() => Fill(new PointPanels(_rows.Columns, _partition.Order));

    /// <inheritdoc/>
    public void Dispose()
    {
        _partition.Dispose();
        _panels.Dispose();
    }

    private bool TakesAll(int cells) => cells > MaxShare * _partition.Count;

    /// <summary>Another draw than that of the cells, which lie around the first points of theirs: these would be found too well. Near points
    /// follow each other.</summary>
    private NeighborQueries Sample(int seed)
    {
        int count = Math.Clamp(_rows.Count / PointsPerSample, MinSampleCount, MaxSampleCount);
        int[] sample = Sampling.Draw(_rows.Count, Math.Min(_rows.Count, count), ~seed);
        var cells = new int[sample.Length];
        for (int s = 0; s < sample.Length; s++)
            cells[s] = _partition.Cells[sample[s]];
        Array.Sort(cells, sample);
        return new NeighborQueries(sample, false);
    }

    /// <summary>The points as codes; null if these lose neighbors.</summary>
    private PointCodes? Codes(NeighborQueries sample, NeighborTable truth, int seed)
    {
        PointCodes codes = Fill(new PointCodes(_rows.Columns, CodeScale.Find(_rows, _rows.Count, seed), _partition.Order));
        int step = (sample.Count + CodeSampleCount - 1) / CodeSampleCount;
        int[] rows = [.. Enumerable.Range(0, sample.Count / step).Select(s => s * step)];
        var queries = new NeighborQueries(rows.Select(row => sample.Points.Span[row]).ToArray(), false);
        var found = new NeighborTable(rows.Length, truth.NeighborCount);
        new CellSearch(_partition, codes, _rows, _rows, _ties, _team).Find(queries, _partition.Count, found, WorkProgress.None);
        if (truth.Select(rows).Share(found) >= CodeRecall)
            return codes;
        codes.Dispose();
        return null;
    }

    private T Fill<T>(T panels)
        where T : IPointPanels
    {
        _team.Run(panels.Count, panel => panels.Fill(panel, _rows));
        return panels;
    }

    private (int Cells, double Recall) MeasureCells(NeighborQueries sample, NeighborTable truth)
    {
        var found = new NeighborTable(sample.Count, truth.NeighborCount);
        double Measure(int cells)
        {
            int[] remaining = Search(_rows, _rows, _ties).Find(sample, cells, found, WorkProgress.None);
            return remaining.Length > 0 ? 0 : truth.Share(found);
        }

        int tooFew = 0;
        int cells = Math.Min(FirstCells, _partition.Count);
        double recall = Measure(cells);
        while (recall < Recall)
        {
            if (TakesAll(cells))
                return (_partition.Count, 1);
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
}
