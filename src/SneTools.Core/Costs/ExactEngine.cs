using System.Numerics;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>The fast engine over all pairs, made from points in one go.</summary>
public sealed class ExactEngine : IAffinityEngine
{
    /// <summary>Number of points up to which <see cref="NumericPrecision.Auto"/> means double.</summary>
    public const int AutoDoubleLimit = 2000;

    private readonly IGradientEngine _engine;
    private readonly Matrix _points;
    private readonly PointBandwidths _bandwidths;
    private readonly Objective _objective;
    private readonly ThreadTeam _team;

    private ExactEngine(
        IGradientEngine engine,
        IAttraction attraction,
        Matrix points,
        PointBandwidths bandwidths,
        Objective objective,
        NumericPrecision precision,
        IReadOnlyList<string> warnings,
        ThreadTeam team)
    {
        _engine = engine;
        _points = points;
        _bandwidths = bandwidths;
        _objective = objective;
        _team = team.Uninterrupted;
        Attraction = attraction;
        Precision = precision;
        Warnings = warnings;
    }

    /// <inheritdoc/>
    public int Count => _engine.Count;

    /// <inheritdoc/>
    public int Dimension => _engine.Dimension;

    /// <inheritdoc/>
    public IAttraction Attraction { get; }

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Exact;

    /// <inheritdoc/>
    public NumericPrecision Precision { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Computes the probabilities between points, and prepares the gradient of a cost over them.</summary>
    /// <param name="points">n × h, n at least 2.</param>
    /// <param name="sigma">One kernel width for all points; null to use the perplexity.</param>
    /// <param name="perplexity">Effective number of neighbors, if σ is null.</param>
    /// <param name="objective">The cost.</param>
    /// <param name="dimension">Dimension l of the map, from 1 to 10.</param>
    /// <param name="precision">The precision in which pairs are computed.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    /// <exception cref="SneException">σ, the perplexity or the dimension is out of range, or memory is short.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ExactEngine Create(
        Matrix points,
        double? sigma,
        double perplexity,
        Objective objective,
        int dimension,
        NumericPrecision precision,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        objective.Validate();
        if (dimension is < 1 or > MaxDimension)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range: the exact engine makes maps of 1 to {MaxDimension} dimensions.");
        }

        BandwidthRule rule = sigma is { } width
            ? ConditionalAffinities.SigmaRule(width)
            : ConditionalAffinities.PerplexityRule(perplexity, points.Rows);
        bool isDouble = precision == NumericPrecision.Double
            || (precision == NumericPrecision.Auto && points.Rows <= AutoDoubleLimit);
        return isDouble
            ? Create<double>(points, rule, objective, dimension, NumericPrecision.Double, team)
            : Create<float>(points, rule, objective, dimension, NumericPrecision.Single, team);
    }

    /// <summary>The most dimensions a map can have.</summary>
    public const int MaxDimension = 10;

    /// <inheritdoc/>
    public ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient) =>
        _engine.Evaluate(map, exaggeration, gradient);

    /// <inheritdoc/>
    public PointDivergence Measure(Matrix map) =>
        PointDivergence.OfAllPairs(_points, _bandwidths, _objective, map, _team);

    /// <inheritdoc/>
    public void Dispose() => (_engine as IDisposable)?.Dispose();

    private static ExactEngine Create<T>(
        Matrix points,
        BandwidthRule rule,
        Objective objective,
        int dimension,
        NumericPrecision precision,
        ThreadTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PackedAffinities<T> affinities =
            PackedAffinities<T>.Build(points, rule, objective.IsJoint, team);
        IGradientEngine engine = Create(objective, affinities, dimension, team.Uninterrupted);
        return new ExactEngine(
            engine,
            affinities,
            points,
            affinities.Bandwidths,
            objective,
            precision,
            DataWarnings.Of(affinities.SaturatedRows, affinities.IsolatedRows),
            team);
    }

    /// <summary>The engine over all pairs for the widest registers that the processor has.</summary>
    /// <param name="affinities">The attraction; null where only the repulsion is asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work; must outlive the engine.</param>
    internal static IPairEngine CreateTiled<TKernel, TNormalization, T>(
        PackedAffinities<T>? affinities,
        int n,
        TKernel kernel,
        int dimension,
        ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? CreateTiled<TKernel, TNormalization, Lanes512<T>, T>(affinities, n, kernel, dimension, team)
            : CreateTiled<TKernel, TNormalization, Lanes256<T>, T>(affinities, n, kernel, dimension, team);

    /// <summary>The engine for registers of a given width.</summary>
    internal static IPairEngine CreateTiled<TKernel, TNormalization, TLanes, T>(
        PackedAffinities<T>? affinities,
        int n,
        TKernel kernel,
        int dimension,
        ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> => dimension switch
        {
            2 => new TiledEngine<TKernel, TNormalization, Point2<TLanes, T>, TLanes, T>(affinities, n, kernel, dimension, team),
            3 => new TiledEngine<TKernel, TNormalization, Point3<TLanes, T>, TLanes, T>(affinities, n, kernel, dimension, team),
            _ => new TiledEngine<TKernel, TNormalization, PointN<TLanes, T>, TLanes, T>(affinities, n, kernel, dimension, team),
        };

    /// <summary>The engine for registers of a given width, over an attraction.</summary>
    internal static IGradientEngine Create<TLanes, T>(
        Objective objective,
        PackedAffinities<T> affinities,
        int dimension,
        ThreadTeam team)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        objective.Accept(new Factory<TLanes, T>(affinities, dimension, team));

    private static IGradientEngine Create<T>(
        Objective objective,
        PackedAffinities<T> affinities,
        int dimension,
        ThreadTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? Create<Lanes512<T>, T>(objective, affinities, dimension, team)
            : Create<Lanes256<T>, T>(objective, affinities, dimension, team);

    private sealed class Factory<TLanes, T>(PackedAffinities<T> affinities, int dimension, ThreadTeam team)
        : IObjectiveVisitor<IGradientEngine>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public IGradientEngine Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization =>
            CreateTiled<TKernel, TNormalization, TLanes, T>(affinities, affinities.Count, kernel, dimension, team);
    }
}
