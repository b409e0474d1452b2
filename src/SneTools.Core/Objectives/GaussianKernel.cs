namespace SneTools;

/// <summary>w = exp(-d²), φ = 1.</summary>
internal readonly struct GaussianKernel : IKernel
{
    /// <inheritdoc/>
    public double LogWeight(double squaredDistance) => -squaredDistance;

    /// <inheritdoc/>
    public double Phi(double squaredDistance) => 1;
}
