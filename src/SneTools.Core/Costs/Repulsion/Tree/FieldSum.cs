using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Sums of potentials and fields in vectors: the lanes are targets, the sources pass by one at a time.</summary>
/// <remarks>Coordinates are relative to a place near the targets, so that single precision has its digits where the kernel
/// is curved; and sums over a few hundred sources are carried on in double precision.</remarks>
internal sealed unsafe class FieldSum<TKernel, TPoint, TLanes, T> : IFieldSum
    where TKernel : struct, IKernel
    where TPoint : struct, IPoint<TPoint, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Sources that wait to be summed together.</summary>
    private const int Capacity = 512;

    /// <summary>Numbers that are converted together.</summary>
    private const int Group = 16;

    private readonly TKernel _kernel;
    private readonly int _dimension;
    private readonly NativeBuffer<T> _targets;
    private readonly NativeBuffer<T> _sources;
    private readonly NativeBuffer<T> _charges;
    private readonly NativeBuffer<T> _mask;
    private readonly NativeBuffer<T> _partial;
    private readonly NativeBuffer<double> _sums;
    private readonly double[] _origin;
    private int _targetCount;
    private int _sourceCount;

    /// <summary>Allocates what sums need.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="maxTargets">The most targets at a time.</param>
    public FieldSum(TKernel kernel, int dimension, int maxTargets)
    {
        _kernel = kernel;
        _dimension = dimension;
        _origin = new double[dimension];
        Stride = (maxTargets + Group - 1) / Group * Group;
        _targets = new NativeBuffer<T>((long)Stride * dimension);
        _sources = new NativeBuffer<T>((long)(Capacity + Group) * dimension);
        _charges = new NativeBuffer<T>(Math.Max(Capacity, Stride) + Group);
        _mask = new NativeBuffer<T>(2 * Stride);
        new Span<T>(_mask.Pointer, 2 * Stride).Fill(T.One);
        _mask.Pointer[Stride] = T.Zero;
        _partial = new NativeBuffer<T>((long)Stride * (dimension + 1));
        _sums = new NativeBuffer<double>((long)Stride * (dimension + 1));
    }

    /// <inheritdoc/>
    public double* Sums => _sums.Pointer;

    /// <inheritdoc/>
    public int Stride { get; }

    /// <inheritdoc/>
    public void BeginPoints(double* origin, double* points, int stride, int count)
    {
        Begin(origin, count);
        for (int c = 0; c < _dimension; c++)
            Convert(points + ((long)c * stride), 1, -_origin[c], _targets.Pointer + ((long)c * Stride), count);
    }

    /// <inheritdoc/>
    public void BeginProxies(double* center, double* half, ProxyGrid grid)
    {
        Begin(center, grid.Count);
        for (int c = 0; c < _dimension; c++)
            Convert(grid.Places(c), half[c], 0, _targets.Pointer + ((long)c * Stride), grid.Count);
    }

    /// <inheritdoc/>
    public void AddPoints(double* points, int stride, double* charges, int count)
    {
        for (int done = 0; done < count; done += Capacity)
        {
            int part = Math.Min(Capacity, count - done);
            MakeRoom(part);
            for (int c = 0; c < _dimension; c++)
                Convert(points + ((long)c * stride) + done, 1, -_origin[c], Source(c), part);
            Convert(charges + done, 1, 0, _charges.Pointer + _sourceCount, part);
            _sourceCount += part;
        }
    }

    /// <inheritdoc/>
    public void AddProxies(double* center, double* half, ProxyGrid grid, double* charges)
    {
        for (int done = 0; done < grid.Count; done += Capacity)
        {
            int part = Math.Min(Capacity, grid.Count - done);
            MakeRoom(part);
            for (int c = 0; c < _dimension; c++)
                Convert(grid.Places(c) + done, half[c], center[c] - _origin[c], Source(c), part);
            Convert(charges + done, 1, 0, _charges.Pointer + _sourceCount, part);
            _sourceCount += part;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTargets(double* charges)
    {
        Sum();
        Convert(charges, 1, 0, _charges.Pointer, _targetCount);
        TKernel kernel = _kernel;
        nint stride = Stride;
        T* targets = _targets.Pointer;
        for (int i = 0; i < _targetCount; i += TLanes.Count)
        {
            TLanes potential = TLanes.Broadcast(T.Zero);
            TPoint field = TPoint.Zero(_dimension);
            T* mask = _mask.Pointer + stride + i;
            for (int j = 0; j < _targetCount; j++)
            {
                TPoint difference = TPoint.Subtract(TPoint.Broadcast(targets + j, stride, _dimension), targets + i, stride);
                kernel.Repel<TLanes, T>(TPoint.SquaredNorm(difference), out TLanes weight, out TLanes repulsion);
                TLanes charge = TLanes.Broadcast(_charges.Pointer[j]) * TLanes.Load(mask - j);
                potential = TLanes.MultiplyAdd(weight, charge, potential);
                TPoint.AddTo(ref field, repulsion * charge, difference);
            }

            Keep(i, potential, field);
        }

        Carry();
    }

    /// <inheritdoc/>
    public void End() => Sum();

    /// <inheritdoc/>
    public void Dispose()
    {
        _targets.Dispose();
        _sources.Dispose();
        _charges.Dispose();
        _mask.Dispose();
        _partial.Dispose();
        _sums.Dispose();
    }

    private void Begin(double* origin, int count)
    {
        _targetCount = count;
        _sourceCount = 0;
        for (int c = 0; c < _dimension; c++)
            _origin[c] = origin[c];
        new Span<double>(_sums.Pointer, Stride * (_dimension + 1)).Clear();
    }

    private T* Source(int c) => _sources.Pointer + (c * (Capacity + Group)) + _sourceCount;

    private void MakeRoom(int count)
    {
        if (_sourceCount + count > Capacity)
            Sum();
    }

    /// <summary>Adds what the waiting sources do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum()
    {
        TKernel kernel = _kernel;
        nint stride = Stride;
        nint sourceStride = Capacity + Group;
        int count = _sourceCount;
        int dimension = _dimension;
        T* sources = _sources.Pointer;
        T* charges = _charges.Pointer;
        for (int i = 0; i < _targetCount && count > 0; i += TLanes.Count)
        {
            T* targets = _targets.Pointer + i;
            TLanes potential = TLanes.Broadcast(T.Zero);
            TPoint field = TPoint.Zero(dimension);
            for (int j = 0; j < count; j++)
            {
                TPoint difference = TPoint.Subtract(TPoint.Broadcast(sources + j, sourceStride, dimension), targets, stride);
                kernel.Repel<TLanes, T>(TPoint.SquaredNorm(difference), out TLanes weight, out TLanes repulsion);
                TLanes charge = TLanes.Broadcast(charges[j]);
                potential = TLanes.MultiplyAdd(weight, charge, potential);
                TPoint.AddTo(ref field, repulsion * charge, difference);
            }

            Keep(i, potential, field);
        }

        if (count > 0)
            Carry();
        _sourceCount = 0;
    }

    /// <summary>Keeps the sums of a group of targets. Differences were source - target, so the field changes its sign.
    /// </summary>
    private void Keep(int i, TLanes potential, in TPoint field)
    {
        T* partial = _partial.Pointer + i;
        potential.Store(partial);
        TPoint.SubtractFrom(partial + Stride, Stride, TLanes.Broadcast(T.One), field);
    }

    /// <summary>Carries what is kept over to double precision.</summary>
    private void Carry()
    {
        int length = Stride * (_dimension + 1);
        double* sums = _sums.Pointer;
        if (typeof(T) == typeof(float))
        {
            for (int k = 0; k < length; k += Group)
            {
                (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.Load((float*)(_partial.Pointer + k)));
                (Vector512.Load(sums + k) + low).Store(sums + k);
                (Vector512.Load(sums + k + 8) + high).Store(sums + k + 8);
            }
        }
        else
        {
            for (int k = 0; k < length; k += 8)
                (Vector512.Load(sums + k) + Vector512.Load((double*)(_partial.Pointer + k))).Store(sums + k);
        }

        new Span<T>(_partial.Pointer, length).Clear();
    }

    /// <summary>scale · source + offset, in T, in groups: up to the next multiple of the group is read and written.
    /// </summary>
    private static void Convert(double* source, double scale, double offset, T* target, int count)
    {
        Vector512<double> scales = Vector512.Create(scale);
        Vector512<double> offsets = Vector512.Create(offset);
        for (int k = 0; k < count; k += Group)
        {
            Vector512<double> low = Vector512.FusedMultiplyAdd(Vector512.Load(source + k), scales, offsets);
            Vector512<double> high = Vector512.FusedMultiplyAdd(Vector512.Load(source + k + 8), scales, offsets);
            if (typeof(T) == typeof(float))
            {
                Vector512.Narrow(low, high).Store((float*)(target + k));
            }
            else
            {
                low.Store((double*)(target + k));
                high.Store((double*)(target + k) + 8);
            }
        }
    }
}
