using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>The repulsion of some points summed over all others, to measure a quicker sum against.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
internal sealed unsafe class RepulsionSample<TKernel> : IDisposable
    where TKernel : struct, IKernel
{
    private const int MaxCount = 64;

    private readonly TKernel _kernel;
    private readonly ThreadTeam _team;
    private readonly int _count;
    private readonly int _dimension;
    private readonly int _stride;
    private NativeBuffer<double> _points = new(0);
    private readonly double[] _forces;
    private readonly double[] _kernelSums;
    private readonly Action<int> _sum;
    private int _included;

    public RepulsionSample(TKernel kernel, int count, int dimension, ThreadTeam team)
    {
        _kernel = kernel;
        _team = team;
        _count = count;
        _dimension = dimension;
        Count = Math.Min(MaxCount, count);
        _stride = NativeBuffer<double>.RoundUp(count);
        _forces = new double[Count * dimension];
        _kernelSums = new double[Count];
        _sum = Sum;
    }

    /// <summary>Number of points in the sample.</summary>
    public int Count { get; }

    /// <summary>The point, counted from 0 in the map, at a place of the sample.</summary>
    public int Point(int place) => place == 0 ? _included : (int)((long)place * _count / Count);

    /// <summary>Makes a point part of the sample, unless all are; it takes the place of the one before.</summary>
    public void Include(int point) => _included = Count < _count ? point : 0;

    /// <summary>Σⱼ K of a point of the sample, itself left out.</summary>
    public double KernelSum(int place) => _kernelSums[place];

    /// <summary>Σⱼ 2φK (yᵢ-yⱼ)(cᵢ + cⱼ) of a point of the sample.</summary>
    public ReadOnlySpan<double> Force(int place) => _forces.AsSpan(place * _dimension, _dimension);

    /// <summary>Computes the sums.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="charges">cⱼ.</param>
    public void Compute(Matrix map, double[] charges)
    {
        _points.Dispose();
        _points = new NativeBuffer<double>((long)_stride * (_dimension + 1));
        for (int i = 0; i < _count; i++)
        {
            for (int c = 0; c < _dimension; c++)
                _points.Pointer[((long)c * _stride) + i] = map.Values[(i * _dimension) + c];
            _points.Pointer[((long)_dimension * _stride) + i] = charges[i];
        }

        _team.Run(Count, _sum);

        // Used now and then, when other things that come now and then are not there.
        _points.Dispose();
        _points = new NativeBuffer<double>(0);
    }

    /// <inheritdoc/>
    public void Dispose() => _points.Dispose();

    private void Sum(int place)
    {
        switch (_dimension)
        {
            case 2:
                Sum<Point2<Lanes256<double>, double>>(place);
                break;
            case 3:
                Sum<Point3<Lanes256<double>, double>>(place);
                break;
            default:
                Sum<PointN<Lanes256<double>, double>>(place);
                break;
        }
    }

    // Compiled once and for all: the runtime's own, precompiled exponential differs in the last bit where one of its lanes is out of range.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum<TPoint>(int place)
        where TPoint : struct, IPoint<TPoint, Lanes256<double>, double>
    {
        int i = Point(place);
        double* points = _points.Pointer;
        double* charges = points + ((long)_dimension * _stride);
        TPoint center = TPoint.Broadcast(points + i, _stride, _dimension);
        var charge = Lanes256<double>.Broadcast(charges[i]);
        TPoint force = TPoint.Zero(_dimension);
        var sum = Lanes256<double>.Broadcast(0);
        var two = Lanes256<double>.Broadcast(2);
        for (int j = 0; j < _count; j += Lanes256<double>.Count)
        {
            TPoint difference = TPoint.Subtract(center, points + j, _stride);
            _kernel.Evaluate<Lanes256<double>, double>(
                TPoint.SquaredNorm(difference), out Lanes256<double> weight, out Lanes256<double> phi, out _);
            if (j + Lanes256<double>.Count > _count)
                weight = Lanes256<double>.ClearFrom(weight, _count - j);
            sum += weight;
            TPoint.AddTo(ref force, two * phi * weight * (charge + Lanes256<double>.Load(charges + j)), difference);
        }

        Span<double> target = _forces.AsSpan(place * _dimension, _dimension);
        target.Clear();
        fixed (double* values = target)
            TPoint.AddSum(values, force);
        _kernelSums[place] = Lanes256<double>.Sum(sum) - Math.Exp(_kernel.LogWeight(0));
    }
}
