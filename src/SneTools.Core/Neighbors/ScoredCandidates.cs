namespace SneTools;

/// <summary>Lists that keep the candidates of the highest scores.</summary>
internal sealed class ScoredCandidates : CandidateLists
{
    private readonly int _kept;
    private readonly uint[]? _scramblers;

    /// <summary>Creates empty lists.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="kept">Candidates that are kept at least.</param>
    /// <param name="scramblers">For every list an odd number; multiplied by it, the numbers of points decide which of equal scores are
    /// kept. Null where that does not matter.</param>
    public ScoredCandidates(int slots, int kept, uint[]? scramblers = null)
        : base(slots, kept + Math.Max(16, kept / 2), scramblers)
    {
        _kept = kept;
        _scramblers = scramblers;
    }

    /// <summary>Copies the best candidates of a list.</summary>
    /// <param name="slot">Which list.</param>
    /// <param name="points">Takes them, in no order.</param>
    /// <param name="first">How many of them come before all others.</param>
    /// <returns>How many there are.</returns>
    public int CopyBest(int slot, Span<int> points, int first = 0)
    {
        Span<ulong> entries = Entries(slot);
        int count = entries.Length > _kept ? Shrink(slot, entries) : entries.Length;
        if (first > 0 && first < count)
            Select(entries[..count], first - 1);
        uint inverse = _scramblers is null ? 1 : Inverse(_scramblers[slot]);
        for (int c = 0; c < count; c++)
            points[c] = (int)((uint)Point(entries[c]) * inverse);
        return count;
    }

    /// <summary>Takes the best candidates of a list over into an empty one.</summary>
    /// <param name="slot">The empty list.</param>
    /// <param name="other">Lists that keep as many.</param>
    /// <param name="otherSlot">Which of them.</param>
    public void Take(int slot, ScoredCandidates other, int otherSlot)
    {
        Span<ulong> entries = other.Entries(otherSlot);
        if (entries.Length > _kept)
            entries = entries[..other.Shrink(otherSlot, entries)];
        foreach (ulong entry in entries)
            Add(slot, Score(entry), Point(entry));
    }

    /// <inheritdoc/>
    protected override unsafe int Shrink(int slot, Span<ulong> entries)
    {
        Select(entries, _kept - 1);
        Limits[slot] = Score(entries[_kept - 1]);
        return _kept;
    }

    /// <summary>What an odd number is multiplied by to give 1, modulo 2³²: every step doubles the right bits, of which the number itself
    /// has three.</summary>
    private static uint Inverse(uint odd)
    {
        uint inverse = odd;
        for (int bits = 3; bits < 32; bits *= 2)
            inverse *= 2 - (odd * inverse);
        return inverse;
    }

    /// <summary>Orders entries so that the one of a rank is where it belongs, all greater ones before it. No two are equal.
    /// </summary>
    public static void Select(Span<ulong> entries, int rank)
    {
        int low = 0;
        int high = entries.Length - 1;
        while (low < high)
        {
            int pivot = Partition(entries, low, high);
            if (pivot == rank)
                return;
            if (pivot < rank)
                low = pivot + 1;
            else
                high = pivot - 1;
        }
    }

    /// <summary>Moves the entries of a range that exceed one of them before it. The loop does not branch on entries, which no
    /// processor could foretell.</summary>
    /// <returns>Where that one is.</returns>
    private static int Partition(Span<ulong> entries, int low, int high)
    {
        Span<ulong> range = entries[low..(high + 1)];
        int last = range.Length - 1;
        int middle = Median(range, 0, last / 2, last);
        ulong pivot = range[middle];
        range[middle] = range[last];
        int greater = 0;
        for (int c = 0; c < last; c++)
        {
            ulong entry = range[c];
            range[c] = range[greater];
            range[greater] = entry;
            greater += entry > pivot ? 1 : 0;
        }

        range[last] = range[greater];
        range[greater] = pivot;
        return low + greater;
    }

    private static int Median(Span<ulong> entries, int a, int b, int c)
    {
        if (entries[a] > entries[b])
            (a, b) = (b, a);
        if (entries[c] < entries[a])
            return a;
        return entries[c] < entries[b] ? c : b;
    }
}
