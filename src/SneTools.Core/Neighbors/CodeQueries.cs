using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>Queries as codes.</summary>
internal sealed unsafe class CodeQueries : QueryBlock<byte>
{
    private readonly PointCodes _codes;

    /// <summary>Encodes the queries.</summary>
    /// <param name="points">The points that they are compared with.</param>
    /// <param name="source">Their coordinates.</param>
    /// <param name="queries">Which points they are.</param>
    public CodeQueries(PointCodes points, IPointSource source, ReadOnlySpan<int> queries)
        : base(queries.Length, points.Groups * PointCodes.Group, points.Size)
    {
        _codes = points;
        var point = new float[source.Columns];
        var codes = new int[source.Columns];
        for (int slot = 0; slot < queries.Length; slot++)
        {
            source.Round(queries[slot], point);
            points.Encode(point, codes);
            byte* row = Row(slot);
            for (int k = 0; k < codes.Length; k++)
                row[k] = (byte)(codes[k] + PointCodes.Offset);
        }
    }

    /// <inheritdoc/>
    protected override int Together => AvxVnni.IsSupported ? VnniKernel.Queries : CodeKernel<CodeLanes512>.Queries;

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists)
    {
        if (AvxVnni.IsSupported)
            Run<VnniKernel>(slots, first, end, lists);
        else if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
            Run<CodeKernel<CodeLanes512>>(slots, first, end, lists);
        else if (Avx2.IsSupported)
            Run<CodeKernel<CodeLanes256<CodeProducts.Pairs>>>(slots, first, end, lists);
        else
            Run<CodeKernel<CodeLanes256<CodeProducts.Single>>>(slots, first, end, lists);
    }

    /// <summary>Compares a few queries with a run of panels by a kernel.</summary>
    public void Run<TKernel>(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists)
        where TKernel : struct, IScoreKernel
    {
        void** rows = stackalloc void*[TKernel.Queries];
        for (int r = 0; r < TKernel.Queries; r++)
            rows[r] = Row(slots[Math.Min(r, slots.Length - 1)]);
        var panels = new PanelScan.Panels(_codes.Panel(first), _codes.Size, _codes.Groups, _codes.Order);
        PanelScan.Run<TKernel>(rows, slots, panels, first, end, lists);
    }
}
