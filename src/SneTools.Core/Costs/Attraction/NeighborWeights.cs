namespace SneTools;

/// <summary>
/// Pˢ between near neighbors: i and j are a pair if one is among the other's nearest. Both (i, j) and (j, i) are kept, row after row.
/// Rows and columns are numbered by the places of points in an order, at first their own.
/// </summary>
internal sealed unsafe class NeighborWeights : IDisposable
{
    /// <summary>Rows are filled up to a multiple of so many entries, with their own number and weight 0.</summary>
    public const int Group = 8;

    private readonly long[] _starts;
    private readonly int[] _order;
    private NativeBuffer<int> _words = new(0);
    private NativeBuffer<ushort> _highs = new(0);
    private NativeBuffer<byte>? _isOwn;

    private NeighborWeights(int count)
    {
        Count = count;
        _starts = new long[count + 1];
        _order = new int[count];
        for (int i = 0; i < count; i++)
            _order[i] = i;
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

    /// <summary>How an entry is written.</summary>
    public EntryFormat Format { get; private set; }

    /// <summary>The word of every entry: its column, as a place, and the low bits of its weight.</summary>
    public int* Words => _words.Pointer;

    /// <summary>The high bits of every entry's weight.</summary>
    public ushort* Highs => _highs.Pointer;

    /// <summary>The column of an entry, as a place.</summary>
    public int Column(long entry) => Words[entry] & Format.ColumnMask;

    /// <summary>Pˢ of an entry.</summary>
    public float Weight(long entry) => Format.Weight(Words[entry], Highs[entry]);

    /// <summary>Whether an entry's column is among the neighbors of its row; known only where the graph was given up for a conditional cost,
    /// whose parts are those of these pairs.</summary>
    public bool IsOwn(long entry) => (_isOwn!.Pointer[entry / Group] >> (int)(entry % Group) & 1) != 0;

    /// <summary>Bytes needed at the peak, beyond the graph.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="k">Neighbors of a point.</param>
    public static double RequiredBytes(double n, double k) => NeighborPairs.RequiredBytes(n, k) + (n * (sizeof(long) + (4 * sizeof(int))));

    /// <summary>Computes the weights, which are the caller's own: the affinities stay in their order when these are put into another.
    /// </summary>
    /// <param name="affinities">The probabilities between near neighbors.</param>
    /// <param name="isJoint">True for joint costs, false for conditional ones.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="isGraphConsumed">True if nobody needs the graph any more: its lists are given up, and their memory used.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static NeighborWeights Build(Affinities affinities, bool isJoint, ThreadTeam team, bool isGraphConsumed = false)
    {
        NeighborGraph graph = affinities.Graph!;
        double given = isGraphConsumed ? NeighborTable.RequiredBytes(graph.Count, graph.NeighborCount) : 0;
        MemoryBudget.Require(
            RequiredBytes(graph.Count, graph.NeighborCount) - given,
            $"The attraction between {graph.Count} points and {graph.NeighborCount} neighbors of each");
        var result = new NeighborWeights(graph.Count);
        try
        {
            using var pairs = new NeighborPairs(graph, affinities.Bandwidths, isGraphConsumed, team);
            pairs.Send();
            result.Take(pairs, isJoint, isGraphConsumed && !isJoint);
            if (!isJoint)
                result.Entropy = affinities.Bandwidths.Entropy;
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Puts rows and columns into another order, so that what is read together lies together: in place, for the weights are most of
    /// what a run holds.</summary>
    /// <param name="order">All points, each once.</param>
    /// <param name="team">The threads that do the work.</param>
    public void Arrange(int[] order, ThreadTeam team)
    {
        using var newPlaces = new NativeBuffer<int>(Count, isCleared: false);
        using var moved = new NativeBuffer<int>(Count, isCleared: false);
        using var targets = new NativeBuffer<int>(Size / Group, isCleared: false);
        for (int place = 0; place < Count; place++)
            newPlaces.Pointer[order[place]] = place;
        for (int place = 0; place < Count; place++)
            moved.Pointer[place] = newPlaces.Pointer[_order[place]];

        // The length of every row at its new place, then where it begins.
        var starts = new NativeBuffer<int>(Count, isCleared: false);
        for (int place = 0; place < Count; place++)
            starts.Pointer[moved.Pointer[place]] = (int)((_starts[place + 1] - _starts[place]) / Group);
        int sum = 0;
        for (int place = 0; place < Count; place++)
            (starts.Pointer[place], sum) = (sum, sum + starts.Pointer[place]);
        var blocks = new RowBlocks(Count, 1024);
        int mask = Format.ColumnMask;
        team.Run(blocks.Count, block =>
        {
            for (int place = blocks.Start(block); place < blocks.End(block); place++)
            {
                for (long k = _starts[place]; k < _starts[place + 1]; k++)
                    Words[k] = (Words[k] & ~mask) | moved.Pointer[Words[k] & mask];
                int target = starts.Pointer[moved.Pointer[place]];
                for (long group = _starts[place] / Group; group < _starts[place + 1] / Group; group++)
                    targets.Pointer[group] = target++;
            }
        });
        for (int place = 0; place < Count; place++)
            _starts[place] = (long)starts.Pointer[place] * Group;
        starts.Dispose();
        order.CopyTo(_order, 0);
        new GroupOrder(targets, _words, _highs, _isOwn).Apply(team);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _highs.Dispose();
        _isOwn?.Dispose();
    }

    /// <summary>Makes rows of pairs.</summary>
    private void Take(NeighborPairs pairs, bool isJoint, bool isOwnAsked)
    {
        pairs.Count(_starts);
        float scale = isJoint ? 1f / Count : 1;

        // Two points of which each is all of the other's neighborhood have the largest weight.
        Format = new EntryFormat(Count, 2 * (double)scale);
        _words = new NativeBuffer<int>(Size, isCleared: false);
        _highs = new NativeBuffer<ushort>(Size, isCleared: false);
        _isOwn = isOwnAsked ? new NativeBuffer<byte>(Size / Group) : null;
        var degrees = new double[Count];
        var entropies = new double[pairs.BlockCount];
        using var rows = new BufferPool<float>(pairs.ThreadCount, LongestRow());
        pairs.Join((block, i, own, received) =>
        {
            float* row = rows.Take(out int ticket);
            var columns = new Span<int>(Words + _starts[i], (int)(_starts[i + 1] - _starts[i]));
            var weights = new Span<float>(row, columns.Length);
            Span<byte> isOwn = _isOwn is null ? [] : new Span<byte>(_isOwn.Pointer + (_starts[i] / Group), columns.Length / Group);
            int length = NeighborPairs.Merge(own, received, columns, weights, isOwn);
            columns[length..].Fill(i);
            weights[length..].Clear();
            degrees[i] = Finish(weights[..length], scale, isJoint, ref entropies[block]);
            Write(weights, columns, new Span<ushort>(Highs + _starts[i], columns.Length));
            rows.Return(ticket);
        });
        Degrees = degrees;
        if (isJoint)
            Entropy = entropies.Sum();
    }

    private long LongestRow()
    {
        long longest = 0;
        for (int i = 0; i < Count; i++)
            longest = Math.Max(longest, _starts[i + 1] - _starts[i]);
        return longest;
    }

    /// <summary>Writes the weights of a row, to which its columns become words.</summary>
    private void Write(ReadOnlySpan<float> weights, Span<int> columns, Span<ushort> highs)
    {
        EntryFormat format = Format;
        for (int k = 0; k < weights.Length; k++)
        {
            uint multiple = format.Multiple(weights[k]);
            columns[k] = format.Word(columns[k], multiple);
            highs[k] = format.High(multiple);
        }
    }

    /// <summary>Scales the weights of a row; returns their sum.</summary>
    private static double Finish(Span<float> weights, float scale, bool isJoint, ref double entropy)
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
