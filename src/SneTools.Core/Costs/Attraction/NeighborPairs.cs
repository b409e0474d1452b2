using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>
/// From the neighbors of every point to pairs: what a point sends to its neighbors and what it receives, joined to a row. Rows are joined
/// from the last to the first, and what they were made of is given back meanwhile, so that there is never more than that and a
/// part of the rows.
/// </summary>
internal sealed unsafe class NeighborPairs : IDisposable
{
    /// <summary>Divisions of the rows that count what they send to every column; more would take more memory.</summary>
    private const int Senders = 8;

    /// <summary>Steps in which memory is given back.</summary>
    private const int Waves = 32;

    private readonly int _count;
    private readonly int _most;
    private readonly int[]? _lists;
    private readonly PointBandwidths _bandwidths;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;

    // The columns j of every row i, in ascending order, each with p(j|i).
    private readonly ShrinkingBuffer<Entry> _own;

    // For every column j, the points i that have it among their neighbors, in ascending order, each with p(j|i).
    private readonly int[] _receivedStarts;
    private ShrinkingBuffer<Entry> _received = new(0);

    /// <summary>Takes p(j|i) of every point's neighbors j.</summary>
    /// <param name="graph">The neighbors.</param>
    /// <param name="bandwidths">The widths.</param>
    /// <param name="isConsumed">True if the graph is given up, and its memory used.</param>
    /// <param name="team">The threads that do the work.</param>
    public NeighborPairs(NeighborGraph graph, PointBandwidths bandwidths, bool isConsumed, ThreadTeam team)
    {
        _count = graph.Count;
        _most = graph.NeighborCount;
        _lists = graph.Starts;
        _bandwidths = bandwidths;
        _team = team;
        _blocks = new RowBlocks(_count, 256);
        _receivedStarts = new int[_count + 1];
        _own = isConsumed ? TakeOver(graph) : Copy(graph);
    }

    /// <summary>Bytes needed at the peak, beyond the graph.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="k">Neighbors of a point.</param>
    public static double RequiredBytes(double n, double k) => n * ((2 * k * sizeof(Entry)) + (Senders * sizeof(int)));

    /// <summary>Hands every p(j|i) to j. A fixed number of senders, whatever the number of threads, take a share of the rows each
    /// and count first what they will send, so that each knows its places.</summary>
    public void Send()
    {
        int n = _count;
        var shares = new RowBlocks(n, (n + Senders - 1) / Senders);
        using var next = new NativeBuffer<int>((long)shares.Count * n);
        int* counts = next.Pointer;
        _team.Run(shares.Count, share =>
        {
            int* own = counts + ((long)share * n);
            for (int i = shares.Start(share); i < shares.End(share); i++)
            {
                foreach (Entry entry in Own(i))
                    own[entry.Column]++;
            }
        });
        _team.ThrowIfCanceled();
        int sum = 0;
        for (int j = 0; j < n; j++)
        {
            _receivedStarts[j] = sum;
            for (int share = 0; share < shares.Count; share++)
            {
                ref int place = ref counts[((long)share * n) + j];
                (place, sum) = (sum, sum + place);
            }
        }

        _receivedStarts[n] = sum;
        _received.Dispose();
        _received = new ShrinkingBuffer<Entry>(sum);
        Entry* received = _received.Pointer;
        _team.Run(shares.Count, share =>
        {
            int* places = counts + ((long)share * n);
            for (int i = shares.Start(share); i < shares.End(share); i++)
            {
                if ((i & 0xFFFF) == 0)
                    _team.ThrowIfCanceled();
                foreach (Entry entry in Own(i))
                    received[places[entry.Column]++] = new Entry(i, entry.Value);
            }
        });
    }

    /// <summary>Counts the entries of the rows, filled up to whole groups.</summary>
    /// <param name="starts">Where the row of every point will begin, and where row n would.</param>
    public void Count(long[] starts)
    {
        _team.Run(_blocks.Count, block =>
        {
            for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                starts[i + 1] = (CountUnion(Own(i), Received(i)) + NeighborWeights.Group - 1) / NeighborWeights.Group * NeighborWeights.Group;
        });
        for (int i = 0; i < _count; i++)
            starts[i + 1] += starts[i];
    }

    /// <summary>Joins what every point sends and receives to a row, from the last row to the first, and gives it back.</summary>
    /// <param name="join">Is given a point and its two parts. Rows of other blocks are joined at the same time.</param>
    public void Join(JoinRow join)
    {
        int wave = (_blocks.Count + Waves - 1) / Waves;
        for (int end = _blocks.Count; end > 0; end -= wave)
        {
            int first = Math.Max(0, end - wave);
            _team.Run(end - first, block =>
            {
                for (int i = _blocks.Start(first + block); i < _blocks.End(first + block); i++)
                    join(first + block, i, Own(i), Received(i));
            });
            _own.Shrink(OwnStart(_blocks.Start(first)));
            _received.Shrink(_receivedStarts[_blocks.Start(first)]);
        }
    }

    /// <summary>Number of blocks of rows that are joined at the same time.</summary>
    public int BlockCount => _blocks.Count;

    /// <summary>Number of threads that join them.</summary>
    public int ThreadCount => _team.Size;

    /// <inheritdoc/>
    public void Dispose()
    {
        _own.Dispose();
        _received.Dispose();
    }

    /// <summary>Writes the union of two rows, with the sums where both have a column; returns its length.</summary>
    /// <param name="own">The one.</param>
    /// <param name="received">The other.</param>
    /// <param name="columns">Where the columns go.</param>
    /// <param name="weights">Where the sums go.</param>
    /// <param name="isOwn">A bit for every entry, set where the first row has the column; empty if nobody asks.</param>
    public static int Merge(ReadOnlySpan<Entry> own, ReadOnlySpan<Entry> received, Span<int> columns, Span<float> weights, Span<byte> isOwn)
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
            if (isSent && !isOwn.IsEmpty)
                isOwn[length / 8] |= (byte)(1 << (length % 8));
            weights[length++] = (isSent ? sent.Value : 0) + (isTaken ? taken.Value : 0);
            first += isSent ? 1 : 0;
            second += isTaken ? 1 : 0;
        }

        return length;
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

    private ShrinkingBuffer<Entry> Copy(NeighborGraph graph)
    {
        var own = new ShrinkingBuffer<Entry>(OwnStart(_count));
        try
        {
            Fill(graph, own.Pointer);
            return own;
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>Writes the entries in the place of the distances, which are as long, and moves them when the columns are gone.</summary>
    /// <remarks>No array is named here, or code that is not optimized yet would hold it to the end.</remarks>
    private ShrinkingBuffer<Entry> TakeOver(NeighborGraph graph)
    {
        double places = (double)graph.Count * graph.NeighborCount;
        FillInPlace(graph);
        graph.Release(columnsOnly: true);
        MemoryBudget.GiveBack(places * sizeof(int));
        ShrinkingBuffer<Entry> own = Move(graph);
        graph.Release(columnsOnly: false);
        MemoryBudget.GiveBack(places * sizeof(double));
        return own;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillInPlace(NeighborGraph graph)
    {
        fixed (double* target = graph.AllSquaredDistances)
            Fill(graph, (Entry*)target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ShrinkingBuffer<Entry> Move(NeighborGraph graph)
    {
        ReadOnlySpan<double> entries = graph.AllSquaredDistances;
        var own = new ShrinkingBuffer<Entry>(entries.Length);
        entries.CopyTo(new Span<double>(own.Pointer, entries.Length));
        return own;
    }

    private void Fill(NeighborGraph graph, Entry* target) => _team.Run(_blocks.Count, block =>
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            ReadOnlySpan<double> row = graph.SquaredDistances(i);
            ReadOnlySpan<int> neighbors = graph.Neighbors(i);
            var own = new Span<Entry>(target + OwnStart(i), neighbors.Length);

            // Each distance is read before its entry may take its place.
            for (int m = 0; m < neighbors.Length; m++)
                own[m] = new Entry(neighbors[m], (float)_bandwidths.Probability(i, row[m]));

            // Columns are different, so the order of the entries as whole numbers is theirs.
            MemoryMarshal.Cast<Entry, long>(own).Sort();
        }
    });

    private long OwnStart(int i) => _lists is null ? (long)i * _most : _lists[i];

    private ReadOnlySpan<Entry> Own(int i) => new(_own.Pointer + OwnStart(i), (int)(OwnStart(i + 1) - OwnStart(i)));

    private ReadOnlySpan<Entry> Received(int i) => new(_received.Pointer + _receivedStarts[i], _receivedStarts[i + 1] - _receivedStarts[i]);

    /// <summary>Joins the two parts of a row.</summary>
    /// <param name="block">The block of rows that it is in.</param>
    /// <param name="i">The point.</param>
    /// <param name="own">What it sends.</param>
    /// <param name="received">What it receives.</param>
    public delegate void JoinRow(int block, int i, ReadOnlySpan<Entry> own, ReadOnlySpan<Entry> received);

    /// <summary>A column and a probability, as one whole number that is ordered by the column.</summary>
    internal readonly struct Entry(int column, float value)
    {
        private readonly ulong _bits = ((ulong)column << 32) | BitConverter.SingleToUInt32Bits(value);

        public static Entry End => new(int.MaxValue, 0);

        public int Column => (int)(_bits >> 32);

        public float Value => BitConverter.UInt32BitsToSingle((uint)_bits);
    }
}
