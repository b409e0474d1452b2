namespace SneTools;

/// <summary>
/// Lists that lose no neighbor to rounding: a candidate is dropped for its distance alone, and the limit admits every score
/// that a nearer point could have.
/// </summary>
internal sealed unsafe class MeasuredCandidates : CandidateLists
{
    private readonly int[] _queries;
    private readonly int _neighbors;
    private readonly ScoreAccuracy _accuracy;
    private readonly NeighborRanking _ranking;
    private readonly int[] _candidates;

    /// <summary>Creates empty lists.</summary>
    /// <param name="queries">Whose they are.</param>
    /// <param name="neighbors">Neighbors that each looks for, k.</param>
    /// <param name="rows">The points.</param>
    /// <param name="accuracy">How wrong a score may be.</param>
    /// <param name="seed">Where the random numbers begin that choose among equally near points.</param>
    public MeasuredCandidates(
        int[] queries,
        int neighbors,
        MetricRows rows,
        ScoreAccuracy accuracy,
        int seed)
        : base(queries.Length, (2 * neighbors) + 256)
    {
        _queries = queries;
        _neighbors = neighbors;
        _accuracy = accuracy;
        _ranking = new NeighborRanking(rows, Capacity, seed);
        _candidates = new int[Capacity];
    }

    /// <summary>Sets the limit of a list by a distance within which k neighbors are known to be.</summary>
    public void Admit(int slot, double squaredDistance) =>
        Limits[slot] = _accuracy.LeastScore(_queries[slot], squaredDistance);

    /// <summary>The candidates of a list in order.</summary>
    public NeighborRanking Rank(int slot)
    {
        Rank(slot, Entries(slot));
        return _ranking;
    }

    /// <inheritdoc/>
    protected override int Shrink(int slot, Span<ulong> entries)
    {
        Rank(slot, entries);
        for (int c = 0; c < _neighbors; c++)
            entries[c] = (uint)_ranking.Points[c];
        Admit(slot, _ranking.SquaredDistances[_neighbors - 1]);
        return _neighbors;
    }

    private void Rank(int slot, Span<ulong> entries)
    {
        for (int c = 0; c < entries.Length; c++)
            _candidates[c] = Point(entries[c]);
        _ranking.Rank(_queries[slot], _candidates.AsSpan(0, entries.Length));
    }
}
