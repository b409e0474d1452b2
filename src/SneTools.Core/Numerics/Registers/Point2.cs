using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Points of two coordinates.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct Point2<TLanes, T> : IPoint<Point2<TLanes, T>, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private TLanes _x;
    private TLanes _y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point2<TLanes, T> Zero(int dimension)
    {
        Point2<TLanes, T> result;
        result._x = TLanes.Broadcast(T.Zero);
        result._y = TLanes.Broadcast(T.Zero);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point2<TLanes, T> Broadcast(T* points, nint stride, int dimension)
    {
        Point2<TLanes, T> result;
        result._x = TLanes.Broadcast(*points);
        result._y = TLanes.Broadcast(points[stride]);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point2<TLanes, T> Subtract(in Point2<TLanes, T> center, T* points, nint stride)
    {
        Point2<TLanes, T> result;
        result._x = center._x - TLanes.Load(points);
        result._y = center._y - TLanes.Load(points + stride);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SquaredNorm(in Point2<TLanes, T> point) =>
        TLanes.MultiplyAdd(point._y, point._y, point._x * point._x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref Point2<TLanes, T> sum, TLanes factor, in Point2<TLanes, T> point)
    {
        sum._x = TLanes.MultiplyAdd(factor, point._x, sum._x);
        sum._y = TLanes.MultiplyAdd(factor, point._y, sum._y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(T* points, nint stride, TLanes factor, in Point2<TLanes, T> point)
    {
        (TLanes.Load(points) - (factor * point._x)).Store(points);
        (TLanes.Load(points + stride) - (factor * point._y)).Store(points + stride);
    }

    /// <inheritdoc/>
    public static void AddSum(double* target, in Point2<TLanes, T> point)
    {
        target[0] += double.CreateTruncating(TLanes.Sum(point._x));
        target[1] += double.CreateTruncating(TLanes.Sum(point._y));
    }
}
