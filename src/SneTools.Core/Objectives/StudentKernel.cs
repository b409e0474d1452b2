namespace SneTools;

/// <summary>Student's t with α degrees of freedom: w = (1 + d²/α)^(-(α+1)/2), φ = (α+1) / (2(α + d²)) (α ≠ 1: Kobak et al.
/// 2019).</summary>
/// <param name="DegreeOfFreedom">α, positive.</param>
internal readonly record struct StudentKernel(double DegreeOfFreedom) : IKernel
{
    /// <inheritdoc/>
    public double LogWeight(double squaredDistance) =>
        -0.5 * (DegreeOfFreedom + 1) * Math.Log(1 + (squaredDistance / DegreeOfFreedom));

    /// <inheritdoc/>
    public double Phi(double squaredDistance) => (DegreeOfFreedom + 1) / (2 * (DegreeOfFreedom + squaredDistance));
}
