using System.Numerics;

namespace SneTools;

/// <summary>
/// Pˢ between near neighbors: i and j are a pair if one is among the other's nearest. Both (i, j) and (j, i) are kept, row after row,
/// the columns of a row in ascending order.
/// </summary>
internal sealed unsafe class SparseAffinities : IAttraction, IDisposable
{
    /// <summary>Rows are filled up to a multiple of so many entries, with their own number and weight 0.</summary>
    public const int Group = 8;

    /// <summary>Divisions of the rows that count what they send to every column; more would take more memory.</summary>
    private const int Senders = 8;

    private readonly long[] _starts;
    private NativeBuffer<int> _columns = new(0);
    private NativeBuffer<float> _weights = new(0);

    private SparseAffinities(int count)
    {
        Count = count;
        _starts = new long[count + 1];
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double Entropy { get; private set; }

    /// <inheritdoc/>
    public double MaxDegree { get; private set; }

    /// <summary>Number of points for which more neighbors tie for nearest than the perplexity asks for.</summary>
    public int SaturatedRows { get; private set; }

    /// <summary>Points that no other point gives any probability. None are named: that a point is nobody's near neighbor is common,
    /// and it does not follow that it is far away.</summary>
    public IReadOnlyList<int> IsolatedRows { get; } = [];

    /// <summary>Number of entries, those that fill rows up included.</summary>
    public long Size => _starts[Count];

    /// <summary>Where a row begins, and where row n would.</summary>
    public long Start(int i) => _starts[i];

    /// <summary>The column of every entry.</summary>
    public int* Columns => _columns.Pointer;

    /// <summary>Pˢ of every entry.</summary>
    public float* Weights => _weights.Pointer;

    /// <summary>Bytes needed at the peak, beyond the graph.</summary>
    public static double RequiredBytes(double n, double k) =>
        (n * k * (sizeof(float) + sizeof(int) + sizeof(float))) + (n * 2 * k * (sizeof(int) + sizeof(float))) + (n * 4 * (Senders + 8));

    /// <summary>Computes the attraction.</summary>
    /// <param name="graph">The neighbors of every point.</param>
    /// <param name="bandwidth">Finds the kernel width of a row of k squared distances.</param>
    /// <param name="isJoint">True for joint costs, false for conditional ones.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static SparseAffinities Build(
        NeighborGraph graph,
        BandwidthRule bandwidth,
        bool isJoint,
        ThreadTeam team,
        CancellationToken cancellation)
    {
        MemoryBudget.Require(
            RequiredBytes(graph.Count, graph.NeighborCount),
            $"The attraction between {graph.Count} points and {graph.NeighborCount} neighbors of each");
        var result = new SparseAffinities(graph.Count);
        try
        {
            using var builder = new Builder(result, graph, isJoint, team, cancellation);
            builder.SolveBandwidths(bandwidth);
            builder.Send();
            builder.Merge();
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>The same attraction as a full matrix, for checks.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public SymmetricAffinities ToDense()
    {
        MemoryBudget.Require((double)Count * Count * sizeof(double), $"A full matrix of probabilities between {Count} points");
        var weights = new Matrix(Count, Count);
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = weights.Values.AsSpan(checked(i * Count), Count);
            for (long k = _starts[i]; k < _starts[i + 1]; k++)
                row[Columns[k]] += Weights[k];
        }

        return new SymmetricAffinities(weights, Entropy, MaxDegree);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _columns.Dispose();
        _weights.Dispose();
    }

    /// <summary>From the neighbors of every point to pairs.</summary>
    private sealed class Builder(
        SparseAffinities result,
        NeighborGraph graph,
        bool isJoint,
        ThreadTeam team,
        CancellationToken cancellation) : IDisposable
    {
        private readonly int _k = graph.NeighborCount;
        private readonly RowBlocks _blocks = new(graph.Count, 256);

        // p(j|i), in the order of the graph.
        private readonly NativeBuffer<float> _own = new((long)graph.Count * graph.NeighborCount);

        // For every column j, the points i that have it among their neighbors, in ascending order, and p(j|i).
        private readonly long[] _receivedStarts = new long[graph.Count + 1];
        private NativeBuffer<int> _sources = new(0);
        private NativeBuffer<float> _received = new(0);

        public void SolveBandwidths(BandwidthRule bandwidth)
        {
            var entropy = new double[result.Count];
            int saturated = 0;
            team.Run(_blocks.Count, block =>
            {
                cancellation.ThrowIfCancellationRequested();
                Span<double> row = new double[_k];
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                {
                    ReadOnlySpan<float> distances = graph.SquaredDistances(i);
                    for (int m = 0; m < _k; m++)
                        row[m] = distances[m];
                    RowBandwidth solved = bandwidth(row);
                    BandwidthSolver.Normalize(row, solved);
                    float* own = _own.Pointer + ((long)i * _k);
                    for (int m = 0; m < _k; m++)
                        own[m] = (float)row[m];
                    entropy[i] = solved.Entropy;
                    if (solved.IsSaturated)
                        Interlocked.Increment(ref saturated);
                }
            });
            result.SaturatedRows = saturated;
            result.Entropy = entropy.Sum();
        }

        /// <summary>Hands every p(j|i) to j. A fixed number of senders, whatever the number of threads, take a share of the rows each
        /// and count first what they will send, so that each knows its places.</summary>
        public void Send()
        {
            int n = result.Count;
            var shares = new RowBlocks(n, (n + Senders - 1) / Senders);
            var next = new long[shares.Count][];
            team.Run(shares.Count, share =>
            {
                var counts = new long[n];
                for (int i = shares.Start(share); i < shares.End(share); i++)
                {
                    foreach (int j in graph.Neighbors(i))
                        counts[j]++;
                }

                next[share] = counts;
            });
            cancellation.ThrowIfCancellationRequested();
            long sum = 0;
            for (int j = 0; j < n; j++)
            {
                _receivedStarts[j] = sum;
                foreach (long[] places in next)
                    (places[j], sum) = (sum, sum + places[j]);
            }

            _receivedStarts[n] = sum;
            _sources = new NativeBuffer<int>(sum);
            _received = new NativeBuffer<float>(sum);
            team.Run(shares.Count, share =>
            {
                long[] places = next[share];
                for (int i = shares.Start(share); i < shares.End(share); i++)
                {
                    if ((i & 0xFFFF) == 0)
                        cancellation.ThrowIfCancellationRequested();
                    ReadOnlySpan<int> neighbors = graph.Neighbors(i);
                    for (int m = 0; m < _k; m++)
                    {
                        long place = places[neighbors[m]]++;
                        _sources.Pointer[place] = i;
                        _received.Pointer[place] = _own.Pointer[((long)i * _k) + m];
                    }
                }
            });
        }

        /// <summary>Joins what every point sends and receives to a row.</summary>
        public void Merge()
        {
            int n = result.Count;
            long[] starts = result._starts;
            team.Run(_blocks.Count, block =>
            {
                cancellation.ThrowIfCancellationRequested();
                var row = new Row(_k);
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                {
                    row.Load(graph.Neighbors(i), _own.Pointer + ((long)i * _k));
                    starts[i + 1] = (row.Count(Sources(i)) + Group - 1) / Group * Group;
                }
            });
            for (int i = 0; i < n; i++)
                starts[i + 1] += starts[i];
            result._columns = new NativeBuffer<int>(starts[n]);
            result._weights = new NativeBuffer<float>(starts[n]);
            var degrees = new double[_blocks.Count];
            var entropies = new double[_blocks.Count];
            float scale = isJoint ? 1f / n : 1;
            team.Run(_blocks.Count, block =>
            {
                cancellation.ThrowIfCancellationRequested();
                var row = new Row(_k);
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                {
                    row.Load(graph.Neighbors(i), _own.Pointer + ((long)i * _k));
                    var columns = new Span<int>(result.Columns + starts[i], (int)(starts[i + 1] - starts[i]));
                    var weights = new Span<float>(result.Weights + starts[i], columns.Length);
                    int length = row.Merge(
                        Sources(i), new ReadOnlySpan<float>(_received.Pointer + _receivedStarts[i], Sources(i).Length), columns, weights);
                    columns[length..].Fill(i);
                    weights[length..].Clear();
                    Finish(weights[..length], scale, ref degrees[block], ref entropies[block]);
                }
            });
            result.MaxDegree = degrees.Max();
            if (isJoint)
                result.Entropy = entropies.Sum();
        }

        public void Dispose()
        {
            _own.Dispose();
            _sources.Dispose();
            _received.Dispose();
        }

        private ReadOnlySpan<int> Sources(int i) =>
            new(_sources.Pointer + _receivedStarts[i], (int)(_receivedStarts[i + 1] - _receivedStarts[i]));

        private void Finish(Span<float> weights, float scale, ref double maxDegree, ref double entropy)
        {
            double degree = 0;
            foreach (ref float weight in weights)
            {
                weight *= scale;
                degree += weight;
                if (isJoint && weight > 0)
                    entropy -= 0.5 * weight * Math.Log(0.5 * weight);
            }

            maxDegree = Math.Max(maxDegree, degree);
        }
    }

    /// <summary>What one point sends, by ascending column.</summary>
    private sealed class Row(int k)
    {
        private readonly int[] _columns = new int[k];
        private readonly float[] _values = new float[k];

        public void Load(ReadOnlySpan<int> neighbors, float* own)
        {
            neighbors.CopyTo(_columns);
            new ReadOnlySpan<float>(own, k).CopyTo(_values);
            Array.Sort(_columns, _values);
        }

        /// <summary>How many columns there are in all with those received from.</summary>
        public int Count(ReadOnlySpan<int> sources)
        {
            int common = 0;
            int m = 0;
            foreach (int source in sources)
            {
                while (m < k && _columns[m] < source)
                    m++;
                if (m < k && _columns[m] == source)
                    common++;
            }

            return k + sources.Length - common;
        }

        /// <summary>Writes the union of the columns, with the sums of what is sent and received.</summary>
        public int Merge(ReadOnlySpan<int> sources, ReadOnlySpan<float> received, Span<int> columns, Span<float> weights)
        {
            int length = 0;
            int own = 0;
            int other = 0;
            while (own < k || other < sources.Length)
            {
                int ownColumn = own < k ? _columns[own] : int.MaxValue;
                int otherColumn = other < sources.Length ? sources[other] : int.MaxValue;
                columns[length] = Math.Min(ownColumn, otherColumn);
                weights[length++] = (ownColumn <= otherColumn ? _values[own] : 0) + (otherColumn <= ownColumn ? received[other] : 0);
                own += ownColumn <= otherColumn ? 1 : 0;
                other += otherColumn <= ownColumn ? 1 : 0;
            }

            return length;
        }
    }
}
