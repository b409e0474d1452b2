namespace SneTools;

/// <summary>Measures the candidates of one point, and puts them in order: the nearest first, equally near ones by <see cref="PairHash"/>.
/// </summary>
/// <param name="rows">The points.</param>
/// <param name="capacity">The most candidates of a point.</param>
/// <param name="seed">Where the random numbers begin.</param>
internal sealed class NeighborRanking(MetricRows rows, int capacity, int seed)
{
    private readonly ulong[] _hashes = new ulong[capacity];
    private readonly double[] _distances = new double[capacity];
    private readonly int[] _points = new int[capacity];

    /// <summary>Number of candidates.</summary>
    public int Count { get; private set; }

    /// <summary>‖x̂ᵢ - x̂ⱼ‖² of the candidates.</summary>
    public ReadOnlySpan<double> SquaredDistances => _distances.AsSpan(0, Count);

    /// <summary>Which points they are.</summary>
    public ReadOnlySpan<int> Points => _points.AsSpan(0, Count);

    /// <summary>Takes the candidates of a point.</summary>
    /// <param name="i">The point, which is left out where it is its own candidate.</param>
    /// <param name="candidates">Points, none twice.</param>
    public void Rank(int i, ReadOnlySpan<int> candidates)
    {
        Count = 0;
        foreach (int j in candidates)
        {
            if (j != i)
            {
                _points[Count] = j;
                _distances[Count++] = rows.SquaredDistance(i, j);
            }
        }

        Array.Sort(_distances, _points, 0, Count);
        for (int start = 0, end; start < Count; start = end)
        {
            for (end = start + 1; end < Count && _distances[end] == _distances[start];)
                end++;
            if (end - start > 1)
                OrderTied(i, start, end);
        }
    }

    private void OrderTied(int i, int start, int end)
    {
        for (int c = start; c < end; c++)
            _hashes[c] = PairHash.Of(seed, i, _points[c]);
        Array.Sort(_hashes, _points, start, end - start);
    }
}
