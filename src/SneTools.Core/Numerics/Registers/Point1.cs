using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Points of one coordinate.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct Point1<TLanes, T> : IPoint<Point1<TLanes, T>, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private TLanes _x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point1<TLanes, T> Zero(int dimension)
    {
        Point1<TLanes, T> result;
        result._x = TLanes.Broadcast(T.Zero);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point1<TLanes, T> Broadcast(T* points, nint stride, int dimension)
    {
        Point1<TLanes, T> result;
        result._x = TLanes.Broadcast(*points);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Point1<TLanes, T> Subtract(in Point1<TLanes, T> center, T* points, nint stride)
    {
        Point1<TLanes, T> result;
        result._x = center._x - TLanes.Load(points);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SquaredNorm(in Point1<TLanes, T> point) => point._x * point._x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref Point1<TLanes, T> sum, TLanes factor, in Point1<TLanes, T> point) =>
        sum._x = TLanes.MultiplyAdd(factor, point._x, sum._x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(T* points, nint stride, TLanes factor, in Point1<TLanes, T> point) =>
        (TLanes.Load(points) - (factor * point._x)).Store(points);

    /// <inheritdoc/>
    public static void AddSum(double* target, in Point1<TLanes, T> point) =>
        target[0] += double.CreateTruncating(TLanes.Sum(point._x));
}
