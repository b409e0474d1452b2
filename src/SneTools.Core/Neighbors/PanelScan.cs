using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// Scores of all points of some panels for a few query points, s = x·y - ‖y‖²/2, which is the larger the nearer y is to x:
/// ‖x-y‖² = ‖x‖² - 2s. The few that exceed what a query has already are handed on.
/// </summary>
internal static unsafe class PanelScan
{
    /// <summary>Queries that are worked on together.</summary>
    public const int Together = 4;

    /// <summary>Scores a run of panels.</summary>
    /// <param name="queries">The coordinates of queries, h of each, query after query.</param>
    /// <param name="slots">Which of them, at most <see cref="Together"/>.</param>
    /// <param name="panels">The points.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    /// <param name="lists">What the queries have, and take what is found.</param>
    public static void Run(float* queries, ReadOnlySpan<int> slots, PointPanels panels, int first, int end, CandidateLists lists)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lanes512<float>>(queries, slots, panels, first, end, lists);
        else
            Run<Lanes256<float>>(queries, slots, panels, first, end, lists);
    }

    /// <summary>Scores a run of panels with registers of a given width; all widths give the same bits.</summary>
    [SkipLocalsInit]
    public static void Run<TLanes>(
        float* queries,
        ReadOnlySpan<int> slots,
        PointPanels panels,
        int first,
        int end,
        CandidateLists lists)
        where TLanes : struct, ILanes<TLanes, float>
    {
        float** rows = stackalloc float*[Together];
        float* limits = stackalloc float[Together];
        uint* hits = stackalloc uint[Together];
        float* scores = stackalloc float[Together * PointPanels.Width];
        for (int r = 0; r < Together; r++)
        {
            rows[r] = queries + ((long)slots[Math.Min(r, slots.Length - 1)] * panels.Columns);
            limits[r] = r < slots.Length ? lists.Limits[slots[r]] : float.PositiveInfinity;
        }

        for (int panel = first; panel < end; panel++)
        {
            for (int lane = 0; lane < PointPanels.Width; lane += 2 * TLanes.Count)
            {
                if (!Multiply<TLanes>(rows, panels.Panel(panel) + lane, panels.Columns, limits, hits, scores))
                    continue;
                ReadOnlySpan<int> points = panels.Order.Slice((panel * PointPanels.Width) + lane, 2 * TLanes.Count);
                for (int r = 0; r < slots.Length; r++)
                {
                    Collect(hits[r], scores + (r * 2 * TLanes.Count), points, slots[r], lists);
                    limits[r] = lists.Limits[slots[r]];
                }
            }
        }
    }

    private static void Collect(uint hits, float* scores, ReadOnlySpan<int> points, int slot, CandidateLists lists)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(hits);
            lists.Add(slot, scores[lane], points[lane]);
        }
    }

    /// <summary>Scores two registers of points for a tile of queries.</summary>
    /// <param name="rows">The coordinates of the queries.</param>
    /// <param name="column">The points.</param>
    /// <param name="columns">Coordinates, h.</param>
    /// <param name="limits">For every query, what a score must exceed.</param>
    /// <param name="hits">For every query, a bit for each point whose score does.</param>
    /// <param name="scores">The scores, query after query, if there are such points.</param>
    /// <returns>Whether there are.</returns>
    /// <remarks>It calls nothing, so that the sums stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply<TLanes>(float** rows, float* column, int columns, float* limits, uint* hits, float* scores)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes a0 = TLanes.Load(column), a1 = TLanes.Load(column + TLanes.Count);
        TLanes b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
        float* rowA = rows[0], rowB = rows[1], rowC = rows[2], rowD = rows[3];
        for (nint k = 0; k < columns; k++)
        {
            column += PointPanels.Width;
            TLanes y0 = TLanes.Load(column);
            TLanes y1 = TLanes.Load(column + TLanes.Count);
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
    private static uint Above<TLanes>(TLanes low, TLanes high, float limit)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes wide = TLanes.Broadcast(limit);
        return TLanes.Above(low, wide) | (TLanes.Above(high, wide) << TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes low, TLanes high, float* scores, int query)
        where TLanes : struct, ILanes<TLanes, float>
    {
        low.Store(scores + (query * 2 * TLanes.Count));
        high.Store(scores + (((query * 2) + 1) * TLanes.Count));
    }
}
