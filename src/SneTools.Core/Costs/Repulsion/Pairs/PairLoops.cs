using System.Numerics;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Chooses the registers and the kind of point that a loop over all pairs works in.</summary>
internal static class PairLoops
{
    /// <summary>The loop for the widest registers that the processor has.</summary>
    /// <param name="weights">The attraction, which the loop then owns; null where only the repulsion is asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work; must outlive the loop.</param>
    public static IPairLoop Create<TKernel, TNormalization, T>(
        PairWeights<T>? weights,
        int n,
        TKernel kernel,
        int dimension,
        ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? Create<TKernel, TNormalization, Lanes512<T>, T>(weights, n, kernel, dimension, team)
            : Create<TKernel, TNormalization, Lanes256<T>, T>(weights, n, kernel, dimension, team);

    /// <summary>The loop for registers of a given width.</summary>
    public static IPairLoop Create<TKernel, TNormalization, TLanes, T>(
        PairWeights<T>? weights,
        int n,
        TKernel kernel,
        int dimension,
        ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> => dimension switch
        {
            2 => new PairLoop<TKernel, TNormalization, Point2<TLanes, T>, TLanes, T>(weights, n, kernel, dimension, team),
            3 => new PairLoop<TKernel, TNormalization, Point3<TLanes, T>, TLanes, T>(weights, n, kernel, dimension, team),
            _ => new PairLoop<TKernel, TNormalization, PointN<TLanes, T>, TLanes, T>(weights, n, kernel, dimension, team),
        };
}
