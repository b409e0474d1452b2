namespace SneTools;

/// <summary>The k nearest neighbors of n points, nearest first.</summary>
public sealed class NeighborGraph
{
    private readonly int[] _indices;
    private readonly float[] _squaredDistances;

    /// <summary>Wraps arrays without copying them.</summary>
    /// <param name="count">Number of points n, at least 2.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    /// <param name="indices">n × k, row by row: the neighbors of a point, counted from 0, nearest first, never the point
    /// itself, none twice.</param>
    /// <param name="squaredDistances">n × k: their squared distances, finite, at least 0, ascending in a row.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: the arrays are no such table.</exception>
    public NeighborGraph(int count, int neighborCount, int[] indices, float[] squaredDistances)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(squaredDistances);
        Count = count;
        NeighborCount = neighborCount;
        _indices = indices;
        _squaredDistances = squaredDistances;
    }

    /// <summary>Number of points, n.</summary>
    public int Count { get; }

    /// <summary>Neighbors of a point, k.</summary>
    public int NeighborCount { get; }

    /// <summary>How they were found.</summary>
    public NeighborSearch Search { get; init; } = NeighborSearch.Exact;

    /// <summary>The share of the true neighbors that are among them: 1 for an exact search, else measured on a sample.
    /// </summary>
    public double Recall { get; init; } = 1;

    /// <summary>The neighbors of a point, counted from 0, nearest first.</summary>
    public ReadOnlySpan<int> Neighbors(int i) => _indices.AsSpan(i * NeighborCount, NeighborCount);

    /// <summary>The squared distances to the neighbors of a point.</summary>
    public ReadOnlySpan<float> SquaredDistances(int i) => _squaredDistances.AsSpan(i * NeighborCount, NeighborCount);
}
