namespace SneTools;

/// <summary>
/// The cost and its gradient over all pairs, in double precision, written plainly: the reference that every faster
/// engine is tested against. O(n²) time a call; two numbers a row beyond the attraction itself, and no allocation.
/// </summary>
/// <remarks>
/// Z enters as a logarithm everywhere, computed from weights shifted by the row's largest, so that the q of a point far
/// from all others is as exact as any, and log 0 cannot occur.
/// </remarks>
internal sealed class ReferenceEngine<TKernel, TNormalization> : ICost
    where TKernel : struct, IKernel
    where TNormalization : struct, INormalization
{
    private readonly SymmetricAffinities _affinities;
    private readonly TKernel _kernel;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;
    private readonly double[] _logNormalizers;
    private readonly double[] _attractions;
    private readonly Action<int> _sumKernels;
    private readonly Action<int> _addForces;
    private Matrix _map = null!;
    private Matrix _gradient = null!;
    private double _exaggeration;

    public ReferenceEngine(SymmetricAffinities affinities, TKernel kernel, int dimension, ThreadTeam team)
    {
        _affinities = affinities;
        _kernel = kernel;
        _team = team;
        _blocks = new RowBlocks(affinities.Count);
        _logNormalizers = new double[affinities.Count];
        _attractions = new double[affinities.Count];
        _sumKernels = SumKernels;
        _addForces = AddForces;
        Dimension = dimension;
    }

    public int Count => _affinities.Count;

    public int Dimension { get; }

    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient)
    {
        _map = map;
        _gradient = gradient;
        _exaggeration = exaggeration;
        _team.Run(_blocks.Count, _sumKernels);
        TNormalization.Normalize(_logNormalizers);
        _team.Run(_blocks.Count, _addForces);

        double repulsion = 0;
        foreach (double logNormalizer in _logNormalizers)
            repulsion += TNormalization.RowMass(Count) * logNormalizer;
        return new ObjectiveValue(_affinities.Entropy, _attractions.Sum(), repulsion);
    }

    /// <summary>log Zᵢ of the rows of a block.</summary>
    private void SumKernels(int block)
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
            _logNormalizers[i] = RowNormalizer.Log(_kernel, _map, i);
    }

    /// <summary>The gradient of the points of a block, and their share of -Σ p log w.</summary>
    private void AddForces(int block)
    {
        for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
        {
            ReadOnlySpan<double> center = _map.Row(i);
            ReadOnlySpan<double> weights = _affinities.Weights.Row(i);
            Span<double> force = _gradient.Row(i);
            force.Clear();
            double attraction = 0;
            for (int j = 0; j < Count; j++)
            {
                if (j == i)
                    continue;
                ReadOnlySpan<double> other = _map.Row(j);
                double distance = Distance.Squared(center, other);
                double logWeight = _kernel.LogWeight(distance);
                double repulsion = Math.Exp(logWeight - _logNormalizers[i]) + Math.Exp(logWeight - _logNormalizers[j]);
                double factor = 2 * _kernel.Phi(distance) * ((_exaggeration * weights[j]) - repulsion);
                for (int c = 0; c < force.Length; c++)
                    force[c] += factor * (center[c] - other[c]);
                attraction -= 0.5 * weights[j] * logWeight;
            }

            _attractions[i] = attraction;
        }
    }
}
