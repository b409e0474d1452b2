using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>The field of charges on a plane grid for a kernel with a long tail, as the sum of a near part and of a far one.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="TEight">Eight numbers: the width of the spline.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// <para>A kernel whose tail spans the map needs rings of twice the grid, so that no charge meets its own images: four times the nodes
/// in a plane. A kernel that is a mixture of Gaussians falls in two. Those that are narrow have vanished after some nodes, so
/// the rings need only be that much longer than the grid; those that are wide have no short waves, so that a grid with a
/// node for every sixth in each axis is enough for them.</para>
/// <para>The coarse grid gets its charges from the fine one, and gives its field back, with the same spline that lays points on the
/// fine one; the transform of the far part is divided by what both splines multiply it by. (The splitting is that of Ewald 1921, the
/// second grid that of multilevel summation: Hardy et al. 2009.)</para>
/// </remarks>
internal sealed unsafe class SplitConvolution<TLanes, TEight, T> : IGridConvolution<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TEight : struct, ILanes<TEight, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Order = SplineWindow.Order;

    /// <summary>Nodes of the fine grid for one of the coarse grid, along an axis; at most eight.</summary>
    private const int Coarsening = 6;

    /// <summary>Nodes along the longer axis below which two grids are not worth it.</summary>
    private const int LeastNodes = 192;

    /// <summary>The share of a kernel that is nothing beside the rest of it, whatever the precision.</summary>
    private const double LeastShare = 1e-20;

    private readonly Func<double, double> _weight;
    private readonly Func<double, double, double> _nearShare;
    private readonly ThreadTeam _team;
    private readonly FourierConvolution<TLanes, T> _whole;
    private readonly FourierConvolution<TLanes, T> _near;
    private readonly FourierConvolution<TLanes, T> _far;
    private readonly NativeBuffer<T> _down = new(Coarsening * Order);
    private readonly NativeBuffer<T> _up = new(Order * Order);
    private readonly Action<int> _gather;
    private readonly Action<int> _widen;
    private readonly Action<int> _add;
    private NativeBuffer<T> _coarse = new(0);
    private NativeBuffer<T> _lines = new(0);
    private GridGeometry _grid;
    private GridGeometry _coarseGrid;
    private T* _nodes;
    private T* _farField;
    private double _rate;

    /// <summary>Prepares a convolution.</summary>
    /// <param name="weight">w(d²).</param>
    /// <param name="nearShare"><see cref="IKernel.NearShare"/>.</param>
    /// <param name="team">The threads that do the work; must outlive this object.</param>
    public SplitConvolution(Func<double, double> weight, Func<double, double, double> nearShare, ThreadTeam team)
    {
        _weight = weight;
        _nearShare = nearShare;
        _team = team;
        _whole = new FourierConvolution<TLanes, T>(weight, team);
        _near = new FourierConvolution<TLanes, T>(Near, team, Reach);
        _far = new FourierConvolution<TLanes, T>(squares => _weight(squares) * (1 - _nearShare(squares, _rate)), team, refinement: Coarsening);
        _gather = Gather;
        _widen = Widen;
        _add = Add;
        for (int place = 0; place < Coarsening; place++)
        {
            double[] weights = SplineWindow.Values(((double)place / Coarsening) - 0.5);
            for (int node = 0; node < Order; node++)
            {
                _down.Pointer[(place * Order) + node] = T.CreateTruncating(weights[node]);
                _up.Pointer[(node * Order) + place] = T.CreateTruncating(weights[node]);
            }
        }
    }

    /// <summary>Nodes of the coarse grid for the length 1/√T of the narrowest Gaussian that is left to it, and what is left of it beyond
    /// the reach: to the accuracy of the precision.</summary>
    private static (double NodesPerLength, double Exponent) Accuracy => typeof(T) == typeof(float) ? (4, 15) : (7, 30);

    /// <summary>Nodes of the fine grid after which the near part has vanished.</summary>
    private static int Reach => (int)Math.Ceiling(Coarsening * Accuracy.NodesPerLength * Math.Sqrt(Accuracy.Exponent));

    private bool IsSplit => _grid.Depth == 1 && Math.Min(_grid.Height, _grid.Width) > 1 && Math.Max(_grid.Height, _grid.Width) >= Math.Max(LeastNodes, 2 * Reach);

    /// <inheritdoc/>
    public void Prepare(GridGeometry grid)
    {
        if (grid == _grid)
            return;
        _grid = grid;
        if (!IsSplit)
        {
            _near.Free();
            _far.Free();
            _whole.Prepare(grid);
            return;
        }

        _whole.Free();
        double length = Accuracy.NodesPerLength * Coarsening * grid.Spacing;
        _rate = 1 / (length * length);
        _coarseGrid = new GridGeometry(Coarsening * grid.Spacing, 1, CoarseNodes(grid.Height), CoarseNodes(grid.Width));
        _near.Prepare(grid);
        _far.Prepare(_coarseGrid);
        NativeBuffer<T>.Reserve(ref _coarse, (long)_coarseGrid.Size);
        NativeBuffer<T>.Reserve(ref _lines, (long)_coarseGrid.Height * Pitch);
    }

    /// <inheritdoc/>
    public T* Convolve(T* nodes)
    {
        if (!IsSplit)
            return _whole.Convolve(nodes);
        _nodes = nodes;
        _team.Run(_coarseGrid.Height, _gather);
        _near.Convolve(nodes);
        _farField = _far.Convolve(_coarse.Pointer);
        _team.Run(_coarseGrid.Height, _widen);
        _team.Run(_grid.Height, _add);
        return nodes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _whole.Dispose();
        _near.Dispose();
        _far.Dispose();
        _down.Dispose();
        _up.Dispose();
        _coarse.Dispose();
        _lines.Dispose();
    }

    /// <summary>From one line of the fine grid's width to the next, with room for what a register writes beyond its end.</summary>
    private int Pitch => _grid.Width + (2 * TLanes.Count);

    /// <summary>The near part of the kernel, which is not computed where it has vanished.</summary>
    private double Near(double squaredDistance)
    {
        double share = _nearShare(squaredDistance, _rate);
        return share < LeastShare ? 0 : share * _weight(squaredDistance);
    }

    private static int CoarseNodes(int nodes) => GridGeometry.WholeTiles(((nodes - 1) / Coarsening) + Order);

    /// <summary>Lays the charges of the fine nodes on one row of the coarse grid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int row)
    {
        int width = _grid.Width;
        T* line = _lines.Pointer + ((long)row * Pitch);
        int first = Math.Max(0, Coarsening * (row - Order + 1));
        int end = Math.Min(_grid.Height, Coarsening * (row + 1));
        for (int x = 0; x < width; x += 2 * TLanes.Count)
        {
            TLanes left = TLanes.Broadcast(T.Zero);
            TLanes right = TLanes.Broadcast(T.Zero);
            T* source = _nodes + ((long)first * width) + x;
            for (int y = first; y < end; y++, source += width)
            {
                TLanes weight = TLanes.Broadcast(_down.Pointer[(y % Coarsening * Order) + row - (y / Coarsening)]);
                left = TLanes.MultiplyAdd(TLanes.Load(source), weight, left);
                right = TLanes.MultiplyAdd(TLanes.Load(source + TLanes.Count), weight, right);
            }

            left.Store(line + x);
            right.Store(line + x + TLanes.Count);
        }

        T* target = _coarse.Pointer + ((long)row * _coarseGrid.Width);
        new Span<T>(target, _coarseGrid.Width).Clear();
        for (int x = 0; x < width; x += Coarsening, target++)
        {
            TEight sum = TEight.Load(target);
            for (int place = 0; place < Coarsening && x + place < width; place++)
                sum = TEight.MultiplyAdd(TEight.Load(_down.Pointer + (place * Order)), TEight.Broadcast(line[x + place]), sum);
            sum.Store(target);
        }
    }

    /// <summary>Reads one row of the coarse field at the fine grid's columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(int row)
    {
        T* source = _farField + ((long)row * _coarseGrid.Width);
        T* line = _lines.Pointer + ((long)row * Pitch);
        for (int x = 0; x < _grid.Width; x += Coarsening, source++)
        {
            // The places beyond those of one coarse node are written again by the next one.
            TEight places = TEight.Broadcast(T.Zero);
            for (int node = 0; node < Order; node++)
                places = TEight.MultiplyAdd(TEight.Load(_up.Pointer + (node * Order)), TEight.Broadcast(source[node]), places);
            places.Store(line + x);
        }
    }

    /// <summary>Adds the coarse field to one row of the fine one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int row)
    {
        int width = _grid.Width;
        T* weights = _down.Pointer + (row % Coarsening * Order);
        T* target = _nodes + ((long)row * width);
        T* lines = _lines.Pointer + ((long)(row / Coarsening) * Pitch);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            TLanes sum = TLanes.Load(target + x);
            for (int node = 0; node < Order; node++)
                sum = TLanes.MultiplyAdd(TLanes.Load(lines + (node * (long)Pitch) + x), TLanes.Broadcast(weights[node]), sum);
            sum.Store(target + x);
        }
    }
}
