using System.Numerics;

namespace SneTools;

/// <summary>
/// The cost over the probabilities of near neighbors: the attraction over them alone, the repulsion by an engine of its own. O(n)
/// or O(n log n) a step with the engines for large n.
/// </summary>
internal sealed class NearCost : Cost
{
    /// <summary>Error of the whole gradient that is aimed at, as a share of its norm.</summary>
    /// <remarks>Attraction and repulsion nearly cancel when a map has taken shape. What is left must be right to 1e-3, so the
    /// repulsion is asked for all the more exactly the less is left.</remarks>
    public const double Accuracy = 5e-4;

    /// <summary>No repulsion is asked for more exactly than the attraction is computed.</summary>
    private const double LeastTolerance = 1e-7;

    private const double GreatestTolerance = 1e-3;

    /// <summary>Error of the row sums, relative, when the cost of a map is measured: 1e-6 nats a point.</summary>
    private const double MeasureTolerance = 1e-6;

    /// <summary>Bytes of garbage for every point that a descent leaves, about.</summary>
    private const int BytesOfDescent = 256;

    private readonly NeighborWeights _weights;
    private readonly IAttraction _attraction;
    private readonly IRepulsion _repulsion;
    private readonly ThreadTeam _team;
    private readonly RowBlocks _blocks;
    private readonly Matrix _repulsionGradient;
    private readonly double[] _repulsionSquares;
    private readonly double[] _squares;
    private readonly Action<int> _measure;
    private readonly Action<int> _add;
    private Matrix _gradient = null!;
    private double _share = 0.1;

    public NearCost(
        Affinities affinities, Objective objective, int dimension, EngineKind engine, NumericPrecision precision, ThreadTeam team, bool isGraphConsumed)
        : base(affinities, objective, dimension, engine, precision)
    {
        _weights = NeighborWeights.Build(affinities, objective.IsJoint, team, isGraphConsumed);
        _team = team.Uninterrupted;
        _blocks = new RowBlocks(Count, 4096);
        _repulsionGradient = new Matrix(Count, dimension);
        _repulsionSquares = new double[_blocks.Count];
        _squares = new double[_blocks.Count];
        _measure = Measure;
        _add = Add;
        (_attraction, _repulsion) = objective.Accept(new Factory(this));
    }

    public override IReadOnlyList<double> Degrees => _weights.Degrees;

    public override IReadOnlyList<string> Warnings => DataWarnings.Of(Affinities.SaturatedRows, []);

    internal override ReadOnlySpan<double> LogRowSums => _repulsion.LogRowSums;

    public override EngineState? State
    {
        get => new(_share, _repulsion.State);
        set
        {
            if (value is not { } state)
                return;
            _share = state.Share;
            _repulsion.State = state.Grid;
        }
    }

    public override ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient)
    {
        _gradient = gradient;
        double attraction = _attraction.Evaluate(map, exaggeration, gradient);
        double tolerance = Math.Clamp(Accuracy * _share, LeastTolerance, GreatestTolerance);
        double repulsion = _repulsion.Evaluate(map, tolerance, _repulsionGradient);
        _share = Share();

        // The first map, and a map that comes to rest suddenly, show only now how much is left.
        if (Accuracy * _share < 0.5 * tolerance && tolerance > LeastTolerance)
        {
            tolerance = Math.Max(LeastTolerance, Accuracy * _share);
            repulsion = _repulsion.Evaluate(map, tolerance, _repulsionGradient);
        }

        _team.Run(_blocks.Count, _add);
        return new ObjectiveValue(_weights.Entropy, attraction, repulsion);
    }

    public override PointDivergence Measure(Matrix map)
    {
        double[]? logRowSums = null;
        if (Engine != EngineKind.Exact)
        {
            // A grid of this accuracy is the largest of a run.
            MemoryBudget.GiveBack((double)Count * BytesOfDescent);
            _repulsion.Evaluate(map, MeasureTolerance, _repulsionGradient);
            logRowSums = _repulsion.LogRowSums.ToArray();
        }

        return PointDivergence.OfNeighbors(Affinities, _weights, Objective, map, logRowSums, _team);
    }

    protected override void Dispose(bool isDisposing)
    {
        (_repulsion as IDisposable)?.Dispose();
        (_attraction as IDisposable)?.Dispose();
        _weights.Dispose();
    }

    /// <summary>The norm of the gradient as a share of that of the repulsion.</summary>
    private double Share()
    {
        _team.Run(_blocks.Count, _measure);
        double repulsion = _repulsionSquares.Sum();
        return repulsion > 0 ? Math.Sqrt(_squares.Sum() / repulsion) : 1;
    }

    private void Measure(int block)
    {
        double squares = 0;
        double repulsionSquares = 0;
        for (int k = _blocks.Start(block) * Dimension; k < _blocks.End(block) * Dimension; k++)
        {
            double repulsion = _repulsionGradient.Values[k];
            double sum = _gradient.Values[k] + repulsion;
            repulsionSquares += repulsion * repulsion;
            squares += sum * sum;
        }

        _repulsionSquares[block] = repulsionSquares;
        _squares[block] = squares;
    }

    private void Add(int block)
    {
        for (int k = _blocks.Start(block) * Dimension; k < _blocks.End(block) * Dimension; k++)
            _gradient.Values[k] += _repulsionGradient.Values[k];
    }

    private sealed class Factory(NearCost cost) : IObjectiveVisitor<(IAttraction, IRepulsion)>
    {
        public (IAttraction, IRepulsion) Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            IRepulsion repulsion = cost.Engine switch
            {
                EngineKind.Interpolated => new GridRepulsion<TKernel, TNormalization>(
                    kernel, cost.Count, cost.Dimension, Tree, cost._team),
                EngineKind.Multipole => Tree(),
                _ => cost.Precision == NumericPrecision.Double ? Pairs<double>() : Pairs<float>(),
            };
            return (new NearAttraction<TKernel>(cost._weights, kernel, cost.Dimension, cost._team), repulsion);

            IRepulsion Tree() => new TreeRepulsion<TKernel, TNormalization>(kernel, cost.Count, cost.Dimension, cost._team);

            IRepulsion Pairs<T>()
                where T : unmanaged, IFloatingPointIeee754<T> =>
                PairLoops.Create<TKernel, TNormalization, T>(null, cost.Count, kernel, cost.Dimension, cost._team);
        }
    }
}
