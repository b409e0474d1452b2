namespace SneTools;

/// <summary>Sums of a kernel over some of the points of a map, by a loop over them.</summary>
internal interface IPointSums : IDisposable
{
    /// <summary>Σⱼ w(‖y-yⱼ‖²).</summary>
    /// <param name="place">y.</param>
    /// <param name="start">The first point, in the order of these sums.</param>
    /// <param name="end">The point after the last.</param>
    /// <param name="force">l numbers, to which Σⱼ φⱼwⱼ (y-yⱼ) is added.</param>
    double Add(ReadOnlySpan<double> place, int start, int end, Span<double> force);
}
