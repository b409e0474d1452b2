using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Scores of codes, <see cref="PointCodes"/>: whole numbers, exact but for their conversion to single precision, which keeps their
/// order; so all registers give the same bits.</summary>
/// <typeparam name="TLanes">The registers.</typeparam>
internal readonly unsafe struct CodeKernel<TLanes> : IScoreKernel
    where TLanes : struct, ICodeLanes<TLanes>
{
    /// <inheritdoc/>
    public static int Queries => 4;

    /// <inheritdoc/>
    public static int Points => 2 * TLanes.Count;

    /// <inheritdoc/>
    public static int Stride => sizeof(int);

    /// <inheritdoc/>
    /// <remarks>A coordinate here is eight of a point's, in two groups of four. It calls nothing, so that the sums stay in registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Multiply(void** rows, void* column, int columns, float* limits, uint* hits, float* scores)
    {
        int* y = (int*)column;
        TLanes a0 = TLanes.Load(y), a1 = TLanes.Load(y + TLanes.Count);
        TLanes b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
        int* rowA = (int*)rows[0], rowB = (int*)rows[1], rowC = (int*)rows[2], rowD = (int*)rows[3];
        y += PointPanels.Width;
        for (nint k = 0; k < 2 * columns; k += 2)
        {
            TLanes y0 = TLanes.Load(y);
            TLanes y1 = TLanes.Load(y + TLanes.Count);
            TLanes z0 = TLanes.Load(y + PointPanels.Width);
            TLanes z1 = TLanes.Load(y + PointPanels.Width + TLanes.Count);
            y += 2 * PointPanels.Width;
            TLanes low = TLanes.Broadcast(rowA[k]), high = TLanes.Broadcast(rowA[k + 1]);
            a0 = TLanes.MultiplyAdd(low, y0, high, z0, a0);
            a1 = TLanes.MultiplyAdd(low, y1, high, z1, a1);
            low = TLanes.Broadcast(rowB[k]);
            high = TLanes.Broadcast(rowB[k + 1]);
            b0 = TLanes.MultiplyAdd(low, y0, high, z0, b0);
            b1 = TLanes.MultiplyAdd(low, y1, high, z1, b1);
            low = TLanes.Broadcast(rowC[k]);
            high = TLanes.Broadcast(rowC[k + 1]);
            c0 = TLanes.MultiplyAdd(low, y0, high, z0, c0);
            c1 = TLanes.MultiplyAdd(low, y1, high, z1, c1);
            low = TLanes.Broadcast(rowD[k]);
            high = TLanes.Broadcast(rowD[k + 1]);
            d0 = TLanes.MultiplyAdd(low, y0, high, z0, d0);
            d1 = TLanes.MultiplyAdd(low, y1, high, z1, d1);
        }

        hits[0] = TLanes.Above(a0, limits[0]) | (TLanes.Above(a1, limits[0]) << TLanes.Count);
        hits[1] = TLanes.Above(b0, limits[1]) | (TLanes.Above(b1, limits[1]) << TLanes.Count);
        hits[2] = TLanes.Above(c0, limits[2]) | (TLanes.Above(c1, limits[2]) << TLanes.Count);
        hits[3] = TLanes.Above(d0, limits[3]) | (TLanes.Above(d1, limits[3]) << TLanes.Count);
        if ((hits[0] | hits[1] | hits[2] | hits[3]) == 0)
            return false;
        Store(a0, a1, scores, 0);
        Store(b0, b1, scores, 1);
        Store(c0, c1, scores, 2);
        Store(d0, d1, scores, 3);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes low, TLanes high, float* scores, int query)
    {
        low.Store(scores + (query * 2 * TLanes.Count));
        high.Store(scores + (((query * 2) + 1) * TLanes.Count));
    }
}
