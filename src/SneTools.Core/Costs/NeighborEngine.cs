using System.Numerics;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// The cost over the probabilities of near neighbors: the attraction over them alone, the repulsion by an engine of its own. O(n)
/// or O(n log n) a step with the engines for large n.
/// </summary>
public sealed class NeighborEngine : IAffinityEngine
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

    private readonly SparseAffinities _affinities;
    private readonly NeighborGraph _graph;
    private readonly Objective _objective;
    private readonly ISparseAttraction _attraction;
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

    internal NeighborEngine(
        SparseAffinities affinities,
        NeighborGraph graph,
        Objective objective,
        int dimension,
        EngineKind kind,
        NumericPrecision precision,
        ThreadTeam team)
    {
        _affinities = affinities;
        _graph = graph;
        _objective = objective;
        _team = team;
        Kind = kind;
        Precision = precision;
        Dimension = dimension;
        _blocks = new RowBlocks(affinities.Count, 4096);
        _repulsionGradient = new Matrix(affinities.Count, dimension);
        _repulsionSquares = new double[_blocks.Count];
        _squares = new double[_blocks.Count];
        _measure = Measure;
        _add = Add;
        (_attraction, _repulsion) = objective.Accept(new Factory(this));
    }

    /// <summary>Computes the probabilities between near neighbors, and prepares the gradient of a cost over them.</summary>
    /// <param name="graph">The neighbors.</param>
    /// <param name="sigma">One kernel width for all points; null to use the perplexity.</param>
    /// <param name="perplexity">Effective number of neighbors, greater than 1 and at most their number, if σ is null.</param>
    /// <param name="objective">The cost.</param>
    /// <param name="dimension">Dimension l of the map: from 1 to 10 for the exact engine, to 3 for the others.</param>
    /// <param name="kind">How the repulsion is computed; not <see cref="EngineKind.Auto"/>.</param>
    /// <param name="precision">The precision in which the exact engine computes pairs; the others choose for themselves.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    /// <param name="points">The points whose neighbors they are, n × h, if they are known: the rounding of their numbers tells what
    /// ties.</param>
    /// <exception cref="SneException">σ or the perplexity is out of range, or memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static NeighborEngine Create(
        NeighborGraph graph,
        double? sigma,
        double perplexity,
        Objective objective,
        int dimension,
        EngineKind kind,
        NumericPrecision precision,
        ThreadTeam team,
        Matrix? points = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        objective.Validate();
        BandwidthRule rule = sigma is { } width
            ? ConditionalAffinities.SigmaRule(width)
            : ConditionalAffinities.PerplexityRule(perplexity, graph.NeighborCount + 1);
        if (precision == NumericPrecision.Auto)
            precision = graph.Count <= ExactEngine.AutoDoubleLimit ? NumericPrecision.Double : NumericPrecision.Single;
        MetricRows? rows = points is null ? null : new MetricRows(points, graph.Metric);
        SparseAffinities affinities = SparseAffinities.Build(graph, rows, rule, objective.IsJoint, team);
        return new NeighborEngine(affinities, graph, objective, dimension, kind, precision, team.Uninterrupted);
    }

    /// <inheritdoc/>
    public int Count => _affinities.Count;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public IAttraction Attraction => _affinities;

    /// <inheritdoc/>
    public EngineKind Kind { get; }

    /// <inheritdoc/>
    public NumericPrecision Precision { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => DataWarnings.Of(_affinities.SaturatedRows, _affinities.IsolatedRows);

    /// <summary>log Zᵢ of every point at the last map, with natural logarithms.</summary>
    public ReadOnlySpan<double> LogRowSums => _repulsion.LogRowSums;

    /// <inheritdoc/>
    public EngineState? State
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

    /// <inheritdoc/>
    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient)
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
        return new ObjectiveValue(_affinities.Entropy, attraction, repulsion);
    }

    /// <inheritdoc/>
    public PointDivergence Measure(Matrix map)
    {
        double[]? logRowSums = null;
        if (Kind != EngineKind.Exact)
        {
            _repulsion.Evaluate(map, MeasureTolerance, _repulsionGradient);
            logRowSums = _repulsion.LogRowSums.ToArray();
        }

        return PointDivergence.OfNeighbors(_graph, _affinities, _objective, map, logRowSums, _team);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_repulsion as IDisposable)?.Dispose();
        (_attraction as IDisposable)?.Dispose();
        _affinities.Dispose();
    }

    /// <summary>The attraction as a full matrix, for checks.</summary>
    internal SymmetricAffinities ToDense() => _affinities.ToDense();

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

    private sealed class Factory(NeighborEngine engine) : IObjectiveVisitor<(ISparseAttraction, IRepulsion)>
    {
        public (ISparseAttraction, IRepulsion) Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            int n = engine.Count;
            int dimension = engine.Dimension;
            IRepulsion repulsion = engine.Kind switch
            {
                EngineKind.Interpolated => new InterpolatedRepulsion<TKernel, TNormalization>(
                    kernel, n, dimension, Tree, engine._team),
                EngineKind.BarnesHut => Tree(),
                _ => engine.Precision == NumericPrecision.Double ? Pairs<double>() : Pairs<float>(),
            };
            return (new SparseAttraction<TKernel>(engine._affinities, kernel, dimension, engine._team), repulsion);

            IRepulsion Tree() => new TreeRepulsion<TKernel, TNormalization>(kernel, n, dimension, engine._team);

            IRepulsion Pairs<T>()
                where T : unmanaged, IFloatingPointIeee754<T> =>
                ExactEngine.CreateTiled<TKernel, TNormalization, T>(null, n, kernel, dimension, engine._team);
        }
    }
}
