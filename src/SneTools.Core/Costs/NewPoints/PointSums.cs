using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>The loop over points, for one kernel, dimension and width of registers.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
/// <typeparam name="TPoint">The dimension.</typeparam>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
internal sealed unsafe class PointSums<TKernel, TPoint, TLanes> : IPointSums
    where TKernel : struct, IKernel
    where TPoint : struct, IPoint<TPoint, TLanes, double>
    where TLanes : struct, ILanes<TLanes, double>
{
    private readonly TKernel _kernel;
    private readonly int _dimension;
    private readonly int _stride;
    private readonly NativeBuffer<double> _points;

    /// <summary>Copies the points.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="map">n × l.</param>
    /// <param name="order">The point at every place of the order that sums are taken in; null for that of the map.</param>
    public PointSums(TKernel kernel, Matrix map, int[]? order)
    {
        _kernel = kernel;
        _dimension = map.Columns;

        // A register may begin at the last point.
        _stride = NativeBuffer<double>.RoundUp(map.Rows + TLanes.Count);
        _points = new NativeBuffer<double>((long)_stride * _dimension);
        for (int place = 0; place < map.Rows; place++)
        {
            ReadOnlySpan<double> point = map.Row(order is null ? place : order[place]);
            for (int c = 0; c < point.Length; c++)
                _points.Pointer[((long)c * _stride) + place] = point[c];
        }
    }

    /// <inheritdoc/>
    public double Add(ReadOnlySpan<double> place, int start, int end, Span<double> force)
    {
        fixed (double* y = place)
        fixed (double* target = force)
        {
            var center = TPoint.Broadcast(y, 1, _dimension);
            TLanes sum = TLanes.Broadcast(0);
            TPoint forces = TPoint.Zero(_dimension);
            int whole = start + ((end - start) / TLanes.Count * TLanes.Count);
            for (int j = start; j < whole; j += TLanes.Count)
            {
                TPoint difference = TPoint.Subtract(center, _points.Pointer + j, _stride);
                _kernel.Repel<TLanes, double>(TPoint.SquaredNorm(difference), out TLanes weight, out TLanes repulsion);
                sum += weight;
                TPoint.AddTo(ref forces, repulsion, difference);
            }

            if (whole < end)
            {
                TPoint difference = TPoint.Subtract(center, _points.Pointer + whole, _stride);
                _kernel.Repel<TLanes, double>(TPoint.SquaredNorm(difference), out TLanes weight, out TLanes repulsion);
                sum += TLanes.ClearFrom(weight, end - whole);
                TPoint.AddTo(ref forces, TLanes.ClearFrom(repulsion, end - whole), difference);
            }

            TPoint.AddSum(target, forces);
            return TLanes.Sum(sum);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _points.Dispose();
}

/// <summary>Chooses the loop over points.</summary>
internal static class PointSums
{
    /// <summary>The loop for a map.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="map">n × l.</param>
    /// <param name="order">The point at every place of the order that sums are taken in; null for that of the map.</param>
    public static IPointSums Of<TKernel>(TKernel kernel, Matrix map, int[]? order = null)
        where TKernel : struct, IKernel =>
        Vector512.IsHardwareAccelerated ? Of<TKernel, Lanes512<double>>(kernel, map, order) : Of<TKernel, Lanes256<double>>(kernel, map, order);

    private static IPointSums Of<TKernel, TLanes>(TKernel kernel, Matrix map, int[]? order)
        where TKernel : struct, IKernel
        where TLanes : struct, ILanes<TLanes, double> => map.Columns switch
        {
            1 => new PointSums<TKernel, Point1<TLanes, double>, TLanes>(kernel, map, order),
            2 => new PointSums<TKernel, Point2<TLanes, double>, TLanes>(kernel, map, order),
            3 => new PointSums<TKernel, Point3<TLanes, double>, TLanes>(kernel, map, order),
            _ => new PointSums<TKernel, PointN<TLanes, double>, TLanes>(kernel, map, order),
        };
}
