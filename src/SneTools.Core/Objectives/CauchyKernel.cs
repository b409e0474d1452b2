using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Student's t with one degree of freedom, t-SNE's own: w = φ = 1 / (1 + d²).</summary>
internal readonly struct CauchyKernel : IKernel
{
    /// <inheritdoc/>
    public static bool IsSeparable => false;

    /// <inheritdoc/>
    public double Length => 1;

    /// <inheritdoc/>
    public static bool IsShort => false;

    /// <inheritdoc/>
    public double LogWeight(double squaredDistance) => -Math.Log(1 + squaredDistance);

    /// <inheritdoc/>
    public double Phi(double squaredDistance) => 1 / (1 + squaredDistance);

    /// <inheritdoc/>
    /// <remarks>The distance to the pole of w in the complex plane.</remarks>
    public double SquaredScale(double squaredDistance, int terms) => 1 + squaredDistance;

    /// <inheritdoc/>
    /// <remarks>1 / (1 + d²) = ∫ exp(-t (1 + d²)) dt.</remarks>
    public double NearShare(double squaredDistance, double rate) => Math.Exp(-rate * (1 + squaredDistance));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Weight<TLanes, T>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TLanes.Broadcast(T.One) / (TLanes.Broadcast(T.One) + squaredDistance);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repel<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes repulsion)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        weight = Weight<TLanes, T>(squaredDistance);
        repulsion = weight * weight;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes phi, out TLanes energy)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TLanes onePlus = TLanes.Broadcast(T.One) + squaredDistance;
        weight = TLanes.Broadcast(T.One) / onePlus;
        phi = weight;
        energy = TLanes.Log(onePlus);
    }
}
