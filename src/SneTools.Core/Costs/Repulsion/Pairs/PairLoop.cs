using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// The cost and its gradient over all pairs, each pair visited once, in vectors, tile by tile so that the map stays in
/// the cache, on all cores. O(n²) time a call, no allocation.
/// </summary>
/// <remarks>
/// <para>A step has two passes over the pairs: one sums the kernels to Zᵢ, one sums the forces. Rows are divided into
/// parts, whatever the number of threads; each part has sums of its own for the columns it meets, and these are added in
/// the order of the parts, so the result does not depend on who computed what.</para>
/// <para>K exp(-Lᵢ) is computed as a product, which a point far from all others would make 0 · ∞. Such points (their Lᵢ
/// is near the smallest number) take no part in the tiles as a normalizer; their few terms are added at the end, in
/// double precision and with logarithms, as the reference does it.</para>
/// <para>All that a step runs is compiled as it stays: few points are embedded in less time than the runtime takes to
/// replace code that it compiled in haste, and with such registers nothing can be compiled before.</para>
/// </remarks>
internal sealed unsafe class PairLoop<TKernel, TNormalization, TPoint, TLanes, T> : IPairLoop
    where TKernel : struct, IKernel
    where TNormalization : struct, INormalization
    where TPoint : struct, IPoint<TPoint, TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Columns of a tile: their coordinates, forces and normalizers fit into the first-level cache.</summary>
    private const int TileColumns = 1024;

    /// <summary>The most parts that rows are divided into.</summary>
    private const int MaxParts = 64;

    private readonly PairWeights<T>? _weights;
    private readonly TKernel _kernel;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _parts;
    private readonly RowBlocks _blocks;
    private readonly int _stride;
    private readonly NativeBuffer<T> _points;
    private readonly NativeBuffer<T> _inverses;
    private readonly NativeBuffer<T> _columnSums;
    private readonly NativeBuffer<double> _rowSums;
    private readonly double[] _logRowSums;
    private readonly double[] _logNormalizers;
    private readonly double[] _energies;
    private readonly RemoteSet _remote;
    private readonly double _remoteLimit;
    private readonly Action<int> _sumKernels;
    private readonly Action<int> _addKernels;
    private readonly Action<int> _sumForces;
    private readonly Action<int> _addForces;
    private Matrix _map = null!;
    private Matrix _gradient = null!;
    private T _exaggeration;

    /// <summary>Prepares the engine.</summary>
    /// <param name="weights">The attraction between all pairs; null where only the repulsion is asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    public PairLoop(PairWeights<T>? weights, int n, TKernel kernel, int dimension, ThreadTeam team)
    {
        _weights = weights;
        Count = n;
        _kernel = kernel;
        _team = team;
        Dimension = dimension;
        _parts = new RowBlocks(n, Math.Max(NativeBuffer<T>.Group, (n + MaxParts - 1) / MaxParts));
        _blocks = new RowBlocks(n, 256);
        _stride = NativeBuffer<T>.RoundUp(n);
        _points = new NativeBuffer<T>((long)_stride * dimension);
        _inverses = new NativeBuffer<T>(_stride);
        _columnSums = new NativeBuffer<T>((long)_parts.Count * _stride * dimension);
        _rowSums = new NativeBuffer<double>((long)n * dimension);
        _logRowSums = new double[n];
        _logNormalizers = new double[n];
        _energies = new double[_parts.Count];
        _remote = new RemoteSet(n);
        _remoteLimit = Math.Log(typeof(T) == typeof(float) ? 1e-25 : 1e-250);
        _sumKernels = SumKernels;
        _addKernels = AddKernels;
        _sumForces = SumForces;
        _addForces = AddForces;
    }

    public int Count { get; }

    public int Dimension { get; }

    public ReadOnlySpan<double> LogRowSums => _logRowSums;

    /// <inheritdoc/>
    double IRepulsion.Evaluate(Matrix map, double tolerance, Matrix gradient) => Evaluate(map, 0.0, gradient).Repulsion;

    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient)
    {
        _map = map;
        _gradient = gradient;
        _exaggeration = T.CreateTruncating(exaggeration);
        Load();
        _team.Run(_parts.Count, _sumKernels);
        _team.Run(_blocks.Count, _addKernels);
        Normalize();
        _team.Run(_parts.Count, _sumForces);
        _team.Run(_blocks.Count, _addForces);

        double attraction = 0;
        foreach (double energy in _energies)
            attraction += energy;
        double repulsion = 0;
        foreach (double logNormalizer in _logNormalizers)
            repulsion += TNormalization.RowMass(Count) * logNormalizer;
        return new ObjectiveValue(_weights?.Entropy ?? 0, attraction, repulsion);
    }

    public void Dispose()
    {
        _points.Dispose();
        _inverses.Dispose();
        _columnSums.Dispose();
        _rowSums.Dispose();
        _weights?.Dispose();
    }

    /// <summary>Takes the map over, one coordinate after the other, with its mean at 0: the digits of a number in single
    /// precision are for where a point lies in the map, not for where the map lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load()
    {
        double[] values = _map.Values;
        for (int c = 0; c < Dimension; c++)
        {
            double mean = 0;
            for (int i = 0; i < Count; i++)
                mean += values[(i * Dimension) + c] / Count;
            T* coordinate = _points.Pointer + ((long)c * _stride);
            for (int i = 0; i < Count; i++)
                coordinate[i] = T.CreateTruncating(values[(i * Dimension) + c] - mean);
        }
    }

    /// <summary>Sums the kernels of a part's pairs: by row, and by column in the part's own sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumKernels(int part)
    {
        int start = _parts.Start(part);
        int end = _parts.End(part);
        T* columnSums = _columnSums.Pointer + ((long)part * _stride * Dimension);
        new Span<T>(columnSums + start, _stride - start).Clear();
        new Span<double>(_rowSums.Pointer + start, end - start).Clear();
        for (int tile = PairWeights<T>.FirstColumn(start); tile < _stride; tile += TileColumns)
        {
            int tileEnd = Math.Min(_stride, tile + TileColumns);
            for (int i = start; i < end; i++)
            {
                int j = Math.Max(tile, PairWeights<T>.FirstColumn(i));
                if (j < tileEnd)
                    _rowSums.Pointer[i] += SumKernels(i, j, tileEnd, columnSums);
            }
        }
    }

    /// <summary>Σⱼ K of one row within a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumKernels(int i, int start, int end, T* columnSums)
    {
        TKernel kernel = _kernel;
        nint stride = _stride;
        T* points = _points.Pointer;
        TPoint center = TPoint.Broadcast(points + i, stride, Dimension);
        TLanes sum = TLanes.Broadcast(T.Zero);
        for (int j = start; j < end; j += TLanes.Count)
        {
            TLanes weight = kernel.Weight<TLanes, T>(TPoint.SquaredNorm(TPoint.Subtract(center, points + j, stride)));

            weight = KeepPairs(weight, i, j);
            sum += weight;
            (TLanes.Load(columnSums + j) + weight).Store(columnSums + j);
        }

        return double.CreateTruncating(TLanes.Sum(sum));
    }

    /// <summary>The weights of a row's group of columns from j on, with 0 for columns up to i, which are no pairs of this
    /// row, and for those beyond the last point. Only the first and the last group hold such columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes KeepPairs(TLanes weight, int i, int j)
    {
        if (j <= i)
            weight = TLanes.ClearBefore(weight, i + 1 - j);
        if (j + TLanes.Count > Count)
            weight = TLanes.ClearFrom(weight, Count - j);
        return weight;
    }

    /// <summary>log Zᵢ of a block's rows, out of the parts' sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddKernels(int block)
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            double sum = _rowSums.Pointer[i];
            for (int part = 0; part < _parts.Count && _parts.Start(part) < i; part++)
                sum += double.CreateTruncating(_columnSums.Pointer[((long)part * _stride * Dimension) + i]);
            double logSum = Math.Log(sum);
            _logRowSums[i] = logSum > _remoteLimit ? logSum : RowNormalizer.Log(_kernel, _map, i);
        }
    }

    /// <summary>1 / Z of every row, and which rows are too far away for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize()
    {
        _logRowSums.CopyTo(_logNormalizers, 0);
        TNormalization.Normalize(_logNormalizers);
        _remote.Collect(_logNormalizers, _remoteLimit);
        for (int i = 0; i < Count; i++)
            _inverses.Pointer[i] = _remote.Contains(i) ? T.Zero : T.CreateTruncating(Math.Exp(-_logNormalizers[i]));
    }

    /// <summary>Sums the forces of a part's pairs: by row, and by column in the part's own sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumForces(int part)
    {
        int start = _parts.Start(part);
        int end = _parts.End(part);
        T* columnSums = _columnSums.Pointer + ((long)part * _stride * Dimension);
        for (int c = 0; c < Dimension; c++)
            new Span<T>(columnSums + ((long)c * _stride) + start, _stride - start).Clear();
        new Span<double>(_rowSums.Pointer + ((long)start * Dimension), (end - start) * Dimension).Clear();
        double energy = 0;
        for (int tile = PairWeights<T>.FirstColumn(start); tile < _stride; tile += TileColumns)
        {
            int tileEnd = Math.Min(_stride, tile + TileColumns);
            for (int i = start; i < end; i++)
            {
                int j = Math.Max(tile, PairWeights<T>.FirstColumn(i));
                if (j < tileEnd)
                    energy += SumForces(i, j, tileEnd, columnSums);
            }
        }

        _energies[part] = energy;
    }

    /// <summary>The forces of one row's pairs within a tile; returns their share of -Σ p log w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumForces(int i, int start, int end, T* columnSums)
    {
        nint stride = _stride;
        T* points = _points.Pointer;
        T* inverses = _inverses.Pointer;
        T* weights = _weights is null ? null : _weights.Row(i);
        TKernel kernel = _kernel;
        TPoint center = TPoint.Broadcast(points + i, stride, Dimension);
        TLanes inverse = TLanes.Broadcast(inverses[i]);
        TLanes exaggeration = TLanes.Broadcast(_exaggeration);
        TPoint force = TPoint.Zero(Dimension);
        TLanes energySum = TLanes.Broadcast(T.Zero);
        for (int j = start; j < end; j += TLanes.Count)
        {
            TPoint difference = TPoint.Subtract(center, points + j, stride);
            kernel.Evaluate<TLanes, T>(TPoint.SquaredNorm(difference), out TLanes weight, out TLanes phi, out TLanes energy);
            weight = KeepPairs(weight, i, j);
            TLanes attraction = weights is null ? TLanes.Broadcast(T.Zero) : TLanes.Load(weights + j);
            TLanes repulsion = weight * (inverse + TLanes.Load(inverses + j));
            TLanes factor = phi * ((exaggeration * attraction) - repulsion);
            TPoint.AddTo(ref force, factor, difference);
            TPoint.SubtractFrom(columnSums + j, stride, factor, difference);
            energySum = TLanes.MultiplyAdd(attraction, energy, energySum);
        }

        TPoint.AddSum(_rowSums.Pointer + ((long)i * Dimension), force);
        return double.CreateTruncating(TLanes.Sum(energySum));
    }

    /// <summary>The gradient of a block's points, out of the parts' sums and the remote points' terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddForces(int block)
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            Span<double> gradient = _gradient.Row(i);
            for (int c = 0; c < gradient.Length; c++)
            {
                double sum = _rowSums.Pointer[((long)i * Dimension) + c];
                for (int part = 0; part < _parts.Count && _parts.Start(part) < i; part++)
                    sum += double.CreateTruncating(_columnSums.Pointer[(((long)part * Dimension) + c) * _stride + i]);
                gradient[c] = 2 * sum;
            }

            if (_remote.Count > 0)
                AddRemote(i, gradient);
        }
    }

    /// <summary>The terms K exp(-Lᵢ) of remote points i, for one point: the terms of its own row if it is remote, and
    /// those in which it is a remote point's neighbor.</summary>
    private void AddRemote(int i, Span<double> gradient)
    {
        if (_remote.Contains(i))
        {
            for (int j = 0; j < Count; j++)
                AddRepulsion(i, j, _logNormalizers[i], gradient);
        }

        for (int k = 0; k < _remote.Count; k++)
            AddRepulsion(i, _remote[k], _logNormalizers[_remote[k]], gradient);
    }

    private void AddRepulsion(int i, int j, double logNormalizer, Span<double> gradient)
    {
        if (i != j)
            RemoteTerms.AddForce(_kernel, _map.Row(i), _map.Row(j), logNormalizer, gradient);
    }
}
