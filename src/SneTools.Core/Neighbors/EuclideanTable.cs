using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// Squared straight distances between rows, many at a time: the very numbers that <see cref="Distance"/> gives for every pair, so that ties are
/// ties, equal rows are at 0, and a far row takes no digits from the others.
/// </summary>
/// <remarks>Products, ‖a‖² + ‖b‖² - 2ab, would be faster by a half, and break ties by noise.</remarks>
internal sealed unsafe class EuclideanTable : DistanceTable
{
    /// <summary>Rows that are computed together, each against two columns.</summary>
    private const int Together = 4;

    /// <summary>Columns that are computed together, so that their numbers stay in the cache.</summary>
    private const int Strip = 256;

    private readonly NativeBuffer<double> _rows;
    private readonly int _count;
    private readonly int _width;

    /// <summary>Prepares the distances between all rows.</summary>
    /// <param name="rows">n rows, as a metric sees them.</param>
    public EuclideanTable(MetricRows rows)
        : base(rows.Count)
    {
        _count = rows.Count;
        _width = (rows.Columns + Distance.Lanes - 1) / Distance.Lanes * Distance.Lanes;
        _rows = new NativeBuffer<double>((long)_count * _width);
        for (int i = 0; i < _count; i++)
            rows.CopyTo(i, new Span<double>(Row(i), rows.Columns));
    }

    /// <inheritdoc/>
    public override void Compute(int firstRow, int rows, int firstColumn, double* target)
    {
        for (int strip = firstColumn; strip < _count; strip += Strip)
        {
            int end = Math.Min(_count, strip + Strip);
            for (int r = 0; r < rows; r += Together)
            {
                // Rows beyond the last are computed twice rather than not at all: the loop has a fixed shape.
                int last = rows - 1;
                Subtract(firstRow, r, Math.Min(r + 1, last), Math.Min(r + 2, last), Math.Min(r + 3, last), strip, end, target);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _rows.Dispose();

    private double* Row(int i) => _rows.Pointer + ((long)i * _width);

    /// <summary>The distances from four rows to a strip of columns, two at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Subtract(int firstRow, int a, int b, int c, int d, int start, int end, double* target)
    {
        double* rowA = Row(firstRow + a), rowB = Row(firstRow + b), rowC = Row(firstRow + c), rowD = Row(firstRow + d);
        for (int j = start; j < end; j += 2)
        {
            int next = Math.Min(j + 1, end - 1);
            double* first = Row(j);
            double* second = Row(next);
            Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default;
            Vector256<double> c0 = default, c1 = default, d0 = default, d1 = default;
            for (nint k = 0; k < _width; k += Distance.Lanes)
            {
                Vector256<double> x = Vector256.Load(first + k);
                Vector256<double> y = Vector256.Load(second + k);
                Vector256<double> row = Vector256.Load(rowA + k);
                a0 = Add(row - x, a0);
                a1 = Add(row - y, a1);
                row = Vector256.Load(rowB + k);
                b0 = Add(row - x, b0);
                b1 = Add(row - y, b1);
                row = Vector256.Load(rowC + k);
                c0 = Add(row - x, c0);
                c1 = Add(row - y, c1);
                row = Vector256.Load(rowD + k);
                d0 = Add(row - x, d0);
                d1 = Add(row - y, d1);
            }

            Store(a, a0, a1);
            Store(b, b0, b1);
            Store(c, c0, c1);
            Store(d, d0, d1);

            void Store(int r, Vector256<double> low, Vector256<double> high)
            {
                double* place = target + ((long)r * Stride);
                place[j] = Distance.Sum(low);
                place[next] = Distance.Sum(high);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Add(Vector256<double> difference, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(difference, difference, sum);
}
