namespace SneTools;

/// <summary>The kernel widths of all points, solved once: out of them and the distances comes every p(j|i).</summary>
internal sealed unsafe class PointBandwidths
{
    /// <summary>Rows whose distances are held at once.</summary>
    private const int Held = 16;

    // Point by point, the scales of a point side by side.
    private readonly RowBandwidth[] _rows;

    // Of a mean of several distributions; null for one, which knows it.
    private readonly double[]? _entropies;

    /// <summary>Room for the widths of some points.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="scales">Number of distributions, of which the mean is taken.</param>
    /// <param name="unit">The unit of length, in the data's: a power of two.</param>
    public PointBandwidths(int count, int scales, double unit)
    {
        _rows = new RowBandwidth[count * scales];
        _entropies = scales == 1 ? null : new double[count];
        Scales = scales;
        Unit = unit;
    }

    /// <summary>Takes over widths that were solved.</summary>
    /// <param name="rows">The widths of every point, in squares of the unit, those of a point side by side.</param>
    /// <param name="entropies">H(Pᵢ) of every point, in nats, where it is a mean of several distributions; null for one.</param>
    /// <param name="scales">Number of distributions, of which the mean is taken.</param>
    /// <param name="unit">The unit of length, in the data's: a power of two.</param>
    public PointBandwidths(RowBandwidth[] rows, double[]? entropies, int scales, double unit)
    {
        _rows = rows;
        _entropies = entropies;
        Scales = scales;
        Unit = unit;
        CountRows();
    }

    /// <summary>Number of points.</summary>
    public int Count => _rows.Length / Scales;

    /// <summary>Number of distributions, of which a point's is the mean; 1 for one alone.</summary>
    public int Scales { get; }

    /// <summary>The unit of length of the widths, in the data's: a power of two.</summary>
    public double Unit { get; }

    /// <summary>Number of points for which more neighbors tie for nearest than the perplexity asks for.</summary>
    public int SaturatedRows { get; private set; }

    /// <summary>Number of points that have fewer neighbors than the perplexity asks for.</summary>
    public int ShortRows { get; private set; }

    /// <summary>The widths of a point, in squares of <see cref="Unit"/>.</summary>
    public ReadOnlySpan<RowBandwidth> this[int i] => _rows.AsSpan(i * Scales, Scales);

    /// <summary>βᵢ in the unit of the data, as near as a double comes to it; 0 where all neighbors have the same probability, and no number
    /// where it is a mean over several.</summary>
    public double Precision(int i)
    {
        double precision = this[i][0].Precision;
        if (Scales > 1)
            return double.NaN;
        return precision == 0 ? 0 : Math.Clamp(precision / Unit / Unit, double.Epsilon, double.MaxValue);
    }

    /// <summary>σᵢ = βᵢ^-½ in the unit of the data; infinite where all neighbors have the same probability, and no number where it is a mean
    /// over several.</summary>
    public double Sigma(int i) => Scales > 1 ? double.NaN : Unit / Math.Sqrt(this[i][0].Precision);

    /// <summary>H(Pᵢ), in nats.</summary>
    public double EntropyOf(int i) => _entropies is null ? _rows[i].Entropy : _entropies[i];

    /// <summary>p(j|i).</summary>
    /// <param name="i">The point.</param>
    /// <param name="squaredDistance">d²ᵢⱼ, in squares of <see cref="Unit"/>.</param>
    public double Probability(int i, double squaredDistance) => Probability(this[i], squaredDistance);

    /// <summary>log p(j|i), exact however small p is.</summary>
    /// <param name="i">The point.</param>
    /// <param name="squaredDistance">d²ᵢⱼ, in squares of <see cref="Unit"/>.</param>
    public double LogProbability(int i, double squaredDistance) => LogProbability(this[i], squaredDistance);

    /// <summary>Σᵢ H(Pᵢ), in nats.</summary>
    public double Entropy
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Count; i++)
                sum += EntropyOf(i);
            return sum;
        }
    }

    /// <summary>These points, and others after them.</summary>
    /// <param name="others">Widths of as many distributions, in the same unit.</param>
    public PointBandwidths Concat(IReadOnlyList<PointBandwidths> others) => new(
        [.. _rows, .. others.SelectMany(other => other._rows)],
        _entropies is null ? null : [.. _entropies, .. others.SelectMany(other => other._entropies!)],
        Scales,
        Unit);

    /// <summary>Solves the distribution of a point.</summary>
    /// <param name="i">The point.</param>
    /// <param name="row">In: squared distances to its neighbors. Out: their p(j|i).</param>
    /// <param name="rules">As many as there are scales.</param>
    /// <param name="unit">The unit of length of the distances.</param>
    /// <param name="rounding">How much the distance at a place may owe to the rounding of the data; null for none.</param>
    public void SolveRow(int i, Span<double> row, BandwidthRule[] rules, double unit, Func<int, double>? rounding)
    {
        Span<RowBandwidth> scales = _rows.AsSpan(i * Scales, Scales);
        if (Scales == 1)
        {
            scales[0] = rules[0](row, unit, rounding);
            BandwidthSolver.Normalize(row, scales[0]);
        }
        else
        {
            double[] copy = new double[row.Length];
            for (int scale = 0; scale < Scales; scale++)
            {
                row.CopyTo(copy);
                scales[scale] = rules[scale](copy, unit, rounding);
            }

            double entropy = 0;
            foreach (ref double number in row)
            {
                double logP = LogProbability(scales, number);
                number = Math.Exp(logP);
                entropy -= number > 0 ? number * logP : 0;
            }

            _entropies![i] = entropy;
        }

        double ratio = unit / Unit;
        foreach (ref RowBandwidth scale in scales)
            scale = ratio == 1 ? scale : scale with { Precision = scale.Precision / ratio / ratio, Nearest = Math.Min(scale.Nearest * ratio * ratio, double.MaxValue) };
    }

    /// <summary>Solves the widths where all points are neighbors of each other.</summary>
    /// <param name="rows">The points, n at least 2.</param>
    /// <param name="distances">The distances between them.</param>
    /// <param name="rules">Each solves a row of n - 1 distances; the mean is taken.</param>
    /// <param name="team">The threads that do the work.</param>
    public static PointBandwidths Solve(
        IPointDistances rows,
        DistanceTable distances,
        BandwidthRule[] rules,
        ThreadTeam team)
    {
        int n = rows.Count;
        var result = new PointBandwidths(n, rules.Length, rows.Unit);
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
                result.Solve(i, row[..^1], rules, place => rows.SquaredDistanceRounding(point, place < point ? place : place + 1));
            }
        });
        result.CountRows();
        return result;
    }

    /// <summary>Solves the widths where each point has its near neighbors.</summary>
    /// <param name="graph">The neighbors.</param>
    /// <param name="rows">The points, if they are known.</param>
    /// <param name="rules">Each solves a row of k distances; the mean is taken.</param>
    /// <param name="team">The threads that do the work.</param>
    public static PointBandwidths Solve(
        NeighborGraph graph,
        IPointDistances? rows,
        BandwidthRule[] rules,
        ThreadTeam team)
    {
        var result = new PointBandwidths(graph.Count, rules.Length, graph.Unit);
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
                result.Solve(i, row, rules, rounding);
            }
        });
        result.CountRows();
        return result;
    }

    /// <summary>The probability is left to those who need it, if it takes no more than the width.</summary>
    private void Solve(int i, Span<double> row, BandwidthRule[] rules, Func<int, double>? rounding)
    {
        if (Scales == 1)
            _rows[i] = rules[0](row, Unit, rounding);
        else
            SolveRow(i, row, rules, Unit, rounding);
    }

    private static double Probability(ReadOnlySpan<RowBandwidth> scales, double squaredDistance)
    {
        if (scales.Length == 1)
            return scales[0].Probability(squaredDistance);
        double sum = 0;
        foreach (RowBandwidth scale in scales)
            sum += scale.Probability(squaredDistance);
        return sum / scales.Length;
    }

    private static double LogProbability(ReadOnlySpan<RowBandwidth> scales, double squaredDistance)
    {
        if (scales.Length == 1)
            return scales[0].LogProbability(squaredDistance);
        double largest = double.NegativeInfinity;
        foreach (RowBandwidth scale in scales)
            largest = Math.Max(largest, scale.LogProbability(squaredDistance));
        double sum = 0;
        foreach (RowBandwidth scale in scales)
            sum += Math.Exp(scale.LogProbability(squaredDistance) - largest);
        return double.IsFinite(largest) ? largest + Math.Log(sum / scales.Length) : largest;
    }

    private void CountRows()
    {
        ShortRows = Enumerable.Range(0, Count).Count(i => Any(this[i], row => row.IsShort));
        SaturatedRows = Enumerable.Range(0, Count).Count(i => Any(this[i], row => row.IsSaturated));
    }

    private static bool Any(ReadOnlySpan<RowBandwidth> scales, Func<RowBandwidth, bool> holds)
    {
        foreach (RowBandwidth scale in scales)
        {
            if (holds(scale))
                return true;
        }

        return false;
    }
}
