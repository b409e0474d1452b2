using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>
/// Pˢ between near neighbors: i and j are a pair if one is among the other's nearest. Both (i, j) and (j, i) are kept, row after row.
/// Rows and columns are numbered by the places of points in an order, at first their own.
/// </summary>
internal sealed unsafe class NeighborWeights : IDisposable
{
    /// <summary>Rows are filled up to a multiple of so many entries, with their own number and weight 0.</summary>
    public const int Group = 8;

    /// <summary>Divisions of the rows that count what they send to every column; more would take more memory.</summary>
    private const int Senders = 8;

    private long[] _starts;
    private int[] _order;
    private NativeBuffer<int> _columns = new(0);
    private NativeBuffer<float> _weights = new(0);

    private NeighborWeights(int count)
    {
        Count = count;
        _starts = new long[count + 1];
        _order = [.. Enumerable.Range(0, count)];
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>-A, in nats: Σᵢ H(Pᵢ) for a conditional cost, H(P) for a joint one. The constant part of the cost.</summary>
    public double Entropy { get; private set; }

    /// <summary>The row sums of Pˢ.</summary>
    public IReadOnlyList<double> Degrees { get; private set; } = [];

    /// <summary>Number of entries, those that fill rows up included.</summary>
    public long Size => _starts[Count];

    /// <summary>Where the row of the point at a place begins, and where row n would.</summary>
    public long Start(int place) => _starts[place];

    /// <summary>The point at every place.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The column of every entry, as a place.</summary>
    public int* Columns => _columns.Pointer;

    /// <summary>Pˢ of every entry.</summary>
    public float* Weights => _weights.Pointer;

    /// <summary>Bytes needed at the peak, beyond the graph.</summary>
    public static double RequiredBytes(double n, double k) =>
        (n * k * 2 * sizeof(Entry)) + (n * 2 * k * (sizeof(int) + sizeof(float))) + (n * Senders * sizeof(long));

    /// <summary>Computes the weights, which are the caller's own: the affinities stay in their order when these are put into another.
    /// </summary>
    /// <param name="affinities">The probabilities between near neighbors.</param>
    /// <param name="isJoint">True for joint costs, false for conditional ones.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static NeighborWeights Build(Affinities affinities, bool isJoint, ThreadTeam team)
    {
        NeighborGraph graph = affinities.Graph!;
        MemoryBudget.Require(
            RequiredBytes(graph.Count, graph.NeighborCount),
            $"The attraction between {graph.Count} points and {graph.NeighborCount} neighbors of each");
        var result = new NeighborWeights(graph.Count);
        try
        {
            using var builder = new Builder(result, graph, affinities.Bandwidths, isJoint, team);
            builder.FillOwn();
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

    /// <summary>Puts rows and columns into another order, so that what is read together lies together.</summary>
    /// <param name="order">All points, each once; kept.</param>
    /// <param name="team">The threads that do the work.</param>
    public void Arrange(int[] order, ThreadTeam team)
    {
        var newPlaces = new int[Count];
        for (int place = 0; place < Count; place++)
            newPlaces[order[place]] = place;

        // From places to places.
        int[] moved = Array.ConvertAll(_order, point => newPlaces[point]);
        var sources = new int[Count];
        for (int place = 0; place < Count; place++)
            sources[moved[place]] = place;
        var starts = new long[Count + 1];
        for (int place = 0; place < Count; place++)
            starts[place + 1] = starts[place] + Length(sources[place]);
        var columns = new NativeBuffer<int>(Size);
        ForEachRow((from, to, length) =>
        {
            for (int k = 0; k < length; k++)
                columns.Pointer[to + k] = moved[Columns[from + k]];
        });
        _columns.Dispose();
        _columns = columns;
        var weights = new NativeBuffer<float>(Size);
        ForEachRow((from, to, length) =>
            new ReadOnlySpan<float>(Weights + from, length).CopyTo(new Span<float>(weights.Pointer + to, length)));
        _weights.Dispose();
        _weights = weights;
        (_starts, _order) = (starts, order);

        int Length(int place) => (int)(_starts[place + 1] - _starts[place]);

        void ForEachRow(Action<long, long, int> move)
        {
            var blocks = new RowBlocks(Count, 1024);
            team.Run(blocks.Count, block =>
            {
                for (int place = blocks.Start(block); place < blocks.End(block); place++)
                    move(_starts[sources[place]], starts[place], Length(sources[place]));
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _columns.Dispose();
        _weights.Dispose();
    }

    /// <summary>From the neighbors of every point to pairs.</summary>
    private sealed class Builder(
        NeighborWeights result,
        NeighborGraph graph,
        PointBandwidths bandwidths,
        bool isJoint,
        ThreadTeam team) : IDisposable
    {
        private readonly int _k = graph.NeighborCount;
        private readonly RowBlocks _blocks = new(graph.Count, 256);

        // The columns j of every row i, in ascending order, each with p(j|i).
        private readonly NativeBuffer<Entry> _own = new((long)graph.Count * graph.NeighborCount);

        // For every column j, the points i that have it among their neighbors, in ascending order, each with p(j|i).
        private readonly long[] _receivedStarts = new long[graph.Count + 1];
        private NativeBuffer<Entry> _received = new(0);

        /// <summary>p(j|i) of every point's neighbors j.</summary>
        public void FillOwn()
        {
            team.Run(_blocks.Count, block =>
            {
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                {
                    ReadOnlySpan<double> row = graph.SquaredDistances(i);
                    ReadOnlySpan<int> neighbors = graph.Neighbors(i);
                    Span<Entry> own = Own(i);
                    for (int m = 0; m < neighbors.Length; m++)
                        own[m] = new Entry(neighbors[m], (float)bandwidths.Probability(i, row[m]));

                    // Columns are different, so the order of the entries as whole numbers is theirs.
                    MemoryMarshal.Cast<Entry, long>(own).Sort();
                }
            });
            result.Entropy = bandwidths.Entropy;
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
            team.ThrowIfCanceled();
            long sum = 0;
            for (int j = 0; j < n; j++)
            {
                _receivedStarts[j] = sum;
                foreach (long[] places in next)
                    (places[j], sum) = (sum, sum + places[j]);
            }

            _receivedStarts[n] = sum;
            _received = new NativeBuffer<Entry>(sum);
            team.Run(shares.Count, share =>
            {
                long[] places = next[share];
                for (int i = shares.Start(share); i < shares.End(share); i++)
                {
                    if ((i & 0xFFFF) == 0)
                        team.ThrowIfCanceled();
                    foreach (Entry entry in Own(i))
                    {
                        long place = places[entry.Column]++;
                        _received.Pointer[place] = new Entry(i, entry.Value);
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
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                    starts[i + 1] = (CountUnion(Own(i), Received(i)) + Group - 1) / Group * Group;
            });
            for (int i = 0; i < n; i++)
                starts[i + 1] += starts[i];
            result._columns = new NativeBuffer<int>(starts[n]);
            result._weights = new NativeBuffer<float>(starts[n]);
            var degrees = new double[n];
            var entropies = new double[_blocks.Count];
            float scale = isJoint ? 1f / n : 1;
            team.Run(_blocks.Count, block =>
            {
                for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                {
                    var columns = new Span<int>(result.Columns + starts[i], (int)(starts[i + 1] - starts[i]));
                    var weights = new Span<float>(result.Weights + starts[i], columns.Length);
                    int length = MergeUnion(Own(i), Received(i), columns, weights);
                    columns[length..].Fill(i);
                    weights[length..].Clear();
                    degrees[i] = Finish(weights[..length], scale, ref entropies[block]);
                }
            });
            result.Degrees = degrees;
            if (isJoint)
                result.Entropy = entropies.Sum();
        }

        public void Dispose()
        {
            _own.Dispose();
            _received.Dispose();
        }

        private Span<Entry> Own(int i) => new(_own.Pointer + ((long)i * _k), graph.Neighbors(i).Length);

        private ReadOnlySpan<Entry> Received(int i) =>
            new(_received.Pointer + _receivedStarts[i], (int)(_receivedStarts[i + 1] - _receivedStarts[i]));

        /// <summary>Scales the weights of a row; returns their sum.</summary>
        private double Finish(Span<float> weights, float scale, ref double entropy)
        {
            double degree = 0;
            foreach (ref float weight in weights)
            {
                weight *= scale;
                degree += weight;
                if (isJoint && weight > 0)
                    entropy -= 0.5 * weight * Math.Log(0.5 * weight);
            }

            return degree;
        }
    }

    /// <summary>How many different columns there are in two rows.</summary>
    private static int CountUnion(ReadOnlySpan<Entry> own, ReadOnlySpan<Entry> received)
    {
        int common = 0;
        int m = 0;
        foreach (Entry entry in received)
        {
            while (m < own.Length && own[m].Column < entry.Column)
                m++;
            if (m < own.Length && own[m].Column == entry.Column)
                common++;
        }

        return own.Length + received.Length - common;
    }

    /// <summary>Writes the union of two rows, with the sums where both have a column; returns its length.</summary>
    private static int MergeUnion(ReadOnlySpan<Entry> own, ReadOnlySpan<Entry> received, Span<int> columns, Span<float> weights)
    {
        int length = 0;
        int first = 0;
        int second = 0;
        while (first < own.Length || second < received.Length)
        {
            Entry sent = first < own.Length ? own[first] : Entry.End;
            Entry taken = second < received.Length ? received[second] : Entry.End;
            bool isSent = sent.Column <= taken.Column;
            bool isTaken = taken.Column <= sent.Column;
            columns[length] = isSent ? sent.Column : taken.Column;
            weights[length++] = (isSent ? sent.Value : 0) + (isTaken ? taken.Value : 0);
            first += isSent ? 1 : 0;
            second += isTaken ? 1 : 0;
        }

        return length;
    }

    /// <summary>A column and a probability, as one whole number that is ordered by the column.</summary>
    private readonly struct Entry(int column, float value)
    {
        private readonly ulong _bits = ((ulong)column << 32) | BitConverter.SingleToUInt32Bits(value);

        public static Entry End => new(int.MaxValue, 0);

        public int Column => (int)(_bits >> 32);

        public float Value => BitConverter.UInt32BitsToSingle((uint)_bits);
    }
}
