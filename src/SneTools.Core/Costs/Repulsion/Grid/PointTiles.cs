using System.Numerics;

namespace SneTools;

/// <summary>
/// Points in the order of the square tiles of a grid that they lie in, so that those next to each other in memory are near in the
/// map, and that two tiles which are no neighbors can be worked on at the same time.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class PointTiles<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Nodes along the edge of a tile; a point's eight nodes reach at most into the next one.</summary>
    public const int Edge = GridGeometry.Quantum / 2;

    private const int MaxChunks = 32;

    private readonly int _count;
    private readonly int _dimension;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _chunks;
    private readonly NativeBuffer<int> _tileOf;
    private readonly Action<int> _countTiles;
    private readonly Action<int> _sort;
    private readonly double[] _origin;
    private readonly long[] _pitch = new long[3];
    private readonly int[] _tilePitch = new int[3];
    private int[] _next = [];
    private Matrix _map = null!;
    private double _cellsPerUnit;

    public PointTiles(int count, int dimension, ThreadTeam team)
    {
        _count = count;
        _dimension = dimension;
        _team = team;
        _chunks = new RowBlocks(count, Math.Max(4096, (count + MaxChunks - 1) / MaxChunks));
        _tileOf = new NativeBuffer<int>(count);
        Order = new NativeBuffer<int>(count);
        First = new NativeBuffer<int>(count);
        Offset = new NativeBuffer<T>((long)count * dimension);
        _origin = new double[dimension];
        _countTiles = CountTiles;
        _sort = Sort;
    }

    /// <summary>Number of tiles.</summary>
    public int Count { get; private set; }

    /// <summary>Tiles along the three axes.</summary>
    public (int Depth, int Height, int Width) Shape { get; private set; }

    /// <summary>The point, counted from 0 in the map, at each place of this order.</summary>
    public NativeBuffer<int> Order { get; }

    /// <summary>The first of a point's nodes, as a place in the grid's memory.</summary>
    public NativeBuffer<int> First { get; }

    /// <summary>Where in its cell a point lies, counted from the cell's middle in units of the cell: a row for every axis, the last
    /// axis first.</summary>
    public NativeBuffer<T> Offset { get; }

    /// <summary>The place of a tile's first point in this order.</summary>
    public int Start(int tile) => tile == 0 ? 0 : _next[((long)(_chunks.Count - 1) * Count) + tile - 1];

    /// <summary>The place after a tile's last point.</summary>
    public int End(int tile) => _next[((long)(_chunks.Count - 1) * Count) + tile];

    /// <summary>Puts the points of a map in order.</summary>
    public void Place(Matrix map, ReadOnlySpan<double> origin, GridGeometry grid)
    {
        _map = map;
        origin.CopyTo(_origin);
        _cellsPerUnit = 1 / grid.Spacing;
        Shape = (Tiles(grid.Depth), Tiles(grid.Height), Tiles(grid.Width));
        Count = Shape.Depth * Shape.Height * Shape.Width;
        (_pitch[0], _pitch[1], _pitch[2]) = (1, grid.Width, (long)grid.Height * grid.Width);
        (_tilePitch[0], _tilePitch[1], _tilePitch[2]) = (1, Shape.Width, Shape.Height * Shape.Width);
        if (_next.Length < _chunks.Count * Count)
            _next = new int[_chunks.Count * Count];
        Array.Clear(_next);
        _team.Run(_chunks.Count, _countTiles);
        int sum = 0;
        for (int tile = 0; tile < Count; tile++)
        {
            for (int chunk = 0; chunk < _chunks.Count; chunk++)
            {
                ref int place = ref _next[(chunk * Count) + tile];
                (place, sum) = (sum, sum + place);
            }
        }

        _team.Run(_chunks.Count, _sort);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tileOf.Dispose();
        Order.Dispose();
        First.Dispose();
        Offset.Dispose();
    }

    private static int Tiles(int nodes) => (nodes + Edge - 1) / Edge;

    private void CountTiles(int chunk)
    {
        Span<int> counts = _next.AsSpan(chunk * Count, Count);
        for (int i = _chunks.Start(chunk); i < _chunks.End(chunk); i++)
        {
            ReadOnlySpan<double> point = _map.Row(i);
            int tile = 0;
            for (int axis = 0; axis < _dimension; axis++)
                tile += (int)Cells(point, axis) / Edge * _tilePitch[axis];
            _tileOf.Pointer[i] = tile;
            counts[tile]++;
        }
    }

    private void Sort(int chunk)
    {
        Span<int> next = _next.AsSpan(chunk * Count, Count);
        for (int i = _chunks.Start(chunk); i < _chunks.End(chunk); i++)
        {
            int place = next[_tileOf.Pointer[i]]++;
            ReadOnlySpan<double> point = _map.Row(i);
            long first = 0;
            for (int axis = 0; axis < _dimension; axis++)
            {
                double cells = Cells(point, axis);
                int cell = (int)cells;
                first += cell * _pitch[axis];
                Offset.Pointer[((long)axis * _count) + place] = T.CreateTruncating(cells - cell - 0.5);
            }

            First.Pointer[place] = (int)first;
            Order.Pointer[place] = i;
        }
    }

    /// <summary>How many cells from the origin a point is, along an axis counted from the last one.</summary>
    private double Cells(ReadOnlySpan<double> point, int axis)
    {
        int coordinate = _dimension - 1 - axis;
        return (point[coordinate] - _origin[coordinate]) * _cellsPerUnit;
    }
}
