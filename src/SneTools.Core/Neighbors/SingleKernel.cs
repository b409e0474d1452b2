using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Scores in single precision; all widths of registers give the same bits.</summary>
/// <typeparam name="TLanes">The registers.</typeparam>
internal readonly unsafe struct SingleKernel<TLanes> : IScoreKernel
    where TLanes : struct, ILanes<TLanes, float>
{
    /// <inheritdoc/>
    public static int Queries => 4;

    /// <inheritdoc/>
    public static int Points => 2 * TLanes.Count;

    /// <inheritdoc/>
    public static int Stride => sizeof(float);

    /// <inheritdoc/>
    /// <remarks>It calls nothing, so that the sums stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Multiply(void** rows, void* column, int columns, float* limits, uint* hits, float* scores)
    {
        float* y = (float*)column;
        TLanes a0 = TLanes.Load(y), a1 = TLanes.Load(y + TLanes.Count);
        TLanes b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
        float* rowA = (float*)rows[0], rowB = (float*)rows[1], rowC = (float*)rows[2], rowD = (float*)rows[3];
        for (nint k = 0; k < columns; k++)
        {
            y += PointPanels.Width;
            TLanes y0 = TLanes.Load(y);
            TLanes y1 = TLanes.Load(y + TLanes.Count);
            TLanes a = TLanes.Broadcast(rowA[k]);
            a0 = TLanes.MultiplyAdd(a, y0, a0);
            a1 = TLanes.MultiplyAdd(a, y1, a1);
            TLanes b = TLanes.Broadcast(rowB[k]);
            b0 = TLanes.MultiplyAdd(b, y0, b0);
            b1 = TLanes.MultiplyAdd(b, y1, b1);
            TLanes c = TLanes.Broadcast(rowC[k]);
            c0 = TLanes.MultiplyAdd(c, y0, c0);
            c1 = TLanes.MultiplyAdd(c, y1, c1);
            TLanes d = TLanes.Broadcast(rowD[k]);
            d0 = TLanes.MultiplyAdd(d, y0, d0);
            d1 = TLanes.MultiplyAdd(d, y1, d1);
        }

        hits[0] = Above(a0, a1, limits[0]);
        hits[1] = Above(b0, b1, limits[1]);
        hits[2] = Above(c0, c1, limits[2]);
        hits[3] = Above(d0, d1, limits[3]);
        if ((hits[0] | hits[1] | hits[2] | hits[3]) == 0)
            return false;
        Store(a0, a1, scores, 0);
        Store(b0, b1, scores, 1);
        Store(c0, c1, scores, 2);
        Store(d0, d1, scores, 3);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Above(TLanes low, TLanes high, float limit)
    {
        TLanes wide = TLanes.Broadcast(limit);
        return TLanes.Above(low, wide) | (TLanes.Above(high, wide) << TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes low, TLanes high, float* scores, int query)
    {
        low.Store(scores + (query * 2 * TLanes.Count));
        high.Store(scores + (((query * 2) + 1) * TLanes.Count));
    }
}
