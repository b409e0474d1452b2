namespace SneTools;

/// <summary>The k nearest neighbors of n points, nearest first; of equally near ones any may be first. Where the distances that were given
/// are not those of all pairs, a point may have fewer.</summary>
public sealed class NeighborGraph
{
    private int[] _indices;
    private double[] _squaredDistances;
    private readonly int[]? _starts;

    /// <summary>Wraps a table of neighbors that are known already, without copying it.</summary>
    /// <param name="count">Number of points n, at least 2.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="indices">n × k, row by row: the neighbors of a point, counted from 0, nearest first, never the point
    /// itself, none twice.</param>
    /// <param name="squaredDistances">n × k: their squared distances, finite, at least 0, ascending in a row.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>,
    /// <see cref="SneError.NeighborCountOutOfRange"/>; <see cref="SneError.InvalidNeighbors"/>: the arrays are no such
    /// table, for the reason given, in the row given.</exception>
    public NeighborGraph(int count, int neighborCount, int[] indices, double[] squaredDistances)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(squaredDistances);
        NeighborTable.RequireSize(count, neighborCount);
        Count = count;
        NeighborCount = neighborCount;
        _indices = indices;
        _squaredDistances = squaredDistances;
        Check();
    }

    /// <summary>Takes over what a search found.</summary>
    internal NeighborGraph(NeighborTable table)
    {
        Count = table.Count;
        NeighborCount = table.NeighborCount;
        _indices = table.Indices;
        _squaredDistances = table.SquaredDistances;
    }

    /// <summary>Takes over lists of different lengths.</summary>
    /// <param name="starts">Where the list of every point begins, and where that of point n would.</param>
    /// <param name="indices">The neighbors, list after list, each nearest first.</param>
    /// <param name="squaredDistances">Their squared distances.</param>
    internal NeighborGraph(int[] starts, int[] indices, double[] squaredDistances)
    {
        Count = starts.Length - 1;
        NeighborCount = Enumerable.Range(0, Count).Max(i => starts[i + 1] - starts[i]);
        _starts = starts;
        _indices = indices;
        _squaredDistances = squaredDistances;
    }

    /// <summary>Lists of different lengths that nobody has looked at yet.</summary>
    /// <param name="starts">Where the list of every point begins, and where that of point n, at least 2, would.</param>
    /// <param name="indices">The neighbors, list after list, each nearest first.</param>
    /// <param name="squaredDistances">Their squared distances.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidNeighbors"/>: the arrays are no such lists.</exception>
    internal static NeighborGraph OfLists(int[] starts, int[] indices, double[] squaredDistances)
    {
        int bad = Array.FindIndex(starts, 1, start => start < 0 || start > indices.Length);
        for (int i = 1; i < starts.Length && bad < 0; i++)
            bad = starts[i] <= starts[i - 1] ? i : bad;
        if (bad >= 0 || starts[0] != 0 || starts[^1] != indices.Length)
            throw new SneException(SneError.InvalidNeighbors, $"The list of row {Math.Max(1, bad)} of the neighbors begins or ends where no list does.");
        var graph = new NeighborGraph(starts, indices, squaredDistances);
        graph.CheckRows();
        return graph;
    }

    private NeighborGraph(NeighborGraph other)
    {
        Count = other.Count;
        NeighborCount = other.NeighborCount;
        (_indices, _squaredDistances, _starts) = (other._indices, other._squaredDistances, other._starts);
    }

    /// <summary>Number of points, n.</summary>
    public int Count { get; }

    /// <summary>The neighbors of all points, list after list.</summary>
    internal int[] AllNeighbors => _indices;

    /// <summary>Their squared distances.</summary>
    internal double[] AllSquaredDistances => _squaredDistances;

    /// <summary>Where the list of every point begins, and where that of point n would; null where all lists have the same length.</summary>
    internal int[]? Starts => _starts;

    /// <summary>Neighbors of a point, k; the most that a point has where they have different numbers of them.</summary>
    public int NeighborCount { get; }

    /// <summary>What near meant.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>How they were found.</summary>
    public NeighborSearch Search { get; init; } = NeighborSearch.Exact;

    /// <summary>The share of the true neighbors that are among them: 1 for an exact search, else measured on a sample.
    /// </summary>
    public double Recall { get; init; } = 1;

    /// <summary>The length that the squared distances have as their unit: 1, the data's own, unless squares of differences
    /// in the data would be too large or too small for double precision; another power of 2 then.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>The neighbors of a point, counted from 0, nearest first.</summary>
    /// <param name="i">The point, counted from 0.</param>
    public ReadOnlySpan<int> Neighbors(int i) => _starts is null
        ? _indices.AsSpan(i * NeighborCount, NeighborCount)
        : _indices.AsSpan()[_starts[i].._starts[i + 1]];

    /// <summary>The squared distances to the neighbors of a point, in squares of <see cref="Unit"/>: always finite, and of
    /// two points the same in both directions. Those too large for a number, as they are where the data span more than 270
    /// decades, are <see cref="double.MaxValue"/>.</summary>
    /// <param name="i">The point, counted from 0.</param>
    public ReadOnlySpan<double> SquaredDistances(int i) => _starts is null
        ? _squaredDistances.AsSpan(i * NeighborCount, NeighborCount)
        : _squaredDistances.AsSpan()[_starts[i].._starts[i + 1]];

    /// <summary>The distances to the neighbors of a point, in the unit of the data.</summary>
    /// <param name="i">The point, counted from 0.</param>
    public double[] Distances(int i)
    {
        ReadOnlySpan<double> squares = SquaredDistances(i);
        var distances = new double[squares.Length];
        for (int c = 0; c < distances.Length; c++)
            distances[c] = Unit * Math.Sqrt(squares[c]);
        return distances;
    }

    /// <summary>The nearest of the neighbors of every point.</summary>
    /// <param name="neighborCount">How many, from 1 to <see cref="NeighborCount"/>; of a graph whose points have different numbers of them, that
    /// very number.</param>
    internal NeighborGraph Take(int neighborCount)
    {
        if (neighborCount == NeighborCount)
            return this;
        var table = new NeighborTable(Count, neighborCount);
        for (int i = 0; i < Count; i++)
        {
            Neighbors(i)[..neighborCount].CopyTo(table.Indices.AsSpan(i * neighborCount));
            SquaredDistances(i)[..neighborCount].CopyTo(table.SquaredDistances.AsSpan(i * neighborCount));
        }

        return new NeighborGraph(table).Found(Metric, Search, Recall, Unit);
    }

    /// <summary>The same neighbors, and how they were found.</summary>
    internal NeighborGraph Found(NeighborMetric metric, NeighborSearch search, double recall, double unit) =>
        new(this) { Metric = metric, Search = search, Recall = recall, Unit = unit };

    /// <summary>Gives up the lists, which nobody may ask for any more; how they were found stays known.</summary>
    /// <param name="columnsOnly">True for the indices alone.</param>
    internal void Release(bool columnsOnly)
    {
        _indices = [];
        if (!columnsOnly)
            _squaredDistances = [];
    }

    /// <summary>True when the lists are gone.</summary>
    internal bool IsReleased => _squaredDistances.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => Search == NeighborSearch.Exact
        ? $"{Count} points, {(_starts is null ? string.Empty : "up to ")}{NeighborCount} neighbors each, exact"
        : FormattableString.Invariant($"{Count} points, {NeighborCount} neighbors each, approximate, recall {Recall:0.000}");

    private void Check()
    {
        long expected = (long)Count * NeighborCount;
        if (_indices.Length != expected || _squaredDistances.Length != expected)
        {
            throw new SneException(
                SneError.InvalidNeighbors,
                $"{Count} points with {NeighborCount} neighbors each need {expected} of both; found {_indices.Length} indices and {_squaredDistances.Length} squared distances.");
        }

        CheckRows();
    }

    private void CheckRows()
    {
        var lastSeen = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            CheckIndices(i, lastSeen);
            CheckDistances(i);
        }
    }

    /// <param name="i">The point.</param>
    /// <param name="lastSeen">For every point, the number, counted from 1, of the last row that it was a neighbor in.</param>
    private void CheckIndices(int i, int[] lastSeen)
    {
        foreach (int j in Neighbors(i))
        {
            if (j < 0 || j >= Count)
                throw Invalid(i, $"a neighbor with the index {j}; {Count} points allow 0 to {Count - 1}");
            if (j == i)
                throw Invalid(i, $"the point itself, index {i}, among its neighbors");
            if (lastSeen[j] == i + 1)
                throw Invalid(i, $"the neighbor {j} twice");
            lastSeen[j] = i + 1;
        }
    }

    private void CheckDistances(int i)
    {
        double before = 0;
        foreach (double distance in SquaredDistances(i))
        {
            if (!double.IsFinite(distance) || distance < 0)
                throw Invalid(i, FormattableString.Invariant($"the squared distance {distance}; it must be finite and at least 0"));
            if (distance < before)
                throw Invalid(i, FormattableString.Invariant($"the squared distance {distance} after {before}; the nearest comes first"));
            before = distance;
        }
    }

    private static SneException Invalid(int i, string found) =>
        new(SneError.InvalidNeighbors, $"Row {i + 1} of the neighbors has {found}.", i + 1);
}
