namespace SneTools;

/// <summary>The kernel width of one row and what follows from it.</summary>
/// <param name="Precision">β, in units of 1/distance².</param>
/// <param name="Entropy">H(Pᵢ), in nats.</param>
/// <param name="Nearest">The squared distance to the nearest neighbor, by which the row was shifted; where several tie but for rounding,
/// that to the farthest of these.</param>
/// <param name="LogSum">ln Σⱼ exp(-β (d²ᵢⱼ - Nearest)), so that p(j|i) = exp(-β (d²ᵢⱼ - Nearest) - LogSum).</param>
/// <param name="IsSaturated">True when more neighbors tie for nearest than the perplexity asks for.</param>
/// <param name="IsShort">True when there are fewer neighbors than the perplexity asks for; they share the probability equally.</param>
internal readonly record struct RowBandwidth(
    double Precision,
    double Entropy,
    double Nearest,
    double LogSum,
    bool IsSaturated,
    bool IsShort = false)
{
    /// <summary>log p(j|i), exact however small p is.</summary>
    /// <param name="squaredDistance">d²ᵢⱼ, not shifted.</param>
    public double LogProbability(double squaredDistance) =>
        (-Precision * Math.Max(0, squaredDistance - Nearest)) - LogSum;

    /// <summary>p(j|i).</summary>
    /// <param name="squaredDistance">d²ᵢⱼ, not shifted.</param>
    public double Probability(double squaredDistance) => Math.Exp(LogProbability(squaredDistance));
}
