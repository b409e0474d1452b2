using System.Numerics;

namespace SneTools;

/// <summary>
/// Pˢ between all pairs of points, each pair once: row i holds the columns from i + 1 on. Half the memory of a full
/// matrix, in the precision asked for.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// It is made without a full matrix of p(j|i) in between: the kernel widths are solved first, then distances become p(j|i) + p(i|j).
/// </remarks>
internal sealed unsafe class PairWeights<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> _weights;
    private readonly long[] _offsets;

    private PairWeights(int count)
    {
        Count = count;
        _offsets = Offsets(count);
        _weights = new NativeBuffer<T>(_offsets[count]);
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>-A, in nats: Σᵢ H(Pᵢ) for a conditional cost, H(P) for a joint one. The constant part of the cost.</summary>
    public double Entropy { get; private set; }

    /// <summary>The row sums of Pˢ.</summary>
    public IReadOnlyList<double> Degrees { get; private set; } = [];

    /// <summary>Points that no other point gives any probability.</summary>
    public IReadOnlyList<int> IsolatedRows { get; private set; } = [];

    /// <summary>The place where row i would have its column 0; from column <see cref="FirstColumn"/> on there are
    /// numbers, up to n rounded up to whole groups. Those that stand for no pair i &lt; j are 0.</summary>
    public T* Row(int i) => _weights.Pointer + _offsets[i] - FirstColumn(i);

    /// <summary>The first column of row i that is in memory: i + 1, rounded down to a whole group.</summary>
    public static int FirstColumn(int i) => (i + 1) / NativeBuffer<T>.Group * NativeBuffer<T>.Group;

    /// <summary>Bytes needed at the peak for n points.</summary>
    public static double RequiredBytes(int n) => (0.5 * n * n * sizeof(T)) + (64.0 * n * sizeof(double));

    /// <summary>Throws where the weights of n points are more than the machine has.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static void RequireMemory(int n) =>
        MemoryBudget.Require(
            RequiredBytes(n),
            $"The attraction between all pairs of {n} points",
            typeof(T) == typeof(double) ? "Use single precision, an engine for many points, or fewer rows." : "Use an engine for many points, or fewer rows.");

    /// <summary>Computes the weights.</summary>
    /// <param name="affinities">The probabilities between all points.</param>
    /// <param name="isJoint">True for joint costs, false for conditional ones.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static PairWeights<T> Build(Affinities affinities, bool isJoint, ThreadTeam team)
    {
        RequireMemory(affinities.Count);
        var result = new PairWeights<T>(affinities.Count);
        try
        {
            using DistanceTable distances = affinities.Distances();
            new Builder(result, affinities.Bandwidths, distances, isJoint, team).FillWeights();
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    private static long[] Offsets(int count)
    {
        int end = NativeBuffer<T>.RoundUp(count);
        var offsets = new long[count + 1];
        for (int i = 0; i < count; i++)
            offsets[i + 1] = offsets[i] + Math.Max(0, end - FirstColumn(i));
        return offsets;
    }

    /// <summary>From distances to weights.</summary>
    private sealed class Builder
    {
        /// <summary>Rows whose distances are held at once.</summary>
        private const int Held = 16;

        /// <summary>A weight whose share in the entropy is below every rounding; of one that half of is 0 there would be no logarithm.
        /// </summary>
        private const double Negligible = 1e-290;

        private readonly PairWeights<T> _result;
        private readonly DistanceTable _distances;
        private readonly bool _isJoint;
        private readonly ThreadTeam _team;

        // Few parts, because each keeps sums over all the columns it has seen.
        private readonly RowBlocks _parts;

        // p(j|i) = Σ exp(-precision (d² - nearest) - logSum) over the scales, which lie one after the other.
        private readonly double[] _precision;
        private readonly double[] _nearest;
        private readonly double[] _logSum;

        public Builder(
            PairWeights<T> result, PointBandwidths bandwidths, DistanceTable distances, bool isJoint, ThreadTeam team)
        {
            _result = result;
            _distances = distances;
            _isJoint = isJoint;
            _team = team;
            _parts = new RowBlocks(result.Count, Math.Max(Held, (result.Count + 63) / 64));
            int scales = bandwidths.Scales;
            _precision = new double[distances.Stride * scales];
            _nearest = new double[distances.Stride * scales];
            _logSum = new double[distances.Stride * scales];
            for (int i = 0; i < result.Count; i++)
            {
                for (int scale = 0; scale < scales; scale++)
                {
                    RowBandwidth row = bandwidths[i][scale];
                    int place = (scale * distances.Stride) + i;
                    (_precision[place], _nearest[place], _logSum[place]) = (row.Precision, row.Nearest, row.LogSum + Math.Log(scales));
                }
            }

            result.Entropy = bandwidths.Entropy;
        }

        public void FillWeights()
        {
            var sums = new Sums[_parts.Count];
            _team.Run(_parts.Count, part =>
            {
                using var rows = new NativeBuffer<double>((long)Held * _distances.Stride);
                sums[part] = new Sums(_parts.Start(part), _result.Count);
                for (int start = _parts.Start(part); start < _parts.End(part); start += Held)
                {
                    _team.ThrowIfCanceled();
                    int end = Math.Min(_parts.End(part), start + Held);
                    int firstColumn = start / NativeBuffer<double>.Group * NativeBuffer<double>.Group;
                    _distances.Compute(start, end - start, firstColumn, rows.Pointer);
                    for (int i = start; i < end; i++)
                        FillRow(i, rows.Pointer + ((long)(i - start) * _distances.Stride), sums[part]);
                }
            });
            var degree = new double[_result.Count];
            var incoming = new double[_result.Count];
            double entropy = 0;
            foreach (Sums part in sums)
            {
                part.AddTo(degree, incoming);
                entropy += part.Entropy;
            }

            _result.Degrees = degree;
            _result.IsolatedRows =
                [.. Enumerable.Range(0, _result.Count).Where(i => incoming[i] < Affinities.IsolationThreshold)];
            if (_isJoint)
                _result.Entropy = entropy;
        }

        private void FillRow(int i, double* distance, Sums sums)
        {
            int n = _result.Count;
            int width = Vector<double>.Count;
            double scale = _isJoint ? 1.0 / n : 1;
            T* weights = _result.Row(i);
            for (int j = (i + 1) / width * width; j < n; j += width)
            {
                Vector<double> d = Vector.Load(distance + j);
                Vector<double> own = Vector<double>.Zero;
                Vector<double> others = Vector<double>.Zero;
                for (int each = 0; each < _precision.Length; each += _distances.Stride)
                {
                    Vector<double> beyond = Vector.Max(Vector<double>.Zero, d - new Vector<double>(_nearest[each + i]));
                    own += Vector.Exp((-_precision[each + i] * beyond) - new Vector<double>(_logSum[each + i]));
                    beyond = Vector.Max(Vector<double>.Zero, d - new Vector<double>(_nearest, each + j));
                    others += Vector.Exp((-new Vector<double>(_precision, each + j) * beyond) - new Vector<double>(_logSum, each + j));
                }

                for (int lane = Math.Max(0, i + 1 - j); lane < width && j + lane < n; lane++)
                {
                    double weight = scale * (own[lane] + others[lane]);
                    weights[j + lane] = T.CreateTruncating(weight);
                    sums.Add(i, j + lane, weight, own[lane], others[lane]);
                    if (_isJoint && weight > Negligible)
                        sums.Entropy -= weight * Math.Log(0.5 * weight);
                }
            }
        }

        /// <summary>Row sums over a part's pairs; its columns begin at its first row.</summary>
        private sealed class Sums(int start, int count)
        {
            private readonly double[] _degree = new double[count - start];
            private readonly double[] _incoming = new double[count - start];

            public double Entropy { get; set; }

            public void Add(int i, int j, double weight, double own, double others)
            {
                _degree[i - start] += weight;
                _degree[j - start] += weight;
                _incoming[i - start] += others;
                _incoming[j - start] += own;
            }

            public void AddTo(double[] degree, double[] incoming)
            {
                for (int k = 0; k < _degree.Length; k++)
                {
                    degree[start + k] += _degree[k];
                    incoming[start + k] += _incoming[k];
                }
            }
        }
    }
}
