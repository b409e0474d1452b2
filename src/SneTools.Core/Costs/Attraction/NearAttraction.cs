using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>The attraction between near neighbors, in registers of eight pairs.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
/// <remarks>
/// What matters is the difference of two places, which a single-precision number would lose in a wide map. Maps of two
/// dimensions are therefore taken over as whole numbers, 2³⁰ steps wide, whose differences are exact; eight bytes a
/// point are then one load for each pair. Maps so wide that a step would be too coarse, and those of other dimensions, are
/// read as they are. Points and their rows are laid along a curve through the map, so that most of the neighbors of one point are
/// in the cache when the next point asks for them. No sum depends on it.
/// </remarks>
internal sealed unsafe class NearAttraction<TKernel> : IAttraction, IDisposable
    where TKernel : struct, IKernel
{
    private const int Group = NeighborWeights.Group;

    /// <summary>Steps of a whole number across the map.</summary>
    private const double Steps = 1 << 30;

    /// <summary>The widest map, in lengths of the kernel, whose steps are fine enough.</summary>
    private const double MaxStepExtent = 4096;

    /// <summary>So few points are in the cache whatever their order.</summary>
    private const int MinOrdered = 4096;

    /// <summary>Evaluations after which the points are put in the order of the map again, which has begun to take shape; then it is
    /// after three times as many.</summary>
    private const int FirstReorder = 20;

    private readonly NeighborWeights _weights;
    private readonly TKernel _kernel;
    private readonly int _dimension;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;
    private readonly MapBounds _bounds;
    private readonly NativeBuffer<long> _steps;
    private NativeBuffer<double> _coordinates = new(0);
    private readonly double[] _energies;
    private readonly Action<int> _takePlaces;
    private readonly Action<int> _sum;
    private Matrix _map = null!;
    private Matrix _gradient = null!;
    private double _factor;
    private double _stepsPerUnit;
    private double _originX;
    private double _originY;
    private bool _isStepped;
    private int _evaluations;
    private int _nextOrder;

    public NearAttraction(NeighborWeights weights, TKernel kernel, int dimension, ThreadTeam team)
    {
        _weights = weights;
        _kernel = kernel;
        _dimension = dimension;
        _team = team;
        _blocks = new RowBlocks(weights.Count, 512);
        _bounds = new MapBounds(weights.Count, dimension, team);
        _steps = new NativeBuffer<long>(dimension == 2 ? weights.Count : 0);
        _energies = new double[weights.Count];
        _takePlaces = TakePlaces;
        _sum = Sum;
    }

    /// <inheritdoc/>
    public double Evaluate(Matrix map, double factor, Matrix gradient)
    {
        _map = map;
        _gradient = gradient;
        _factor = 2 * factor;
        _bounds.Take(map);
        _isStepped = Avx2.IsSupported && _dimension == 2 && Scale();
        if (!_isStepped)
            NativeBuffer<double>.Reserve(ref _coordinates, (long)_weights.Count * _dimension);
        if (_evaluations++ == _nextOrder && _weights.Count >= MinOrdered && double.IsFinite(_bounds.Extent))
        {
            _weights.Arrange(MortonOrder.Of(map, _bounds, _team), _team);
            _nextOrder = Math.Max(FirstReorder, 3 * _nextOrder);
        }

        _team.Run(_blocks.Count, _takePlaces);
        _team.Run(_blocks.Count, _sum);
        double energy = 0;
        foreach (double part in _energies)
            energy += part;

        // Each pair has been met twice.
        return 0.5 * energy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps.Dispose();
        _coordinates.Dispose();
    }

    /// <summary>Finds the steps for a map; returns false if they would be too coarse.</summary>
    private bool Scale()
    {
        double extent = _bounds.Extent;
        (_originX, _originY) = (_bounds.Origin[0], _bounds.Origin[1]);
        _stepsPerUnit = Steps / extent;
        return extent < MaxStepExtent * _kernel.Length && double.IsFinite(_stepsPerUnit);
    }

    private void TakePlaces(int block)
    {
        double[] values = _map.Values;
        ReadOnlySpan<int> order = _weights.Order;
        for (int place = _blocks.Start(block); place < _blocks.End(block); place++)
        {
            int i = order[place];
            if (_isStepped)
            {
                int x = (int)((values[2 * i] - _originX) * _stepsPerUnit);
                int y = (int)((values[(2 * i) + 1] - _originY) * _stepsPerUnit);
                _steps.Pointer[place] = ((long)y << 32) | (uint)x;
            }
            else
            {
                _map.Row(i).CopyTo(new Span<double>(_coordinates.Pointer + ((long)place * _dimension), _dimension));
            }
        }
    }

    private void Sum(int block)
    {
        ReadOnlySpan<int> order = _weights.Order;
        for (int place = _blocks.Start(block); place < _blocks.End(block); place++)
        {
            int i = order[place];
            _energies[i] = _isStepped ? SumStepped(i, place) : SumAny(i, place);
        }
    }

    /// <summary>The force on one point of a stepped map; returns Σⱼ Pˢ (-log w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumStepped(int i, int place)
    {
        long* places = _steps.Pointer;
        int* words = _weights.Words;
        ushort* highs = _weights.Highs;
        EntryFormat format = _weights.Format;
        int shift = format.ColumnBits;
        nint mask = format.ColumnMask;
        TKernel kernel = _kernel;
        Vector256<int> center = Vector256.Create(places[place]).AsInt32();
        var unit = Vector256.Create((float)(1 / _stepsPerUnit));
        Vector256<float> forceX = Vector256<float>.Zero;
        Vector256<float> forceY = Vector256<float>.Zero;
        Vector256<float> energySum = Vector256<float>.Zero;
        long end = _weights.Start(place + 1);
        for (long k = _weights.Start(place); k < end; k += Group)
        {
            int* word = words + k;
            Vector256<int> outer = Vector256.Create(Pair(places, word, mask), Pair(places, word + 4, mask));
            Vector256<int> inner = Vector256.Create(Pair(places, word + 2, mask), Pair(places, word + 6, mask));
            Vector256<float> first = Vector256.ConvertToSingle(center - outer) * unit;
            Vector256<float> second = Vector256.ConvertToSingle(center - inner) * unit;

            // x y x y | x y x y, twice, become eight x and eight y in the order of the columns.
            Vector256<float> x = Avx.Shuffle(first, second, 0b10_00_10_00);
            Vector256<float> y = Avx.Shuffle(first, second, 0b11_01_11_01);
            kernel.Evaluate<Lanes256<float>, float>(
                new Lanes256<float>(Vector256.FusedMultiplyAdd(x, x, y * y)), out _, out Lanes256<float> phi, out Lanes256<float> energy);
            Vector256<int> multiple = (Avx2.ConvertToVector256Int32(highs + k) << (32 - shift)) | (Vector256.Load(word) >>> shift);
            Vector256<float> weight = Vector256.ConvertToSingle(multiple);
            Vector256<float> factor = weight * phi.Value;
            forceX = Vector256.FusedMultiplyAdd(factor, x, forceX);
            forceY = Vector256.FusedMultiplyAdd(factor, y, forceY);
            energySum = Vector256.FusedMultiplyAdd(weight, energy.Value, energySum);
        }

        double factorOfAll = _factor * format.Unit;
        _gradient.Values[2 * i] = factorOfAll * Vector256.Sum(forceX);
        _gradient.Values[(2 * i) + 1] = factorOfAll * Vector256.Sum(forceY);
        return (double)format.Unit * Vector256.Sum(energySum);
    }

    /// <summary>The places of two points, without a detour through other registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pair(long* places, int* words, nint mask) => Sse2.LoadHigh(
        Sse2.LoadScalarVector128((double*)(places + (words[0] & mask))), (double*)(places + (words[1] & mask))).AsInt32();

    /// <summary>The force on one point of any map.</summary>
    private double SumAny(int i, int place)
    {
        Span<float> differences = stackalloc float[Group * Cost.MaxDimension];
        Span<double> gradient = _gradient.Row(i);
        double* places = _coordinates.Pointer;
        double* center = places + ((long)place * _dimension);
        double* forces = stackalloc double[Cost.MaxDimension];
        float* squares = stackalloc float[Group];
        float* weights = stackalloc float[Group];
        double energySum = 0;
        for (int c = 0; c < _dimension; c++)
            forces[c] = 0;
        long end = _weights.Start(place + 1);
        for (long k = _weights.Start(place); k < end; k += Group)
        {
            new Span<float>(squares, Group).Clear();
            for (int m = 0; m < Group; m++)
            {
                double* other = places + ((long)_weights.Column(k + m) * _dimension);
                for (int c = 0; c < _dimension; c++)
                {
                    float difference = (float)(center[c] - other[c]);
                    differences[(c * Group) + m] = difference;
                    squares[m] += difference * difference;
                }
            }

            _kernel.Evaluate<Lanes256<float>, float>(
                Lanes256<float>.Load(squares), out _, out Lanes256<float> phi, out Lanes256<float> energy);
            for (int m = 0; m < Group; m++)
                weights[m] = _weights.Weight(k + m);
            Vector256<float> weight = Vector256.Load(weights);
            energySum += Vector256.Sum(weight * energy.Value);
            for (int c = 0; c < _dimension; c++)
                forces[c] += Vector256.Sum(weight * phi.Value * Vector256.Create<float>(differences.Slice(c * Group, Group)));
        }

        for (int c = 0; c < _dimension; c++)
            gradient[c] = _factor * forces[c];
        return energySum;
    }
}
