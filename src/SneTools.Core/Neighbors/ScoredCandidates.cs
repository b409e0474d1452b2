namespace SneTools;

/// <summary>Lists that keep the candidates of the highest scores.</summary>
internal sealed class ScoredCandidates : CandidateLists
{
    private readonly int _kept;

    /// <summary>Creates empty lists.</summary>
    /// <param name="slots">How many.</param>
    /// <param name="kept">Candidates that are kept at least.</param>
    public ScoredCandidates(int slots, int kept)
        : base(slots, (2 * kept) + 64) => _kept = kept;

    /// <summary>Copies the best candidates of a list, in no order.</summary>
    /// <returns>How many there are.</returns>
    public int CopyBest(int slot, Span<int> points)
    {
        Span<ulong> entries = Entries(slot);
        int count = entries.Length > _kept ? Shrink(slot, entries) : entries.Length;
        for (int c = 0; c < count; c++)
            points[c] = Point(entries[c]);
        return count;
    }

    /// <inheritdoc/>
    protected override unsafe int Shrink(int slot, Span<ulong> entries)
    {
        Select(entries, _kept - 1);
        Limits[slot] = Score(entries[_kept - 1]);
        return _kept;
    }

    /// <summary>Orders entries so that the one of a rank is where it belongs, all greater ones before it. No two are equal.
    /// </summary>
    private static void Select(Span<ulong> entries, int rank)
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
