namespace SneTools;

/// <summary>The kernel widths of all points, solved once: out of them and the distances comes every p(j|i).</summary>
internal sealed unsafe class PointBandwidths
{
    /// <summary>Rows whose distances are held at once.</summary>
    private const int Held = 16;

    private readonly RowBandwidth[] _rows;

    private PointBandwidths(int count, double unit)
    {
        _rows = new RowBandwidth[count];
        Unit = unit;
    }

    /// <summary>Takes over widths that were solved.</summary>
    /// <param name="rows">The width of every point, in squares of the unit.</param>
    /// <param name="unit">The unit of length, in the data's: a power of two.</param>
    public PointBandwidths(RowBandwidth[] rows, double unit)
    {
        _rows = rows;
        Unit = unit;
        CountRows();
    }

    /// <summary>Number of points.</summary>
    public int Count => _rows.Length;

    /// <summary>The unit of length of the widths, in the data's: a power of two.</summary>
    public double Unit { get; }

    /// <summary>Number of points for which more neighbors tie for nearest than the perplexity asks for.</summary>
    public int SaturatedRows { get; private set; }

    /// <summary>Number of points that have fewer neighbors than the perplexity asks for.</summary>
    public int ShortRows { get; private set; }

    /// <summary>The width of a point, in squares of <see cref="Unit"/>.</summary>
    public RowBandwidth this[int i] => _rows[i];

    /// <summary>βᵢ in the unit of the data, as near as a double comes to it.</summary>
    public double Precision(int i) => Math.Clamp(_rows[i].Precision / Unit / Unit, double.Epsilon, double.MaxValue);

    /// <summary>σᵢ = βᵢ^-½ in the unit of the data.</summary>
    public double Sigma(int i) => Unit / Math.Sqrt(_rows[i].Precision);

    /// <summary>Σᵢ H(Pᵢ), in nats.</summary>
    public double Entropy
    {
        get
        {
            double sum = 0;
            foreach (RowBandwidth row in _rows)
                sum += row.Entropy;
            return sum;
        }
    }

    /// <summary>Solves the widths where all points are neighbors of each other.</summary>
    /// <param name="rows">The points, n at least 2.</param>
    /// <param name="distances">The distances between them.</param>
    /// <param name="rule">Solves a row of n - 1 distances.</param>
    /// <param name="team">The threads that do the work.</param>
    public static PointBandwidths Solve(
        IPointDistances rows,
        DistanceTable distances,
        BandwidthRule rule,
        ThreadTeam team)
    {
        int n = rows.Count;
        var result = new PointBandwidths(n, rows.Unit);
        var blocks = new RowBlocks(n, Held);
        team.Run(blocks.Count, block =>
        {
            using var table = new NativeBuffer<double>((long)blocks.BlockSize * distances.Stride);
            int start = blocks.Start(block);
            distances.Compute(start, blocks.End(block) - start, 0, table.Pointer);
            for (int i = start; i < blocks.End(block); i++)
            {
                var row = new Span<double>(table.Pointer + ((long)(i - start) * distances.Stride), n);
                row[(i + 1)..].CopyTo(row[i..]);
                int point = i;
                result._rows[i] = rule(
                    row[..^1], result.Unit, place => rows.SquaredDistanceRounding(point, place < point ? place : place + 1));
            }
        });
        result.CountRows();
        return result;
    }

    /// <summary>Solves the widths where each point has its near neighbors.</summary>
    /// <param name="graph">The neighbors.</param>
    /// <param name="rows">The points, if they are known.</param>
    /// <param name="rule">Solves a row of k distances.</param>
    /// <param name="team">The threads that do the work.</param>
    public static PointBandwidths Solve(
        NeighborGraph graph,
        IPointDistances? rows,
        BandwidthRule rule,
        ThreadTeam team)
    {
        var result = new PointBandwidths(graph.Count, graph.Unit);
        var blocks = new RowBlocks(graph.Count, 256);
        double ratio = rows is null ? 0 : rows.Unit / graph.Unit;
        team.Run(blocks.Count, block =>
        {
            Span<double> buffer = new double[graph.NeighborCount];
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                Span<double> row = buffer[..graph.SquaredDistances(i).Length];
                graph.SquaredDistances(i).CopyTo(row);
                int point = i;
                Func<int, double>? rounding = rows is null
                    ? null
                    : place => ratio * ratio * rows.SquaredDistanceRounding(point, graph.Neighbors(point)[place]);
                result._rows[i] = rule(row, result.Unit, rounding);
            }
        });
        result.CountRows();
        return result;
    }

    private void CountRows()
    {
        ShortRows = _rows.Count(row => row.IsShort);
        SaturatedRows = _rows.Count(row => row.IsSaturated);
    }
}
