namespace SneTools;

/// <summary>Rows that are no points, with the points that they are compared with by straight distances. Query q has the number ~q, so that it is
/// none of the points.</summary>
/// <param name="queries">The rows, prepared for the points.</param>
/// <param name="points">The points.</param>
internal sealed class QueryRows(MetricRows queries, MetricRows points) : IPointSource, IPairDistance, IQueryDistances
{
    /// <summary>Number of queries.</summary>
    public int Count => queries.Count;

    /// <inheritdoc/>
    public int Columns => queries.Columns;

    /// <summary>By what squared distances are multiplied where coordinates are rounded.</summary>
    public double SquaredRoundingFactor => queries.SquaredRoundingFactor;

    /// <inheritdoc/>
    public double Round(int i, Span<float> target) => queries.Round(~i, target);

    /// <inheritdoc/>
    public double SquaredDistance(int i, int j) => queries.SquaredDistanceTo(~i, points, j);

    /// <inheritdoc/>
    public void SquaredDistances(int query, int start, Span<double> target)
    {
        for (int place = 0; place < target.Length; place++)
            target[place] = queries.SquaredDistanceTo(query, points, start + place);
    }

    /// <inheritdoc/>
    public double SquaredDistanceRounding(int query, int j) => queries.SquaredDistanceToRounding(query, points, j);
}
