namespace SneTools;

/// <summary>The terms K exp(-L) of points far from all others, with logarithms: what is left of K and of exp(-L) may be no number to
/// compute with, and their product is.</summary>
internal static class RemoteTerms
{
    /// <summary>K exp(-shift): a share of Zᵢ where the shift is the largest log K of the row, the term itself where it is Lᵢ.</summary>
    public static double Weight<TKernel>(TKernel kernel, double squaredDistance, double shift)
        where TKernel : struct, IKernel => Math.Exp(kernel.LogWeight(squaredDistance) - shift);

    /// <summary>log Zᵢ, from a sum of weights and their shift.</summary>
    public static double LogSum(double sum, double shift) => shift + Math.Log(sum);

    /// <summary>Adds the term -2 φK (y-y') exp(-L) of two points to the gradient of the first.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="point">y.</param>
    /// <param name="other">y'.</param>
    /// <param name="logNormalizer">L of the one that is remote.</param>
    /// <param name="gradient">The gradient of y.</param>
    public static void AddForce<TKernel>(
        TKernel kernel, ReadOnlySpan<double> point, ReadOnlySpan<double> other, double logNormalizer, Span<double> gradient)
        where TKernel : struct, IKernel
    {
        double distance = Distance.Squared(point, other);
        AddForce(2 * kernel.Phi(distance) * Weight(kernel, distance, logNormalizer), point, other, gradient);
    }

    /// <summary>The same with 2 φK exp(-L) given.</summary>
    public static void AddForce(double strength, ReadOnlySpan<double> point, ReadOnlySpan<double> other, Span<double> gradient)
    {
        for (int c = 0; c < gradient.Length; c++)
            gradient[c] -= strength * (point[c] - other[c]);
    }
}
