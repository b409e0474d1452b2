using System.Numerics;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Makes sums for a number of coordinates and the widest registers that the processor has.</summary>
internal static class FieldSums
{
    /// <summary>Makes sums in one precision.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">Number of coordinates, from 1 to 3.</param>
    /// <param name="maxTargets">The most targets at a time.</param>
    public static IFieldSum Create<TKernel, T>(TKernel kernel, int dimension, int maxTargets)
        where TKernel : struct, IKernel
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? Create<TKernel, Lanes512<T>, T>(kernel, dimension, maxTargets)
            : Create<TKernel, Lanes256<T>, T>(kernel, dimension, maxTargets);

    /// <summary>Makes sums for registers of a given width.</summary>
    public static IFieldSum Create<TKernel, TLanes, T>(TKernel kernel, int dimension, int maxTargets)
        where TKernel : struct, IKernel
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> => dimension switch
        {
            1 => new FieldSum<TKernel, Point1<TLanes, T>, TLanes, T>(kernel, dimension, maxTargets),
            2 => new FieldSum<TKernel, Point2<TLanes, T>, TLanes, T>(kernel, dimension, maxTargets),
            _ => new FieldSum<TKernel, Point3<TLanes, T>, TLanes, T>(kernel, dimension, maxTargets),
        };
}
