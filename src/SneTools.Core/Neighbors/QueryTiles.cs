namespace SneTools;

/// <summary>The coordinates of some queries as <see cref="PanelScan"/> takes them.</summary>
internal sealed unsafe class QueryTiles : IDisposable
{
    private readonly NativeBuffer<float> _values;
    private readonly int[] _slots;
    private readonly int _tileSize;

    /// <summary>Copies the queries.</summary>
    /// <param name="places">Where they are in the panels; the list of each is the one of the same number.</param>
    /// <param name="panels">The points.</param>
    /// <param name="lists">The lists of the queries.</param>
    public QueryTiles(ReadOnlySpan<int> places, PointPanels panels, CandidateLists lists)
    {
        int tiles = (places.Length + PanelScan.Together - 1) / PanelScan.Together;
        _tileSize = panels.Columns * PanelScan.Together;
        _values = new NativeBuffer<float>((long)tiles * _tileSize);
        _slots = new int[tiles * PanelScan.Together];
        Array.Fill(_slots, lists.Closed);
        for (int slot = 0; slot < places.Length; slot++)
        {
            _slots[slot] = slot;
            float* target = _values.Pointer + ((long)(slot / PanelScan.Together) * _tileSize) + (slot % PanelScan.Together);
            panels.CopyPoint(places[slot], target, PanelScan.Together);
        }
    }

    /// <summary>Scores a run of panels for all queries.</summary>
    public void Scan(PointPanels panels, int first, int end, CandidateLists lists)
    {
        for (int tile = 0; tile * PanelScan.Together < _slots.Length; tile++)
        {
            ReadOnlySpan<int> slots = _slots.AsSpan(tile * PanelScan.Together, PanelScan.Together);
            PanelScan.Run(_values.Pointer + ((long)tile * _tileSize), slots, panels, first, end, lists);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
