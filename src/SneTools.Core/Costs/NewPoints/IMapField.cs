namespace SneTools;

/// <summary>log Z(y), Z(y) = Σⱼ w(‖y-yⱼ‖²) over all points j of a map that stays as it is, at any place y. Any number of threads may ask at the
/// same time, and what one is told does not depend on the others.</summary>
internal interface IMapField : IDisposable
{
    /// <summary>log Z of a place.</summary>
    /// <param name="place">l coordinates, finite.</param>
    /// <param name="gradient">l numbers, overwritten: the gradient of log Z, -2 Σⱼ qⱼ φⱼ (y-yⱼ).</param>
    double LogSum(ReadOnlySpan<double> place, Span<double> gradient);
}
