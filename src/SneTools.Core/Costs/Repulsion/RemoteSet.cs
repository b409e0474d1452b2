namespace SneTools;

/// <summary>The points of a map whose log Z or L is so small that their terms are summed with logarithms, as
/// <see cref="RemoteTerms"/>.</summary>
/// <param name="capacity">The most points, n.</param>
internal sealed class RemoteSet(int capacity)
{
    private readonly int[] _points = new int[capacity];
    private readonly bool[] _contains = new bool[capacity];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The points, in ascending order.</summary>
    public int this[int place] => _points[place];

    /// <summary>True for a point of the set.</summary>
    public bool Contains(int i) => _contains[i];

    /// <summary>Finds the points anew.</summary>
    /// <param name="logarithms">log Z or L of every point. What is no number, as the logarithm of a sum that rounding made negative, is
    /// too small.</param>
    /// <param name="limit">The largest that is too small.</param>
    public void Collect(ReadOnlySpan<double> logarithms, double limit)
    {
        Count = 0;
        for (int i = 0; i < logarithms.Length; i++)
        {
            _contains[i] = !(logarithms[i] > limit);
            if (_contains[i])
                _points[Count++] = i;
        }
    }
}
