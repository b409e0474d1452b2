namespace SneTools;

/// <summary>
/// Puts all points in the order of their distance from one of them: the nearest first, of equally near ones the first.
/// O(n): a radix sort of the distances in single precision, then double precision decides between those it cannot tell apart.
/// </summary>
internal sealed class DistanceRanking
{
    /// <summary>Bits of a digit, from the lowest on. Distances have no sign, so 31 are enough.</summary>
    private static readonly int[] DigitBits = [11, 10, 10];

    private readonly int[][] _places = [.. DigitBits.Select(bits => new int[1 << bits])];
    private readonly int[] _order;
    private readonly int[] _ranks;
    private ulong[] _entries;
    private ulong[] _sorted;

    /// <summary>Makes room.</summary>
    /// <param name="count">Number of points, n.</param>
    public DistanceRanking(int count)
    {
        _order = new int[count];
        _ranks = new int[count];
        _entries = new ulong[count];
        _sorted = new ulong[count];
    }

    /// <summary>The points by distance; the last is the one they are distant from.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>For every point its place in the order, counted from 1; n for the one they are distant from.</summary>
    public ReadOnlySpan<int> Ranks => _ranks;

    /// <summary>Sorts.</summary>
    /// <param name="squaredDistances">n squared distances, finite; the place of the point itself is overwritten.</param>
    /// <param name="self">The point that they are the distances from.</param>
    public void Sort(Span<double> squaredDistances, int self)
    {
        squaredDistances[self] = double.PositiveInfinity;
        TakeEntries(squaredDistances);
        int shift = 32;
        for (int digit = 0; digit < DigitBits.Length; digit++)
        {
            Distribute(_places[digit], shift);
            shift += DigitBits[digit];
        }

        SettleTies(squaredDistances);
        for (int place = 0; place < _order.Length; place++)
        {
            int point = Point(_entries[place]);
            _order[place] = point;
            _ranks[point] = place + 1;
        }
    }

    private static int Point(ulong entry) => (int)(uint)entry;

    /// <summary>Fills in distances and points, and counts how often every digit occurs.</summary>
    private void TakeEntries(ReadOnlySpan<double> squaredDistances)
    {
        foreach (int[] places in _places)
            Array.Clear(places);
        int[] low = _places[0];
        int[] middle = _places[1];
        int[] high = _places[2];
        for (int j = 0; j < squaredDistances.Length; j++)
        {
            uint bits = BitConverter.SingleToUInt32Bits((float)squaredDistances[j]);
            _entries[j] = ((ulong)bits << 32) | (uint)j;
            low[bits & 0x7FF]++;
            middle[(bits >> 11) & 0x3FF]++;
            high[(bits >> 21) & 0x3FF]++;
        }
    }

    /// <summary>Sorts by one digit; entries with the same one stay in their order.</summary>
    private void Distribute(int[] places, int shift)
    {
        int sum = 0;
        foreach (ref int place in places.AsSpan())
            (place, sum) = (sum, sum + place);
        uint mask = (uint)places.Length - 1;
        foreach (ulong entry in _entries)
            _sorted[places[(uint)(entry >> shift) & mask]++] = entry;
        (_entries, _sorted) = (_sorted, _entries);
    }

    private void SettleTies(ReadOnlySpan<double> squaredDistances)
    {
        for (int start = 0, end; start < _entries.Length; start = end)
        {
            ulong key = _entries[start] >> 32;
            bool isOrdered = true;
            for (end = start + 1; end < _entries.Length && _entries[end] >> 32 == key; end++)
                isOrdered &= squaredDistances[Point(_entries[end - 1])] <= squaredDistances[Point(_entries[end])];
            if (!isOrdered)
                Settle(_entries.AsSpan(start, end - start), squaredDistances);
        }
    }

    /// <summary>Sorts entries that are in the order of their points by distance.</summary>
    private static void Settle(Span<ulong> entries, ReadOnlySpan<double> squaredDistances)
    {
        var keys = new (double Distance, int Point)[entries.Length];
        for (int e = 0; e < keys.Length; e++)
            keys[e] = (squaredDistances[Point(entries[e])], Point(entries[e]));
        Span<(double Distance, int Point)> span = keys;
        MemoryExtensions.Sort(span, entries);
    }
}
