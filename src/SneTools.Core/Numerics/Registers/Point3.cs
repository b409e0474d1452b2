using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Points of three coordinates.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct Point3<TLanes, T> : IPoint<Point3<TLanes, T>, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private TLanes _x;
    private TLanes _y;
    private TLanes _z;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point3<TLanes, T> Zero(int dimension)
    {
        Point3<TLanes, T> result;
        result._x = TLanes.Broadcast(T.Zero);
        result._y = TLanes.Broadcast(T.Zero);
        result._z = TLanes.Broadcast(T.Zero);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point3<TLanes, T> Broadcast(T* points, nint stride, int dimension)
    {
        Point3<TLanes, T> result;
        result._x = TLanes.Broadcast(*points);
        result._y = TLanes.Broadcast(points[stride]);
        result._z = TLanes.Broadcast(points[2 * stride]);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point3<TLanes, T> Subtract(in Point3<TLanes, T> center, T* points, nint stride)
    {
        Point3<TLanes, T> result;
        result._x = center._x - TLanes.Load(points);
        result._y = center._y - TLanes.Load(points + stride);
        result._z = center._z - TLanes.Load(points + (2 * stride));
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SquaredNorm(in Point3<TLanes, T> point) =>
        TLanes.MultiplyAdd(point._z, point._z, TLanes.MultiplyAdd(point._y, point._y, point._x * point._x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref Point3<TLanes, T> sum, TLanes factor, in Point3<TLanes, T> point)
    {
        sum._x = TLanes.MultiplyAdd(factor, point._x, sum._x);
        sum._y = TLanes.MultiplyAdd(factor, point._y, sum._y);
        sum._z = TLanes.MultiplyAdd(factor, point._z, sum._z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(T* points, nint stride, TLanes factor, in Point3<TLanes, T> point)
    {
        (TLanes.Load(points) - (factor * point._x)).Store(points);
        (TLanes.Load(points + stride) - (factor * point._y)).Store(points + stride);
        (TLanes.Load(points + (2 * stride)) - (factor * point._z)).Store(points + (2 * stride));
    }

    /// <inheritdoc/>
    public static void AddSum(double* target, in Point3<TLanes, T> point)
    {
        target[0] += double.CreateTruncating(TLanes.Sum(point._x));
        target[1] += double.CreateTruncating(TLanes.Sum(point._y));
        target[2] += double.CreateTruncating(TLanes.Sum(point._z));
    }
}
