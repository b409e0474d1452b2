namespace SneTools;

/// <summary>The coordinates of some queries, which are compared with points together.</summary>
internal sealed unsafe class QueryBlock : IDisposable
{
    /// <summary>Bytes of panels that stay in the first-level cache while all queries pass over them.</summary>
    private const int GroupBytes = 16384;

    private readonly NativeBuffer<float> _values;
    private readonly int[] _slots;

    /// <summary>Copies the queries.</summary>
    /// <param name="source">Their coordinates.</param>
    /// <param name="queries">Which points they are.</param>
    public QueryBlock(IPointSource source, ReadOnlySpan<int> queries)
    {
        _values = new NativeBuffer<float>((long)queries.Length * source.Columns);
        _slots = new int[queries.Length];
        for (int slot = 0; slot < queries.Length; slot++)
        {
            _slots[slot] = slot;
            source.Round(queries[slot], new Span<float>(_values.Pointer + ((long)slot * source.Columns), source.Columns));
        }
    }

    /// <summary>The numbers of the queries here, from 0 on.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    /// <summary>Compares queries with a run of panels.</summary>
    /// <param name="slots">Which queries.</param>
    /// <param name="panels">The points.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    /// <param name="lists">Take what is found; the list of a query has its number.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Scan(
        ReadOnlySpan<int> slots,
        PointPanels panels,
        int first,
        int end,
        CandidateLists lists,
        CancellationToken cancellation)
    {
        int group = (int)Math.Max(1, GroupBytes / (panels.Size * sizeof(float)));
        for (int panel = first; panel < end; panel += group)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int slot = 0; slot < slots.Length; slot += PanelScan.Together)
            {
                ReadOnlySpan<int> together = slots[slot..Math.Min(slots.Length, slot + PanelScan.Together)];
                PanelScan.Run(_values.Pointer, together, panels, panel, Math.Min(end, panel + group), lists);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
