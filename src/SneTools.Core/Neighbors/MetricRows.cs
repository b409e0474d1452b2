using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>
/// The rows as a metric sees them, x̂ᵢ = fᵢ xᵢ: under <see cref="NeighborMetric.Cosine"/> fᵢ makes the length 1, else it is
/// one power of two, so that squares neither overflow nor vanish whatever the unit of the data.
/// </summary>
/// <remarks>
/// For scores in single precision the rows are rounded as they lie around their middle, in a unit in which typical differences are
/// about 1. A coordinate farther from the middle than <see cref="Reach"/> counts as being at that distance. That can only
/// make two rows seem nearer than they are, so that a fill value costs no other row a digit, and no row its neighbors.
/// </remarks>
internal sealed class MetricRows : IPointSource, IPointDistances
{
    /// <summary>How far a rounded coordinate is from the middle at most.</summary>
    public const double Reach = 2048;

    /// <summary>Bytes that come from memory together.</summary>
    private const int CacheLine = 64;

    private readonly Matrix _points;
    private readonly int[]? _selection;
    private readonly double[]? _inverseLengths;
    private readonly double _factor = 1;
    private readonly double[] _center;
    private readonly double _roundingFactor;

    /// <summary>Prepares the rows.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means. A row of zeros has no direction: under cosine it stays the origin, which is at
    /// a squared distance of 1 from every other direction.</param>
    /// <param name="selection">Which rows; null for all.</param>
    public MetricRows(Matrix points, NeighborMetric metric, int[]? selection = null)
    {
        _points = points;
        _selection = selection;
        if (metric == NeighborMetric.Cosine)
        {
            _inverseLengths = InverseLengths();
        }

        _center = RowScale.Center(this);
        var scale = RowScale.Of(this, _center);
        int unit = _inverseLengths is null ? scale.UnitExponent : 0;
        _factor = Math.ScaleB(1, -unit);
        Unit = Math.ScaleB(1, unit);
        foreach (ref double value in _center.AsSpan())
            value *= _factor;
        int rounding = Math.Clamp(unit - scale.Typical, -500, 500);
        _roundingFactor = Math.ScaleB(1, rounding);
        IsClamped = scale.Largest - unit + rounding >= Math.ILogB(Reach);
    }

    /// <summary>Prepares other rows, to be compared with some: in their unit, around their middle.</summary>
    /// <param name="points">m × h, finite.</param>
    /// <param name="others">The rows that they are compared with.</param>
    public MetricRows(Matrix points, MetricRows others)
    {
        _points = points;
        (_center, _factor, _roundingFactor) = (others._center, others._factor, others._roundingFactor);
        Unit = others.Unit;
        IsClamped = true;
        if (others._inverseLengths is not null)
            _inverseLengths = InverseLengths();
    }

    /// <inheritdoc/>
    public int Count => _selection?.Length ?? _points.Rows;

    /// <inheritdoc/>
    public int Columns => _points.Columns;

    /// <inheritdoc/>
    public double Unit { get; }

    /// <summary>The middle of x̂, h.</summary>
    public ReadOnlySpan<double> Center => _center;

    /// <summary>By what squared distances between x̂ are multiplied where coordinates are rounded.</summary>
    public double SquaredRoundingFactor => _roundingFactor * _roundingFactor;

    /// <summary>Whether coordinates may be out of <see cref="Reach"/>; false if none is.</summary>
    public bool IsClamped { get; }

    /// <summary>xᵢ.</summary>
    public MatrixRow Row(int i) => _points.ReadRow(_selection is null ? i : _selection[i]);

    /// <summary>fᵢ.</summary>
    public double Factor(int i) => _inverseLengths is null ? _factor : _inverseLengths[i];

    /// <summary>‖x̂ᵢ - x̂ⱼ‖² in squares of <see cref="Unit"/>, as <see cref="Distance"/> defines it: the same number in both
    /// directions. Where it would be more than a number can hold, it is the largest number.</summary>
    public double SquaredDistance(int i, int j)
    {
        double distance = _inverseLengths is null && _factor == 1
            ? Distance.Squared(Row(i), Row(j))
            : Distance.Squared(Row(i), Factor(i), Row(j), Factor(j));
        return Math.Min(distance, double.MaxValue);
    }

    /// <inheritdoc/>
    public unsafe void Prefetch(int j)
    {
        if (!Sse.IsSupported)
            return;
        MatrixRow row = Row(j);
        ReadOnlySpan<byte> bytes = row.Singles.IsEmpty ? MemoryMarshal.AsBytes(row.Doubles) : MemoryMarshal.AsBytes(row.Singles);
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        for (int k = 0; k < bytes.Length; k += CacheLine)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, k)));
    }

    /// <summary>The squared distance from one of these rows to one of others that they were prepared for, or the same rows.</summary>
    /// <param name="i">Which of these.</param>
    /// <param name="others">The others.</param>
    /// <param name="j">Which of the others.</param>
    public double SquaredDistanceTo(int i, MetricRows others, int j)
    {
        double distance = _inverseLengths is null && _factor == 1
            ? Distance.Squared(Row(i), others.Row(j))
            : Distance.Squared(Row(i), Factor(i), others.Row(j), others.Factor(j));
        return Math.Min(distance, double.MaxValue);
    }

    /// <inheritdoc/>
    public void SquaredDistances(int i, int start, Span<double> target)
    {
        for (int place = 0; place < target.Length; place++)
            target[place] = SquaredDistance(i, start + place);
    }

    /// <inheritdoc/>
    public DistanceTable CreateTable() => new EuclideanTable(this);

    /// <summary>Writes x̂ᵢ.</summary>
    /// <param name="i">The row.</param>
    /// <param name="target">h numbers.</param>
    public void CopyTo(int i, Span<double> target)
    {
        MatrixRow row = Row(i);
        double factor = Factor(i);
        for (int k = 0; k < row.Length; k++)
            target[k] = row[k] * factor;
    }

    /// <summary>How much ‖x̂ᵢ - x̂ⱼ‖² may owe to the rounding of the numbers that the rows were read as: half a unit in the last place of
    /// each.</summary>
    public double SquaredDistanceRounding(int i, int j) => SquaredDistanceToRounding(i, this, j);

    /// <summary>The same of one of these rows and one of others.</summary>
    public double SquaredDistanceToRounding(int i, MetricRows others, int j)
    {
        MatrixRow a = Row(i);
        MatrixRow b = others.Row(j);
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            double x = a[k] * Factor(i);
            double y = b[k] * others.Factor(j);
            double difference = Math.Abs(x - y);
            sum += 2 * difference * PairMetric.HalfUnit * (Math.Abs(x) + Math.Abs(y) + difference);
        }

        return sum;
    }

    /// <summary>Writes x̂ᵢ, with the middle at the origin and within reach, in single precision.</summary>
    /// <inheritdoc/>
    public double Round(int i, Span<float> target)
    {
        MatrixRow row = Row(i);
        double factor = Factor(i);
        Vector256<double> squares = Vector256<double>.Zero;
        int width = Vector256<double>.Count;
        int k = 0;
        ref double center = ref MemoryMarshal.GetArrayDataReference(_center);
        ref float places = ref MemoryMarshal.GetReference(target[..row.Length]);
        for (; k + (2 * width) <= row.Length; k += 2 * width)
        {
            Vector256<double> low = Place(row.Load(k), factor, Vector256.LoadUnsafe(ref center, (nuint)k));
            Vector256<double> high = Place(row.Load(k + width), factor, Vector256.LoadUnsafe(ref center, (nuint)(k + width)));
            Vector256.Narrow(low, high).StoreUnsafe(ref places, (nuint)k);
            squares += (low * low) + (high * high);
        }

        double norm = Vector256.Sum(squares);
        for (; k < row.Length; k++)
        {
            double value = Math.Clamp(((row[k] * factor) - _center[k]) * _roundingFactor, -Reach, Reach);
            target[k] = (float)value;
            norm += value * value;
        }

        return norm;
    }

    private double[] InverseLengths()
    {
        var lengths = new double[Count];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = Distance.InverseLength(Row(i));
        return lengths;
    }

    private Vector256<double> Place(Vector256<double> row, double factor, Vector256<double> center)
    {
        Vector256<double> value = ((row * factor) - center) * _roundingFactor;
        return Vector256.Max(Vector256.Create(-Reach), Vector256.Min(Vector256.Create(Reach), value));
    }
}
