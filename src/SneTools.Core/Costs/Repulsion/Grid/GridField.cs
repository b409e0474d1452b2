using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// Charges are laid on the nodes of a grid with a spline, turned into a field there, and the field and its gradient are read
/// off at the points with the same spline.
/// </summary>
/// <typeparam name="TEight">Eight numbers: the width of the spline.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Every force of the family is the gradient of such a field, because φw = -w': one field gives Zᵢ and the forces at
/// once. Points are taken tile by tile; tiles that share no node are worked on at the same time, in an order that does not depend
/// on the number of threads.
/// </remarks>
internal sealed unsafe class GridField<TEight, T> : IGridField
    where TEight : struct, ILanes<TEight, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Order = SplineWindow.Order;

    private readonly int _count;
    private readonly int _dimension;
    private readonly IGridConvolution<T> _convolution;
    private readonly ThreadTeam _team;
    private readonly SplineWindow<TEight, T> _window = new();
    private readonly PointTiles<T> _tiles;
    private readonly RowBlocks _blocks;
    private readonly Action<int> _clear;
    private readonly Action<int> _lay;
    private readonly Action<int> _read;
    private NativeBuffer<T> _nodes = new(0);
    private T* _field;
    private readonly double[] _origin;
    private GridGeometry _grid;
    private int _color;
    private double[]? _charges;
    private double[] _potential = [];
    private double[] _gradient = [];

    public GridField(int count, int dimension, IGridConvolution<T> convolution, ThreadTeam team)
    {
        _count = count;
        _dimension = dimension;
        _convolution = convolution;
        _team = team;
        _tiles = new PointTiles<T>(count, dimension, team);
        _origin = new double[dimension];
        _blocks = new RowBlocks(count, 1024);
        _clear = Clear;
        _lay = Lay;
        _read = Read;
    }

    /// <inheritdoc/>
    public void Place(Matrix map, ReadOnlySpan<double> origin, GridGeometry grid)
    {
        _grid = grid;
        origin.CopyTo(_origin);
        NativeBuffer<T>.Reserve(ref _nodes, (long)grid.Size);
        _tiles.Place(map, origin, grid);
        _convolution.Prepare(grid);
    }

    /// <inheritdoc/>
    public void Sum(double[]? charges, double[] potential, double[] gradient)
    {
        _charges = charges;
        _potential = potential;
        _gradient = gradient;
        _team.Run(_grid.Depth * _grid.Height, _clear);
        (int depth, int height, int width) = _tiles.Shape;
        int colors = 1 << _dimension;
        for (_color = 0; _color < colors; _color++)
            _team.Run(Half(depth) * Half(height) * Half(width), _lay);
        _field = _convolution.Convolve(_nodes.Pointer);
        _team.Run(_blocks.Count, _read);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _window.Dispose();
        _tiles.Dispose();
        _nodes.Dispose();
        _convolution.Dispose();
    }

    private static int Half(int tiles) => (tiles + 1) / 2;

    private void Clear(int line) => new Span<T>(_nodes.Pointer + ((long)line * _grid.Width), _grid.Width).Clear();

    /// <summary>Lays the charges of one tile of the color at hand.</summary>
    private void Lay(int item)
    {
        (int depth, int height, int width) = _tiles.Shape;
        int x = (2 * (item % Half(width))) + (_color & 1);
        item /= Half(width);
        int y = (2 * (item % Half(height))) + ((_color >> 1) & 1);
        int z = (2 * (item / Half(height))) + (_color >> 2);
        if (x >= width || y >= height || z >= depth)
            return;
        int tile = (((z * height) + y) * width) + x;
        if (_dimension == 2)
            LayPlane(_tiles.Start(tile), _tiles.End(tile));
        else
            LayAny(_tiles.Start(tile), _tiles.End(tile));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LayPlane(int start, int end)
    {
        T* offsets = _tiles.Offset.Pointer;
        T* weights = stackalloc T[Order];
        nint pitch = _grid.Width;
        for (int k = start; k < end; k++)
        {
            TEight across = _window.Values(offsets[k]);
            if (_charges is not null)
                across *= TEight.Broadcast(T.CreateTruncating(_charges[_tiles.Order.Pointer[k]]));
            _window.Values(offsets[_count + k]).Store(weights);
            T* row = _nodes.Pointer + _tiles.First.Pointer[k];
            for (int r = 0; r < Order; r++, row += pitch)
                TEight.MultiplyAdd(across, TEight.Broadcast(weights[r]), TEight.Load(row)).Store(row);
        }
    }

    private void LayAny(int start, int end)
    {
        T* offsets = _tiles.Offset.Pointer;
        T* rows = stackalloc T[Order];
        T* planes = stackalloc T[Order];
        int rowCount = Unit(rows, _dimension > 1);
        int planeCount = Unit(planes, _dimension > 2);
        for (int k = start; k < end; k++)
        {
            TEight across = _window.Values(offsets[k]);
            if (_charges is not null)
                across *= TEight.Broadcast(T.CreateTruncating(_charges[_tiles.Order.Pointer[k]]));
            if (_dimension > 1)
                _window.Values(offsets[_count + k]).Store(rows);
            if (_dimension > 2)
                _window.Values(offsets[(2L * _count) + k]).Store(planes);
            T* first = _nodes.Pointer + _tiles.First.Pointer[k];
            for (int p = 0; p < planeCount; p++)
            {
                T* row = first + ((long)p * _grid.Height * _grid.Width);
                for (int r = 0; r < rowCount; r++, row += _grid.Width)
                    TEight.MultiplyAdd(across, TEight.Broadcast(planes[p] * rows[r]), TEight.Load(row)).Store(row);
            }
        }
    }

    /// <summary>Weights for an axis that the map may lack: one node of weight 1.</summary>
    private static int Unit(T* weights, bool exists)
    {
        weights[0] = T.One;
        return exists ? Order : 1;
    }

    /// <summary>Reads the field and its gradient at a block of points.</summary>
    private void Read(int block)
    {
        if (_dimension == 2)
            ReadPlane(_blocks.Start(block), _blocks.End(block));
        else
            ReadAny(_blocks.Start(block), _blocks.End(block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadPlane(int start, int end)
    {
        T* offsets = _tiles.Offset.Pointer;
        T* weights = stackalloc T[Order];
        T* slopes = stackalloc T[Order];
        nint pitch = _grid.Width;
        double perUnit = 1 / _grid.Spacing;
        for (int k = start; k < end; k++)
        {
            _window.Values(offsets[_count + k]).Store(weights);
            _window.Slopes(offsets[_count + k]).Store(slopes);
            T* row = _field + _tiles.First.Pointer[k];
            TEight value = TEight.Broadcast(T.Zero);
            TEight slope = TEight.Broadcast(T.Zero);
            for (int r = 0; r < Order; r++, row += pitch)
            {
                TEight nodes = TEight.Load(row);
                value = TEight.MultiplyAdd(nodes, TEight.Broadcast(weights[r]), value);
                slope = TEight.MultiplyAdd(nodes, TEight.Broadcast(slopes[r]), slope);
            }

            TEight across = _window.Values(offsets[k]);
            int i = _tiles.Order.Pointer[k];
            _potential[i] = Sum(value * across);
            _gradient[2 * i] = perUnit * Sum(slope * across);
            _gradient[(2 * i) + 1] = perUnit * Sum(value * _window.Slopes(offsets[k]));
        }
    }

    private void ReadAny(int start, int end)
    {
        T* offsets = _tiles.Offset.Pointer;
        T* offset = stackalloc T[3];
        for (int k = start; k < end; k++)
        {
            for (int axis = 0; axis < _dimension; axis++)
                offset[axis] = offsets[((long)axis * _count) + k];
            int i = _tiles.Order.Pointer[k];
            _potential[i] = ReadPlace(_tiles.First.Pointer[k], offset, _gradient.AsSpan(i * _dimension, _dimension));
        }
    }

    /// <inheritdoc/>
    public double Read(ReadOnlySpan<double> place, Span<double> gradient)
    {
        T* offset = stackalloc T[3];
        ReadOnlySpan<int> nodes = [_grid.Width, _grid.Height, _grid.Depth];
        long first = 0;
        long pitch = 1;
        for (int axis = 0; axis < _dimension; axis++)
        {
            int coordinate = _dimension - 1 - axis;
            double cells = (place[coordinate] - _origin[coordinate]) / _grid.Spacing;
            if (!(cells >= 0 && cells < nodes[axis] - Order))
                return double.NaN;
            int cell = (int)cells;
            offset[axis] = T.CreateTruncating(cells - cell - 0.5);
            first += cell * pitch;
            pitch *= nodes[axis];
        }

        return ReadPlace(first, offset, gradient);
    }

    /// <summary>Reads the field and its gradient at one place.</summary>
    /// <param name="node">The first of its nodes.</param>
    /// <param name="offset">Where in its cell it lies, the last coordinate first.</param>
    /// <param name="gradient">l numbers, overwritten.</param>
    private double ReadPlace(long node, T* offset, Span<double> gradient)
    {
        T* rows = stackalloc T[2 * Order];
        T* planes = stackalloc T[2 * Order];
        int rowCount = Unit(rows, _dimension > 1);
        int planeCount = Unit(planes, _dimension > 2);
        double perUnit = 1 / _grid.Spacing;
        if (_dimension > 1)
            Weigh(offset[1], rows);
        if (_dimension > 2)
            Weigh(offset[2], planes);
        T* first = _field + node;
        TEight value = TEight.Broadcast(T.Zero);
        TEight rowSlope = TEight.Broadcast(T.Zero);
        TEight planeSlope = TEight.Broadcast(T.Zero);
        for (int p = 0; p < planeCount; p++)
        {
            T* row = first + ((long)p * _grid.Height * _grid.Width);
            TEight lineValue = TEight.Broadcast(T.Zero);
            TEight lineSlope = TEight.Broadcast(T.Zero);
            for (int r = 0; r < rowCount; r++, row += _grid.Width)
            {
                TEight nodes = TEight.Load(row);
                lineValue = TEight.MultiplyAdd(nodes, TEight.Broadcast(rows[r]), lineValue);
                lineSlope = TEight.MultiplyAdd(nodes, TEight.Broadcast(rows[Order + r]), lineSlope);
            }

            value = TEight.MultiplyAdd(lineValue, TEight.Broadcast(planes[p]), value);
            rowSlope = TEight.MultiplyAdd(lineSlope, TEight.Broadcast(planes[p]), rowSlope);
            planeSlope = TEight.MultiplyAdd(lineValue, TEight.Broadcast(planes[Order + p]), planeSlope);
        }

        TEight across = _window.Values(offset[0]);
        gradient[^1] = perUnit * Sum(value * _window.Slopes(offset[0]));
        if (_dimension > 1)
            gradient[^2] = perUnit * Sum(rowSlope * across);
        if (_dimension > 2)
            gradient[^3] = perUnit * Sum(planeSlope * across);
        return Sum(value * across);
    }

    private void Weigh(T offset, T* weights)
    {
        _window.Values(offset).Store(weights);
        _window.Slopes(offset).Store(weights + Order);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(TEight lanes) => double.CreateTruncating(TEight.Sum(lanes));
}
