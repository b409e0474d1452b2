using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Points of any number of coordinates up to <see cref="MaxDimension"/>.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct PointN<TLanes, T> : IPoint<PointN<TLanes, T>, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The most coordinates.</summary>
    public const int MaxDimension = 10;

    private Coordinates _coordinates;
    private int _dimension;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PointN<TLanes, T> Zero(int dimension)
    {
        Unsafe.SkipInit(out PointN<TLanes, T> result);
        result._dimension = dimension;
        for (int c = 0; c < dimension; c++)
            result._coordinates[c] = TLanes.Broadcast(T.Zero);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PointN<TLanes, T> Broadcast(T* points, nint stride, int dimension)
    {
        Unsafe.SkipInit(out PointN<TLanes, T> result);
        result._dimension = dimension;
        for (int c = 0; c < dimension; c++)
            result._coordinates[c] = TLanes.Broadcast(points[c * stride]);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PointN<TLanes, T> Subtract(in PointN<TLanes, T> center, T* points, nint stride)
    {
        Unsafe.SkipInit(out PointN<TLanes, T> result);
        result._dimension = center._dimension;
        for (int c = 0; c < center._dimension; c++)
            result._coordinates[c] = center._coordinates[c] - TLanes.Load(points + (c * stride));
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SquaredNorm(in PointN<TLanes, T> point)
    {
        TLanes sum = point._coordinates[0] * point._coordinates[0];
        for (int c = 1; c < point._dimension; c++)
            sum = TLanes.MultiplyAdd(point._coordinates[c], point._coordinates[c], sum);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref PointN<TLanes, T> sum, TLanes factor, in PointN<TLanes, T> point)
    {
        for (int c = 0; c < point._dimension; c++)
            sum._coordinates[c] = TLanes.MultiplyAdd(factor, point._coordinates[c], sum._coordinates[c]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractFrom(T* points, nint stride, TLanes factor, in PointN<TLanes, T> point)
    {
        for (int c = 0; c < point._dimension; c++)
        {
            T* place = points + (c * stride);
            (TLanes.Load(place) - (factor * point._coordinates[c])).Store(place);
        }
    }

    /// <inheritdoc/>
    public static void AddSum(double* target, in PointN<TLanes, T> point)
    {
        for (int c = 0; c < point._dimension; c++)
            target[c] += double.CreateTruncating(TLanes.Sum(point._coordinates[c]));
    }

    [InlineArray(MaxDimension)]
    private struct Coordinates
    {
        private TLanes _first;
    }
}
