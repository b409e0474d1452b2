using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>The grids that a map can be laid on, from coarse and quick to fine and exact: a spacing of the nodes and a precision each.
/// </summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
internal sealed class GridLadder<TKernel> : IDisposable
    where TKernel : struct, IKernel
{
    /// <summary>Extent of a map, in lengths of the kernel, below which the kernel is a parabola over it.</summary>
    private const double MomentExtent = 1e-3;

    /// <summary>Extent of a map below which single precision cannot tell the differences of its field.</summary>
    private const double SingleExtent = 4;

    /// <summary>The least number of cells along the map's longest axis.</summary>
    private const int MinCells = 24;

    /// <summary>The most nodes of a grid: for every point, and in all.</summary>
    private const int NodesPerPoint = 32;
    private const long MinNodeLimit = 1 << 18;
    private const long MaxNodeLimit = 1 << 25;

    private readonly TKernel _kernel;
    private readonly int _count;
    private readonly int _dimension;
    private readonly ThreadTeam _team;
    private readonly long _nodeLimit;
    private GridField<Lanes256<float>, float>? _single;
    private GridField<Lanes512<double>, double>? _double;
    private MomentField? _moments;

    /// <summary>Prepares the grids; each takes memory when it is first used.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="count">Number of points n.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work; must outlive the ladder.</param>
    /// <param name="nodeLimit">The most nodes of a grid; null for as many as are worth it.</param>
    public GridLadder(TKernel kernel, int count, int dimension, ThreadTeam team, long? nodeLimit = null)
    {
        _kernel = kernel;
        _count = count;
        _dimension = dimension;
        _team = team;
        _nodeLimit = nodeLimit ?? Math.Clamp((long)NodesPerPoint * count, MinNodeLimit, MaxNodeLimit);
    }

    /// <summary>The coarsest grid that a Gaussian's sums are exact on is finer than what its forces need.</summary>
    public static int LowestRung => TKernel.IsSeparable ? 4 : 0;

    /// <summary>The finest rung.</summary>
    public static int HighestRung => Rungs.Length - 1;

    /// <summary>Spacing of the nodes, in lengths of the kernel, and the precision of each rung.</summary>
    private static (double Spacing, bool IsDouble)[] Rungs { get; } =
    [
        (0.5, false), (0.42, false), (0.35, false), (0.3, false), (0.25, false), (0.21, false), (0.18, false),
        (0.18, true), (0.15, true), (0.125, true), (0.09, true),
    ];

    /// <summary>By how much the error of the next coarser rung may be larger: exp(2.3 (1/h - 1/h')) for the spacings h' &gt; h (fitted to the
    /// table in docs/performance.md), and not less than what a sample tells apart.</summary>
    /// <param name="rung">Not the lowest.</param>
    public static double Loss(int rung) => Math.Max(8, 2 * Math.Exp(2.3 * ((1 / Rungs[rung].Spacing) - (1 / Rungs[rung - 1].Spacing))));

    /// <summary>Extent of a map, in lengths of the kernel.</summary>
    public double Extent(MapBounds bounds) => bounds.Extent / _kernel.Length;

    /// <summary>The finest rung whose grid for a map is not too large; -1 if there is none.</summary>
    public int FinestRung(MapBounds bounds)
    {
        if (!double.IsFinite(bounds.Extent))
            return -1;
        int rung = Rungs.Length - 1;
        while (rung >= 0 && Extent(bounds) >= MomentExtent && Grid(bounds, rung).Size > _nodeLimit)
            rung--;
        return rung;
    }

    /// <summary>Lays a map on its grid at a rung.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="bounds">Its bounds.</param>
    /// <param name="rung">The rung.</param>
    public IGridField Place(Matrix map, MapBounds bounds, int rung)
    {
        double extent = Extent(bounds);
        if (extent < MomentExtent)
        {
            // w' = -φw.
            double weight = Math.Exp(_kernel.LogWeight(0));
            _moments ??= new MomentField(weight, -_kernel.Phi(0) * weight);
            _moments.Place(map, bounds.Origin, default);
            return _moments;
        }

        // A map is on one grid at a time; it rarely goes back.
        bool isDouble = Rungs[rung].IsDouble || extent < SingleExtent;
        if (isDouble)
            Free(ref _single);
        else
            Free(ref _double);
        IGridField field = isDouble
            ? _double ??= CreateField<Lanes512<double>, double>()
            : _single ??= CreateField<Lanes256<float>, float>();
        field.Place(map, bounds.Origin, Grid(bounds, rung));
        return field;
    }

    /// <summary>Lays a map on any grid, in double precision.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="origin">The least coordinate along every axis.</param>
    /// <param name="grid">A grid that covers the map from there on.</param>
    public IGridField Place(Matrix map, ReadOnlySpan<double> origin, GridGeometry grid)
    {
        IGridField field = _double ??= CreateField<Lanes512<double>, double>();
        field.Place(map, origin, grid);
        return field;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _single?.Dispose();
        _double?.Dispose();
    }

    private static void Free<TField>(ref TField? field)
        where TField : class, IDisposable
    {
        field?.Dispose();
        field = null;
    }

    /// <summary>The grid for a map at a rung.</summary>
    private GridGeometry Grid(MapBounds bounds, int rung)
    {
        double spacing = Rungs[rung].Spacing * _kernel.Length;
        double finest = bounds.Extent / MinCells;
        return GridGeometry.For(
            finest < spacing ? Math.Pow(2, Math.Floor(4 * Math.Log2(finest)) / 4) : spacing, bounds.Extents);
    }

    private GridField<TEight, T> CreateField<TEight, T>()
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        new(_count, _dimension, Vector512.IsHardwareAccelerated
            ? CreateConvolution<Lanes512<T>, TEight, T>()
            : CreateConvolution<Lanes256<T>, TEight, T>(), _team);

    private IGridConvolution<T> CreateConvolution<TLanes, TEight, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        return TKernel.IsSeparable
            ? new SeparableConvolution<TLanes, T>(Weight, _team)
            : new SplitConvolution<TLanes, TEight, T>(Weight, _kernel.NearShare, _team);

        double Weight(double squaredDistance) => Math.Exp(_kernel.LogWeight(squaredDistance));
    }
}
