namespace SneTools;

/// <summary>Queries that are compared with points together, as what their coordinates have become for a kernel of <see cref="PanelScan"/>.</summary>
/// <typeparam name="T">What a coordinate has become.</typeparam>
internal abstract unsafe class QueryBlock<T> : IQueryBlock
    where T : unmanaged
{
    /// <summary>Bytes of panels that stay in the first-level cache while all queries pass over them.</summary>
    private const int GroupBytes = 16384;

    private readonly NativeBuffer<T> _values;
    private readonly int[] _slots;
    private readonly int _columns;
    private readonly long _panelBytes;

    /// <summary>Allocates the coordinates.</summary>
    /// <param name="count">Number of queries.</param>
    /// <param name="columns">Coordinates of a query here.</param>
    /// <param name="panelBytes">Bytes of a panel of points.</param>
    protected QueryBlock(int count, int columns, long panelBytes)
    {
        _values = new NativeBuffer<T>((long)count * columns);
        _columns = columns;
        _panelBytes = panelBytes;
        _slots = new int[count];
        for (int slot = 0; slot < count; slot++)
            _slots[slot] = slot;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Slots => _slots;

    /// <inheritdoc/>
    public void Scan(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists, CancellationToken cancellation)
    {
        int group = (int)Math.Max(1, GroupBytes / _panelBytes);
        for (int panel = first; panel < end; panel += group)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int slot = 0; slot < slots.Length; slot += Together)
            {
                ReadOnlySpan<int> together = slots[slot..Math.Min(slots.Length, slot + Together)];
                Run(together, panel, Math.Min(end, panel + group), lists);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Queries that are compared together.</summary>
    protected abstract int Together { get; }

    /// <summary>The coordinates of a query.</summary>
    protected T* Row(int slot) => _values.Pointer + ((long)slot * _columns);

    /// <summary>Compares a few queries, at most <see cref="Together"/>, with a run of panels.</summary>
    protected abstract void Run(ReadOnlySpan<int> slots, int first, int end, CandidateLists lists);
}
