using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// The proxies of a box: points in the places of Chebyshev's nodes, whose charges stand for those of the box's points, or
/// whose fields for those at the box's points. What lies between them is interpolated by polynomials, so no kernel needs
/// derivatives of its own.
/// </summary>
internal sealed unsafe class ProxyGrid : IDisposable
{
    /// <summary>Numbers that are computed with at once.</summary>
    private const int Lanes = 8;

    /// <summary>Numbers after the places that may be read.</summary>
    private const int Padding = 16;

    private readonly double[] _nodes;
    private readonly double[] _basis;
    private readonly NativeBuffer<double> _places;
    private readonly int _stride;

    /// <summary>Lays out proxies.</summary>
    /// <param name="terms">Proxies along a side, q.</param>
    /// <param name="dimension">Number of coordinates, l.</param>
    public ProxyGrid(int terms, int dimension)
    {
        Terms = terms;
        Dimension = dimension;
        Count = 1;
        for (int c = 0; c < dimension; c++)
            Count *= terms;
        _nodes = [.. Enumerable.Range(0, terms).Select(k => Math.Cos(((2 * k) + 1) * Math.PI / (2 * terms)))];
        _basis = new double[terms * terms];
        for (int k = 0; k < terms; k++)
        {
            for (int p = 0; p < terms; p++)
                _basis[(k * terms) + p] = (p == 0 ? 1.0 : 2.0) / terms * Math.Cos(p * ((2 * k) + 1) * Math.PI / (2 * terms));
        }

        _stride = Count + Padding;
        _places = new NativeBuffer<double>((long)_stride * dimension);
        for (int k = 0; k < Count; k++)
        {
            int rest = k;
            for (int c = 0; c < dimension; c++)
            {
                _places.Pointer[((long)c * _stride) + k] = _nodes[rest % terms];
                rest /= terms;
            }
        }
    }

    /// <summary>Proxies along a side, q.</summary>
    public int Terms { get; }

    /// <summary>Number of coordinates, l.</summary>
    public int Dimension { get; }

    /// <summary>Number of proxies, qˡ.</summary>
    public int Count { get; }

    /// <summary>Numbers of workspace that the operations need.</summary>
    public int WorkLength => Math.Max(Lanes * ((3 * Terms) + Count), (2 * Count) + (Terms * Terms));

    /// <summary>A coordinate of the proxies of the box from -1 to 1.</summary>
    public double* Places(int c) => _places.Pointer + ((long)c * _stride);

    /// <summary>Charges the proxies in place of points: adds.</summary>
    /// <param name="center">The middle of the box.</param>
    /// <param name="half">Half its sides.</param>
    /// <param name="points">Points, one coordinate after the other, up to a multiple of 8.</param>
    /// <param name="stride">The distance between coordinates.</param>
    /// <param name="charges">The points' charges; 0 after the last.</param>
    /// <param name="count">How many points there are.</param>
    /// <param name="proxies">The proxies' charges.</param>
    /// <param name="work"><see cref="WorkLength"/> numbers.</param>
    public void Gather(double* center, double* half, double* points, int stride, double* charges, int count, double* proxies, double* work)
    {
        double* sums = work + (3 * Terms * Lanes);
        new Span<double>(sums, Count * Lanes).Clear();
        for (int j = 0; j < count; j += Lanes)
        {
            Weigh(center, half, points + j, stride, work);
            Vector512<double> charge = Vector512.Load(charges + j);
            double* sum = sums;
            for (int z = 0; z < Depth; z++)
            {
                Vector512<double> chargeZ = charge * Weight(work, 2, z);
                for (int y = 0; y < Height; y++)
                {
                    Vector512<double> chargeY = chargeZ * Weight(work, 1, y);
                    for (int x = 0; x < Terms; x++, sum += Lanes)
                        Vector512.FusedMultiplyAdd(chargeY, Weight(work, 0, x), Vector512.Load(sum)).Store(sum);
                }
            }
        }

        for (int k = 0; k < Count; k++)
            proxies[k] += Vector512.Sum(Vector512.Load(sums + (k * Lanes)));
    }

    /// <summary>Interpolates fields at points: adds.</summary>
    /// <param name="center">The middle of the box.</param>
    /// <param name="half">Half its sides.</param>
    /// <param name="points">Points, one coordinate after the other, up to a multiple of 8.</param>
    /// <param name="stride">The distance between coordinates.</param>
    /// <param name="count">How many points there are.</param>
    /// <param name="proxies">The proxies' fields, one after the other.</param>
    /// <param name="fields">How many fields there are.</param>
    /// <param name="sums">The points' fields.</param>
    /// <param name="sumStride">The distance between the points' fields.</param>
    /// <param name="work"><see cref="WorkLength"/> numbers.</param>
    public void Interpolate(
        double* center, double* half, double* points, int stride, int count, double* proxies, int fields, double* sums, int sumStride, double* work)
    {
        for (int j = 0; j < count; j += Lanes)
        {
            Weigh(center, half, points + j, stride, work);
            double* value = proxies;
            for (int f = 0; f < fields; f++)
            {
                double* place = sums + ((long)f * sumStride) + j;
                Vector512<double> sum = Vector512.Load(place);
                for (int z = 0; z < Depth; z++)
                {
                    Vector512<double> sumZ = Vector512<double>.Zero;
                    for (int y = 0; y < Height; y++)
                    {
                        Vector512<double> sumY = Vector512<double>.Zero;
                        for (int x = 0; x < Terms; x++, value++)
                            sumY = Vector512.FusedMultiplyAdd(Vector512.Create(*value), Weight(work, 0, x), sumY);
                        sumZ = Vector512.FusedMultiplyAdd(sumY, Weight(work, 1, y), sumZ);
                    }

                    sum = Vector512.FusedMultiplyAdd(sumZ, Weight(work, 2, z), sum);
                }

                sum.Store(place);
            }
        }
    }

    /// <summary>Charges the proxies of a box in place of those of a box within it: adds.</summary>
    public void Raise(double* center, double* half, double* proxies, double* innerCenter, double* innerHalf, double* inner, double* work) =>
        Transfer(center, half, innerCenter, innerHalf, inner, proxies, isTransposed: true, work);

    /// <summary>Interpolates a field at the proxies of a box within the box: adds.</summary>
    public void Lower(double* center, double* half, double* proxies, double* innerCenter, double* innerHalf, double* inner, double* work) =>
        Transfer(center, half, innerCenter, innerHalf, proxies, inner, isTransposed: false, work);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private int Height => Dimension > 1 ? Terms : 1;

    private int Depth => Dimension > 2 ? Terms : 1;

    private Vector512<double> Weight(double* work, int c, int k) => Vector512.Load(work + (((c * Terms) + k) * Lanes));

    /// <summary>The proxies' weights for a group of points: what each is charged for the points' unit charges.</summary>
    private void Weigh(double* center, double* half, double* points, int stride, double* work)
    {
        for (int c = 0; c < Dimension; c++)
        {
            Vector512<double> t = (Vector512.Load(points + ((long)c * stride)) - Vector512.Create(center[c])) * Vector512.Create(Inverse(half[c]));
            for (int k = 0; k < Terms; k++)
                Series(t, k).Store(work + (((c * Terms) + k) * Lanes));
        }

        for (int c = Dimension; c < 3; c++)
            Vector512<double>.One.Store(work + (c * Terms * Lanes));
    }

    /// <summary>Lagrange's polynomial of a node, by Clenshaw's recurrence over Chebyshev's polynomials.</summary>
    private Vector512<double> Series(Vector512<double> t, int k)
    {
        Vector512<double> next = Vector512<double>.Zero;
        Vector512<double> afterNext = Vector512<double>.Zero;
        Vector512<double> twice = t + t;
        for (int p = Terms - 1; p > 0; p--)
        {
            Vector512<double> current = Vector512.FusedMultiplyAdd(twice, next, Vector512.Create(_basis[(k * Terms) + p]) - afterNext);
            afterNext = next;
            next = current;
        }

        return Vector512.FusedMultiplyAdd(t, next, Vector512.Create(_basis[k * Terms]) - afterNext);
    }

    /// <summary>Applies one matrix along each side.</summary>
    private void Transfer(
        double* center, double* half, double* innerCenter, double* innerHalf, double* source, double* target, bool isTransposed, double* work)
    {
        double* matrix = work;
        double* from = work + (Terms * Terms);
        double* to = from + Count;
        new Span<double>(source, Count).CopyTo(new Span<double>(from, Count));
        int step = 1;
        for (int c = 0; c < Dimension; c++)
        {
            double inverse = Inverse(half[c]);
            for (int k = 0; k < Terms; k++)
                WeighOne((innerCenter[c] + (innerHalf[c] * _nodes[k]) - center[c]) * inverse, matrix, isTransposed, k);
            Apply(matrix, from, to, step);
            double* swap = from;
            from = to;
            to = swap;
            step *= Terms;
        }

        for (int k = 0; k < Count; k++)
            target[k] += from[k];
    }

    /// <summary>One line of a side's matrix: the outer proxies' weights for the inner node k.</summary>
    private void WeighOne(double t, double* matrix, bool isTransposed, int k)
    {
        for (int outer = 0; outer < Terms; outer++)
        {
            double next = 0;
            double afterNext = 0;
            for (int p = Terms - 1; p > 0; p--)
            {
                double current = (2 * t * next) + _basis[(outer * Terms) + p] - afterNext;
                afterNext = next;
                next = current;
            }

            matrix[isTransposed ? (outer * Terms) + k : (k * Terms) + outer] = (t * next) + _basis[outer * Terms] - afterNext;
        }
    }

    private void Apply(double* matrix, double* from, double* to, int step)
    {
        int span = step * Terms;
        for (int block = 0; block < Count; block += span)
        {
            for (int row = 0; row < Terms; row++)
            {
                for (int inner = 0; inner < step; inner++)
                {
                    double sum = 0;
                    for (int k = 0; k < Terms; k++)
                        sum += matrix[(row * Terms) + k] * from[block + (k * step) + inner];
                    to[block + (row * step) + inner] = sum;
                }
            }
        }
    }

    private static double Inverse(double half) => half > 0 ? 1 / half : 0;
}
