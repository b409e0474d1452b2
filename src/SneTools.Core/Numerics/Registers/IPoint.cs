using System.Numerics;

namespace SneTools;

/// <summary>The coordinates of several points, or the differences between several pairs of them.</summary>
/// <remarks>Points lie in memory one coordinate after the other: coordinate c of point j at c · stride + j.</remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IPoint<TSelf, TLanes, T>
    where TSelf : struct, IPoint<TSelf, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The origin.</summary>
    static abstract TSelf Zero(int dimension);

    /// <summary>One point, in every lane.</summary>
    static abstract TSelf Broadcast(T* points, nint stride, int dimension);

    /// <summary>The points from a place in memory on, subtracted from others: center - points.</summary>
    static abstract TSelf Subtract(in TSelf center, T* points, nint stride);

    /// <summary>Squared lengths.</summary>
    static abstract TLanes SquaredNorm(in TSelf point);

    /// <summary>sum + factor · point.</summary>
    static abstract void AddTo(ref TSelf sum, TLanes factor, in TSelf point);

    /// <summary>Subtracts factor · point from the points at a place in memory.</summary>
    static abstract void SubtractFrom(T* points, nint stride, TLanes factor, in TSelf point);

    /// <summary>Adds the sum over the lanes to one point.</summary>
    static abstract void AddSum(double* target, in TSelf point);
}
