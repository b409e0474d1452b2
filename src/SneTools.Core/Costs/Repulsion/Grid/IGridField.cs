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
}
