using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>w = exp(-d²), φ = 1.</summary>
internal readonly struct GaussianKernel : IKernel
{
    /// <inheritdoc/>
    public static bool IsSeparable => true;

    /// <inheritdoc/>
    public double Length => 1;

    /// <inheritdoc/>
    public static bool IsShort => true;

    /// <inheritdoc/>
    public double LogWeight(double squaredDistance) => -squaredDistance;

    /// <inheritdoc/>
    public double Phi(double squaredDistance) => 1;

    /// <inheritdoc/>
    /// <remarks>The derivatives of order k fall as exp(-d²/2), whose k-th root lengthens the scale; the first terms of its
    /// series will do.</remarks>
    public double SquaredScale(double squaredDistance, int terms)
    {
        double x = squaredDistance / terms;
        return 1 + (x * (1 + (0.5 * x)));
    }

    /// <inheritdoc/>
    public double NearShare(double squaredDistance, double rate) => rate < 1 ? 1 : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Weight<TLanes, T>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> => TLanes.Exp(TLanes.Broadcast(T.Zero) - squaredDistance);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repel<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes repulsion)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        weight = Weight<TLanes, T>(squaredDistance);
        repulsion = weight;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes, T>(TLanes squaredDistance, out TLanes weight, out TLanes phi, out TLanes energy)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        weight = Weight<TLanes, T>(squaredDistance);
        phi = TLanes.Broadcast(T.One);
        energy = squaredDistance;
    }
}
