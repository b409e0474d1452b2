namespace SneTools;

/// <summary>What is the same for all new points of a map.</summary>
internal interface IRowPlacement : IDisposable
{
    /// <summary>A thread's own means of placing points.</summary>
    IRowPlacer Create();
}

/// <summary>Places new points, one at a time.</summary>
internal interface IRowPlacer
{
    /// <summary>Places a point.</summary>
    /// <param name="neighbors">Points of the map.</param>
    /// <param name="probabilities">pⱼ of each.</param>
    /// <param name="place">l coordinates, overwritten.</param>
    /// <returns>-Σⱼ pⱼ log qⱼ there, in nats.</returns>
    double Place(ReadOnlySpan<int> neighbors, ReadOnlySpan<double> probabilities, Span<double> place);
}

/// <summary>Places new points in a map under one kernel.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="map">n × l.</param>
/// <param name="team">The threads that do the work; must outlive the placement.</param>
internal sealed class RowPlacement<TKernel>(TKernel kernel, Matrix map, ThreadTeam team) : IRowPlacement
    where TKernel : struct, IKernel
{
    /// <summary>The longest step of a point, as a share of the map's extent: from one cluster it does not leap over another.</summary>
    private const double Reach = 0.05;

    private readonly IMapField _field = MapField.Of(kernel, map, team);
    private readonly double _reach = Math.Max(kernel.Length, Reach * Extent(map, team));

    /// <inheritdoc/>
    public IRowPlacer Create() => new Placer(kernel, map, _field, _reach);

    /// <inheritdoc/>
    public void Dispose() => _field.Dispose();

    private static double Extent(Matrix map, ThreadTeam team)
    {
        var bounds = new MapBounds(map.Rows, map.Columns, team);
        bounds.Take(map);
        return bounds.Extent;
    }

    private sealed class Placer(TKernel kernel, Matrix map, IMapField field, double reach) : IRowPlacer
    {
        private readonly NewPointCost<TKernel> _cost = new(kernel, field, map.Columns);
        private readonly PlaceDescent _descent = new(map.Columns);

        public double Place(ReadOnlySpan<int> neighbors, ReadOnlySpan<double> probabilities, Span<double> place)
        {
            _cost.Take(map, neighbors, probabilities);
            _cost.Median(place);
            return _descent.Minimize(_cost, place, kernel.Length, reach);
        }
    }
}
