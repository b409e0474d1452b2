using System.Numerics;

namespace SneTools;

/// <summary>
/// Squared distances between rows, as blocked products: ‖a‖² + ‖b‖² - 2 a·b, in double precision over centered rows.
/// Where that difference loses digits, the distance is summed over differences instead.
/// </summary>
internal sealed unsafe class DistanceTable : IDisposable
{
    /// <summary>Rows that are computed together, each against two registers of columns.</summary>
    private const int Together = 4;

    /// <summary>Columns that are computed together, so that their numbers stay in the cache.</summary>
    private const int Strip = 256;

    /// <summary>A distance that is this small a share of the rows' squared lengths is recomputed: the products leave
    /// it at least nine correct digits otherwise.</summary>
    private const double Cancellation = 1e-6;

    private readonly Matrix _centered;
    private readonly double[] _norms;
    private readonly NativeBuffer<double> _columns;
    private readonly int _stride;

    /// <summary>Prepares the distances between all rows.</summary>
    /// <param name="points">n × h.</param>
    public DistanceTable(Matrix points)
    {
        _centered = points.Center();
        _stride = NativeBuffer<double>.RoundUp(points.Rows);
        _columns = new NativeBuffer<double>((long)_stride * points.Columns);
        _norms = new double[_stride];
        for (int i = 0; i < points.Rows; i++)
        {
            ReadOnlySpan<double> row = _centered.Row(i);
            _norms[i] = Distance.Dot(row, row);
            for (int k = 0; k < row.Length; k++)
                _columns.Pointer[((long)k * _stride) + i] = row[k];
        }
    }

    /// <summary>Numbers in a row of the results: n, rounded up.</summary>
    public int Stride => _stride;

    /// <summary>Computes the distances from some rows to some columns.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="firstColumn">The first column, a multiple of <see cref="NativeBuffer{T}.Group"/>.</param>
    /// <param name="target">Where row r goes: from r · <see cref="Stride"/> + <paramref name="firstColumn"/> on. The
    /// places from n on hold no distances.</param>
    public void Compute(int firstRow, int rows, int firstColumn, double* target)
    {
        for (int strip = firstColumn; strip < _stride; strip += Strip)
        {
            int end = Math.Min(_stride, strip + Strip);
            for (int r = 0; r < rows; r += Together)
            {
                // Rows beyond the last are computed twice rather than not at all: the loop has a fixed shape.
                int i0 = firstRow + r;
                int last = firstRow + rows - 1;
                Multiply(i0, Math.Min(i0 + 1, last), Math.Min(i0 + 2, last), Math.Min(i0 + 3, last), strip, end, target, firstRow);
            }
        }

        for (int r = 0; r < rows; r++)
            Repair(firstRow + r, firstColumn, target + ((long)r * _stride));
    }

    /// <inheritdoc/>
    public void Dispose() => _columns.Dispose();

    private void Multiply(int a, int b, int c, int d, int start, int end, double* target, int firstRow)
    {
        int width = Vector<double>.Count;
        ReadOnlySpan<double> rowA = _centered.Row(a);
        ReadOnlySpan<double> rowB = _centered.Row(b);
        ReadOnlySpan<double> rowC = _centered.Row(c);
        ReadOnlySpan<double> rowD = _centered.Row(d);
        for (int j = start; j < end; j += 2 * width)
        {
            Vector<double> a0 = default, a1 = default, b0 = default, b1 = default;
            Vector<double> c0 = default, c1 = default, d0 = default, d1 = default;
            double* column = _columns.Pointer + j;
            for (int k = 0; k < rowA.Length; k++)
            {
                Vector<double> x0 = Vector.Load(column);
                Vector<double> x1 = Vector.Load(column + width);
                a0 = Vector.FusedMultiplyAdd(new Vector<double>(rowA[k]), x0, a0);
                a1 = Vector.FusedMultiplyAdd(new Vector<double>(rowA[k]), x1, a1);
                b0 = Vector.FusedMultiplyAdd(new Vector<double>(rowB[k]), x0, b0);
                b1 = Vector.FusedMultiplyAdd(new Vector<double>(rowB[k]), x1, b1);
                c0 = Vector.FusedMultiplyAdd(new Vector<double>(rowC[k]), x0, c0);
                c1 = Vector.FusedMultiplyAdd(new Vector<double>(rowC[k]), x1, c1);
                d0 = Vector.FusedMultiplyAdd(new Vector<double>(rowD[k]), x0, d0);
                d1 = Vector.FusedMultiplyAdd(new Vector<double>(rowD[k]), x1, d1);
                column += _stride;
            }

            Store(a, j, a0, a1, target, firstRow);
            Store(b, j, b0, b1, target, firstRow);
            Store(c, j, c0, c1, target, firstRow);
            Store(d, j, d0, d1, target, firstRow);
        }
    }

    private void Store(int i, int j, Vector<double> low, Vector<double> high, double* target, int firstRow)
    {
        int width = Vector<double>.Count;
        double* place = target + ((long)(i - firstRow) * _stride) + j;
        var norm = new Vector<double>(_norms[i]);
        (norm + new Vector<double>(_norms, j) - (2 * low)).Store(place);
        (norm + new Vector<double>(_norms, j + width) - (2 * high)).Store(place + width);
    }

    private void Repair(int i, int firstColumn, double* row)
    {
        for (int j = firstColumn; j < _centered.Rows; j++)
        {
            if (row[j] < Cancellation * (_norms[i] + _norms[j]))
                row[j] = Distance.Squared(_centered.Row(i), _centered.Row(j));
        }
    }
}
