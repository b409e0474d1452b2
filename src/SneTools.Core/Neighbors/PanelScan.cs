using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// Scores of all points of some panels for a few query points, s = x·y - ‖y‖²/2, which is the larger the nearer y is to x:
/// ‖x-y‖² = ‖x‖² - 2s. The few that exceed what a query has already are handed on.
/// </summary>
internal static unsafe class PanelScan
{
    /// <summary>Scores a run of panels. All kernels of the same numbers give the same bits.</summary>
    /// <typeparam name="TKernel">What computes the scores.</typeparam>
    /// <param name="rows">The coordinates of <see cref="IScoreKernel.Queries"/> queries; of fewer, the last is repeated.</param>
    /// <param name="slots">Which they are.</param>
    /// <param name="panels">The points.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    /// <param name="lists">What the queries have, and take what is found.</param>
    [SkipLocalsInit]
    public static void Run<TKernel>(void** rows, ReadOnlySpan<int> slots, in Panels panels, int first, int end, CandidateLists lists)
        where TKernel : struct, IScoreKernel
    {
        float* limits = stackalloc float[TKernel.Queries];
        uint* hits = stackalloc uint[TKernel.Queries];
        float* scores = stackalloc float[TKernel.Queries * PointPanels.Width];
        for (int r = 0; r < TKernel.Queries; r++)
            limits[r] = r < slots.Length ? lists.Limits[slots[r]] : float.PositiveInfinity;
        byte* values = panels.Values;
        for (int panel = first; panel < end; panel++, values += panels.Size)
        {
            for (int lane = 0; lane < PointPanels.Width; lane += TKernel.Points)
            {
                if (!TKernel.Multiply(rows, values + (lane * TKernel.Stride), panels.Columns, limits, hits, scores))
                    continue;
                ReadOnlySpan<int> points = panels.Order.Slice((panel * PointPanels.Width) + lane, TKernel.Points);
                for (int r = 0; r < slots.Length; r++)
                {
                    Collect(hits[r], scores + (r * TKernel.Points), points, slots[r], lists);
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
            if (points[lane] >= 0)
                lists.Add(slot, scores[lane], points[lane]);
        }
    }

    /// <summary>Panels in memory.</summary>
    /// <param name="values">The first panel that is scanned.</param>
    /// <param name="size">Bytes of a panel.</param>
    /// <param name="columns">Coordinates, as the kernel counts them.</param>
    /// <param name="order">The point at every place of all panels, or -1 where there is none.</param>
    public readonly ref struct Panels(void* values, long size, int columns, ReadOnlySpan<int> order)
    {
        /// <summary>The first panel that is scanned.</summary>
        public byte* Values { get; } = (byte*)values;

        /// <summary>Bytes of a panel.</summary>
        public long Size { get; } = size;

        /// <summary>Coordinates, as the kernel counts them.</summary>
        public int Columns { get; } = columns;

        /// <summary>The point at every place of all panels, or -1 where there is none.</summary>
        public ReadOnlySpan<int> Order { get; } = order;
    }
}
