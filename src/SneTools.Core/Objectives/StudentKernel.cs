using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics;

namespace SneTools;

/// <summary>Student's t with α degrees of freedom: w = (1 + d²/α)^(-(α+1)/2), φ = (α+1) / (2(α + d²)) (Kobak et al. 2019).
/// </summary>
/// <param name="DegreeOfFreedom">α, positive.</param>
internal readonly record struct StudentKernel(double DegreeOfFreedom) : IKernel
{
    /// <inheritdoc/>
    public static bool IsSeparable => false;

    /// <inheritdoc/>
    public double Length => Math.Min(1, Math.Sqrt(DegreeOfFreedom));

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public double LogWeight(double squaredDistance) =>
        -0.5 * (DegreeOfFreedom + 1) * Math.Log(1 + (squaredDistance / DegreeOfFreedom));

    /// <inheritdoc/>
    public double Phi(double squaredDistance) => (DegreeOfFreedom + 1) / (2 * (DegreeOfFreedom + squaredDistance));

    /// <inheritdoc/>
    /// <remarks>The distance to the pole of w in the complex plane, less for the pole's order: fitted to the size of the
    /// derivatives for α from 1 to 100.</remarks>
    public double SquaredScale(double squaredDistance, int terms)
    {
        double order = Math.Max(0, DegreeOfFreedom - 1) * (0.5 + (0.09 * squaredDistance / (1 + (squaredDistance / DegreeOfFreedom))));
        return (DegreeOfFreedom + squaredDistance) / (1 + order);
    }

    /// <inheritdoc/>
    /// <remarks>w is α^s / Γ(s) ∫ t^(s-1) exp(-t (α + d²)) dt with s = (α+1) / 2.</remarks>
    public double NearShare(double squaredDistance, double rate) => SpecialFunctions.GammaUpperRegularized(
        0.5 * (DegreeOfFreedom + 1), rate * (DegreeOfFreedom + squaredDistance));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Weight<TLanes, T>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TLanes.Exp(TLanes.Broadcast(T.Zero) - Energy<TLanes, T>(squaredDistance));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repel<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes repulsion)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        weight = Weight<TLanes, T>(squaredDistance);
        repulsion = weight * Half<TLanes, T>() / (TLanes.Broadcast(T.CreateTruncating(DegreeOfFreedom)) + squaredDistance);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes phi, out TLanes energy)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        energy = Energy<TLanes, T>(squaredDistance);
        weight = TLanes.Exp(TLanes.Broadcast(T.Zero) - energy);
        phi = Half<TLanes, T>() / (TLanes.Broadcast(T.CreateTruncating(DegreeOfFreedom)) + squaredDistance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Energy<TLanes, T>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Half<TLanes, T>() * TLanes.Log(TLanes.MultiplyAdd(
            squaredDistance, TLanes.Broadcast(T.CreateTruncating(1 / DegreeOfFreedom)), TLanes.Broadcast(T.One)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Half<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TLanes.Broadcast(T.CreateTruncating(0.5 * (DegreeOfFreedom + 1)));
}
