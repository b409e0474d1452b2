namespace SneTools;

/// <summary>
/// Lists that lose no neighbor to rounding: a candidate is dropped for its distance and the order of ties alone, and the limit admits
/// every score that a point as near could have.
/// </summary>
internal sealed unsafe class MeasuredCandidates : CandidateLists
{
    private readonly int[] _queries;
    private readonly int _neighbors;
    private readonly IPairDistance _rows;
    private readonly ScoreAccuracy _accuracy;
    private readonly NeighborRanking _ranking;

    // The distances of those candidates, at the front of every list, that have been measured and kept.
    private readonly NativeBuffer<double> _distances;
    private readonly int[] _measured;

    /// <summary>Creates empty lists.</summary>
    /// <param name="queries">Whose they are.</param>
    /// <param name="neighbors">Neighbors that each looks for, k.</param>
    /// <param name="rows">The distances of the points.</param>
    /// <param name="ties">The order of ties.</param>
    /// <param name="accuracy">How wrong a score may be.</param>
    public MeasuredCandidates(int[] queries, int neighbors, IPairDistance rows, TieOrder ties, ScoreAccuracy accuracy)
        : base(queries.Length, (2 * neighbors) + 256)
    {
        _queries = queries;
        _neighbors = neighbors;
        _rows = rows;
        _accuracy = accuracy;
        _ranking = new NeighborRanking(rows, ties, Capacity);
        _distances = new NativeBuffer<double>((long)queries.Length * neighbors);
        _measured = new int[queries.Length];
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
        _ranking.SquaredDistances[.._neighbors].CopyTo(Distances(slot));
        _measured[slot] = _neighbors;
        Admit(slot, _ranking.SquaredDistances[_neighbors - 1]);
        return _neighbors;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _distances.Dispose();
    }

    private Span<double> Distances(int slot) => new(_distances.Pointer + ((long)slot * _neighbors), _neighbors);

    private void Rank(int slot, Span<ulong> entries)
    {
        int query = _queries[slot];
        Span<double> distances = Distances(slot);
        _ranking.Begin(query);
        for (int c = 0; c < entries.Length; c++)
        {
            int point = Point(entries[c]);
            if (c < _measured[slot])
                _ranking.Add(point, distances[c]);
            else if (point != query)
                _ranking.Add(point, SquaredDistance(query, point, Score(entries[c])));
        }

        _ranking.Sort();
    }

    private double SquaredDistance(int query, int point, float score) =>
        _accuracy.IsExact ? _accuracy.SquaredDistance(query, score) : _rows.SquaredDistance(query, point);
}
