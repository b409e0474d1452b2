using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Queries in single precision.</summary>
internal sealed unsafe class SingleQueries : QueryBlock<float>
{
    private readonly PointPanels _panels;

    /// <summary>Copies the queries.</summary>
    /// <param name="panels">The points that they are compared with.</param>
    /// <param name="source">Their coordinates.</param>
    /// <param name="queries">Which points they are.</param>
    public SingleQueries(PointPanels panels, IPointSource source, ReadOnlySpan<int> queries)
        : base(queries.Length, panels.Columns, panels.Size * sizeof(float))
    {
        _panels = panels;
        for (int slot = 0; slot < queries.Length; slot++)
            source.Round(queries[slot], new Span<float>(Row(slot), panels.Columns));
    }

    /// <inheritdoc/>
    protected override int Together => SingleKernel<Lanes256<float>>.Queries;

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<SingleKernel<Lanes512<float>>>(slots, first, end, lists);
        else
            Run<SingleKernel<Lanes256<float>>>(slots, first, end, lists);
    }

    /// <summary>Compares a few queries with a run of panels by a kernel.</summary>
    public void Run<TKernel>(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists)
        where TKernel : struct, IScoreKernel
    {
        void** rows = stackalloc void*[TKernel.Queries];
        for (int r = 0; r < TKernel.Queries; r++)
            rows[r] = Row(slots[Math.Min(r, slots.Length - 1)]);
        var panels = new PanelScan.Panels(_panels.Panel(first), _panels.Size * sizeof(float), _panels.Columns, _panels.Order);
        PanelScan.Run<TKernel>(rows, slots, panels, first, end, lists);
    }
}
