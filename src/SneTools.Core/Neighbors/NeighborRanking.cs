namespace SneTools;

/// <summary>Puts the candidates of one point in order: the nearest first, equally near ones by the order of ties.</summary>
/// <param name="rows">The points; null where the distances of all candidates are known.</param>
/// <param name="ties">The order of ties.</param>
/// <param name="capacity">The most candidates of a point.</param>
internal sealed class NeighborRanking(IPairDistance? rows, TieOrder ties, int capacity)
{
    /// <summary>Candidates whose numbers are fetched before they are measured: they lie anywhere in memory.</summary>
    private const int Ahead = 4;

    private readonly double[] _distances = new double[capacity];
    private readonly int[] _points = new int[capacity];
    private double[] _keys = [];
    private int _query;

    /// <summary>Number of candidates.</summary>
    public int Count { get; private set; }

    /// <summary>‖x̂ᵢ - x̂ⱼ‖² of the candidates.</summary>
    public ReadOnlySpan<double> SquaredDistances => _distances.AsSpan(0, Count);

    /// <summary>Which points they are.</summary>
    public ReadOnlySpan<int> Points => _points.AsSpan(0, Count);

    /// <summary>Takes the candidates of a point or a query, measures them and puts them in order.</summary>
    /// <param name="i">The point, which is left out where it is its own candidate.</param>
    /// <param name="candidates">Points, none twice.</param>
    public void Rank(int i, ReadOnlySpan<int> candidates)
    {
        Begin(i);
        for (int c = 0; c < candidates.Length; c++)
        {
            int j = candidates[c];
            if (c + Ahead < candidates.Length)
                rows!.Prefetch(candidates[c + Ahead]);
            if (j != i)
                Add(j, rows!.SquaredDistance(i, j));
        }

        Sort();
    }

    /// <summary>Begins the ranking of a point that has no candidates yet.</summary>
    public void Begin(int i) => (_query, Count) = (i, 0);

    /// <summary>Takes a candidate other than the point itself whose distance is known.</summary>
    public void Add(int j, double squaredDistance) => (_points[Count], _distances[Count++]) = (j, squaredDistance);

    /// <summary>Puts the candidates in order.</summary>
    public void Sort()
    {
        Array.Sort(_distances, _points, 0, Count);
        for (int start = 0, end; start < Count; start = end)
        {
            for (end = start + 1; end < Count && _distances[end] == _distances[start];)
                end++;
            if (end - start > 1)
                SortTies(start, end);
        }
    }

    private void SortTies(int start, int end)
    {
        if (_keys.Length == 0)
            _keys = new double[_points.Length];
        for (int c = start; c < end; c++)
            _keys[c] = ties.Key(_query, _points[c]);
        Array.Sort(_keys, _points, start, end - start);
    }
}
