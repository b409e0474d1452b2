using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Rows whose distances are a sum or a maximum over their coordinates.</summary>
/// <typeparam name="TMetric">The metric.</typeparam>
internal sealed class PairRows<TMetric> : IPointDistances, IQueryPoints
    where TMetric : struct, IPairMetric
{
    private readonly double[] _values;
    private readonly double[] _measures;
    private readonly int _columns;
    private readonly int _width;
    private readonly double _factor;

    /// <summary>Prepares rows.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="factor">A power of two that all numbers are multiplied by.</param>
    /// <param name="unit">The length that a distance of 1 between the rows times the factor stands for in the data.</param>
    public PairRows(Matrix points, double factor, double unit)
    {
        Count = points.Rows;
        Unit = unit;
        _factor = factor;
        _columns = points.Columns;
        _width = (points.Columns + Distance.Lanes - 1) / Distance.Lanes * Distance.Lanes;
        _values = _width == _columns && factor == 1 ? points.Values : new Matrix(Count, _width).Values;
        _measures = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = _values.AsSpan(i * _width, _columns);
            if (_values != points.Values)
            {
                ReadOnlySpan<double> source = points.Row(i);
                for (int k = 0; k < row.Length; k++)
                    row[k] = source[k] * factor;
            }

            _measures[i] = TMetric.Measure(row);
        }
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double Unit { get; }

    /// <inheritdoc/>
    public double SquaredDistance(int i, int j)
    {
        double distance = 0;
        SquaredDistances(i, j, new Span<double>(ref distance));
        return distance;
    }

    /// <inheritdoc/>
    public void SquaredDistances(int i, int start, Span<double> target) => SquaredDistances(this, i, start, target);

    /// <inheritdoc/>
    public IQueryDistances Queries(Matrix rows) => new OtherRows(this, new PairRows<TMetric>(rows, _factor, Unit));

    /// <summary>The distances from a row to several of these, four at a time, so that no sum waits for the one before it.</summary>
    /// <param name="others">Where the row is.</param>
    /// <param name="i">Which it is.</param>
    /// <param name="start">The first of these rows.</param>
    /// <param name="target">A number for each.</param>
    private void SquaredDistances(PairRows<TMetric> others, int i, int start, Span<double> target)
    {
        ref double values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref double row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(others._values), (nint)i * _width);
        double measure = others._measures[i];
        for (int place = 0; place < target.Length; place += 4)
        {
            // Columns beyond the last are the last again: the loop has a fixed shape.
            int last = target.Length - 1;
            int b = Math.Min(place + 1, last), c = Math.Min(place + 2, last), d = Math.Min(place + 3, last);
            ref double columnA = ref Unsafe.Add(ref values, (nint)(start + place) * _width);
            ref double columnB = ref Unsafe.Add(ref values, (nint)(start + b) * _width);
            ref double columnC = ref Unsafe.Add(ref values, (nint)(start + c) * _width);
            ref double columnD = ref Unsafe.Add(ref values, (nint)(start + d) * _width);
            Vector256<double> sumA = default, sumB = default, sumC = default, sumD = default;
            for (nuint k = 0; k < (nuint)_width; k += Distance.Lanes)
            {
                Vector256<double> x = Vector256.LoadUnsafe(ref row, k);
                sumA = TMetric.Add(x, Vector256.LoadUnsafe(ref columnA, k), sumA);
                sumB = TMetric.Add(x, Vector256.LoadUnsafe(ref columnB, k), sumB);
                sumC = TMetric.Add(x, Vector256.LoadUnsafe(ref columnC, k), sumC);
                sumD = TMetric.Add(x, Vector256.LoadUnsafe(ref columnD, k), sumD);
            }

            target[place] = Square(sumA, measure, start + place);
            target[b] = Square(sumB, measure, start + b);
            target[c] = Square(sumC, measure, start + c);
            target[d] = Square(sumD, measure, start + d);
        }
    }

    /// <inheritdoc/>
    public double SquaredDistanceRounding(int i, int j) => SquaredDistanceRounding(this, i, j);

    /// <inheritdoc/>
    public DistanceTable CreateTable() => new PointTable(this);

    private ReadOnlySpan<double> Row(int i) => _values.AsSpan(i * _width, _columns);

    private double SquaredDistanceRounding(PairRows<TMetric> others, int i, int j)
    {
        double square = 0;
        SquaredDistances(others, i, j, new Span<double>(ref square));
        return 2 * Math.Sqrt(square) * TMetric.Rounding(others.Row(i), Row(j));
    }

    private double Square(Vector256<double> sums, double measure, int j)
    {
        double distance = TMetric.Distance(sums, measure, _measures[j]);
        return Math.Min(distance * distance, double.MaxValue);
    }

    /// <summary>Rows that are no points, with the points.</summary>
    private sealed class OtherRows(PairRows<TMetric> points, PairRows<TMetric> queries) : IQueryDistances
    {
        public void SquaredDistances(int query, int start, Span<double> target) => points.SquaredDistances(queries, query, start, target);

        public double SquaredDistanceRounding(int query, int j) => points.SquaredDistanceRounding(queries, query, j);
    }
}
