namespace SneTools;

/// <summary>Sums of a kernel over charged points of a map, and their gradients, through a grid.</summary>
internal interface IGridField : IDisposable
{
    /// <summary>Lays points on a grid.</summary>
    /// <param name="map">n × l, l from 1 to 3.</param>
    /// <param name="origin">The least coordinate along every axis.</param>
    /// <param name="grid">A grid that covers the map from there on.</param>
    void Place(Matrix map, ReadOnlySpan<double> origin, GridGeometry grid);

    /// <summary>Σⱼ cⱼ w(‖yᵢ-yⱼ‖²), the point itself included, and its gradient by yᵢ.</summary>
    /// <param name="charges">cⱼ; null for 1.</param>
    /// <param name="potential">n numbers, overwritten.</param>
    /// <param name="gradient">n × l numbers, overwritten.</param>
    void Sum(double[]? charges, double[] potential, double[] gradient);

    /// <summary>The sum that was last taken, at any place; any number of threads may ask for it at the same time.</summary>
    /// <param name="place">l coordinates.</param>
    /// <param name="gradient">l numbers, overwritten.</param>
    /// <returns>NaN at a place that is not on the grid.</returns>
    double Read(ReadOnlySpan<double> place, Span<double> gradient);
}
