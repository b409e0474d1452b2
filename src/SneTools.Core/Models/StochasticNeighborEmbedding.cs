using System.Diagnostics;

namespace SneTools;

/// <summary>From a data set to a map, all stages in order.</summary>
public static class StochasticNeighborEmbedding
{
    /// <summary>The change of the cost over 20 iterations at which a map has taken shape.</summary>
    private const double RoughTolerance = 1e-3;

    /// <summary>How far below 0 rounding may put a divergence, as a share of the cross-entropy that it is a difference of: engines for
    /// many points know the sums of rows to 1e-6.</summary>
    private const double CostRounding = 1e-5;

    /// <summary>The most points whose map is made more than once: it takes a fraction of a second.</summary>
    private const int FewPoints = 500;

    /// <summary>Share of the last move that is kept in the other descents of few points: with less of it a map ends in a valley nearer to its
    /// start.</summary>
    private static readonly double[] PlainMomenta = [0.9, 0.8];

    /// <summary>How many times wider a map may become while L-BFGS polishes it under Student's kernel, which has valleys that sink a
    /// little all the way to infinity.</summary>
    private const double PolishedGrowth = 1.5;

    /// <summary>Embeds a data set.</summary>
    /// <param name="data">n × h, n at least 2.</param>
    /// <param name="options">How.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent the map reached so far is returned.</param>
    /// <exception cref="SneException">The data or an option cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public static Embedding Fit(
        Dataset data,
        EmbeddingOptions options,
        Action<EmbeddingProgress>? observe = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        Validate(data, options);
        EnginePlan plan = EnginePlan.For(options, data.Count);
        bool isGraph = plan.HasGraph(options, data.Count);
        List<string> warnings = [.. DataWarnings.Of(data)];
        using var team = new ThreadTeam(options.ThreadCount, cancellation);
        var stages = new StageClock((phase, share) =>
            observe?.Invoke(new EmbeddingProgress(phase, null, options.Descent.MaxIteration, share)));
        Affinities affinities = options.Affinities is { } known
            ? Require(known, isGraph, data.Count, team)
            : FindAffinities(data, options, isGraph, stages, team);
        stages.Begin(EmbeddingPhase.Affinities);
        using Cost engine = Cost.Create(affinities, options.Objective, options.Dimension, plan.Kind, options.Precision, team);
        warnings.AddRange(engine.Warnings);
        Dataset prepared = affinities.Data ?? data;
        Matrix points = prepared.Values;
        NeighborGraph? graph = affinities.Graph;

        Solution? best = null;
        bool isCanceled = false;
        for (int start = 0; start < options.Restart && !isCanceled; start++)
        {
            stages.Begin(EmbeddingPhase.Initialization);
            int seed = unchecked(options.Seed + start);
            InitialMap initialization = start == 0 ? options.Initialization : InitialMap.Random;
            Matrix map = initialization.Create(points, options.Dimension, seed, team);
            stages.Begin(EmbeddingPhase.Descent);
            try
            {
                Solution solution = Minimize(
                    engine, map, options, Settings(options, initialization), seed, observe, cancellation);
                if (best is null || solution.Cost.Divergence < best.Cost.Divergence)
                    best = solution;
                isCanceled = solution.StopReason == StopReason.Canceled;
            }
            catch (SneException error) when (error.Error == SneError.Diverged && best is not null)
            {
                // One start that is lost does not undo those that were not.
            }
        }

        return new Embedding
        {
            Map = best!.State.Map.Center(),
            Method = options.Objective.Method,
            DegreeOfFreedom = options.Objective.DegreeOfFreedom,
            Engine = engine.Engine,
            Precision = engine.Precision,
            Neighbor = graph?.Search,
            NeighborCount = affinities.NeighborCount,
            NeighborRecall = graph?.Recall ?? 1,
            Metric = affinities.Metric,
            Perplexity = affinities.Width.Perplexity,
            Sigma = affinities.Width.Sigma,
            Entropy = best.Cost.Entropy,
            CrossEntropy = best.Cost.CrossEntropy,
            PointDivergence = best.Points,
            Optimizer = Resolve(options, data.Count),
            StopReason = isCanceled ? StopReason.Canceled : best.StopReason,
            Elapsed = clock.Elapsed,
            Stages = stages.End(),
            Seed = best.Seed,
            LearningRate = best.LearningRate,
            History = best.State.History,
            Data = points,
            NeighborGraph = graph,
            Affinities = affinities,
            Columns = prepared.Columns,
            Labels = WithoutCoordinates(data.Labels, options.Dimension, warnings),
            Warnings = warnings,
        };
    }

    /// <summary>Scales and reduces the data, finds the pairs, and solves the widths.</summary>
    private static Affinities FindAffinities(
        Dataset data,
        EmbeddingOptions options,
        bool isGraph,
        StageClock stages,
        ThreadTeam team)
    {
        Dataset prepared = PrincipalComponents.Reduce(
            options.Standardize ? data.Standardize() : data, options.PrincipalComponent, team);
        AffinityOptions how = options.ToAffinityOptions() with { IsGraph = isGraph };
        if (!isGraph)
            Cost.RequireMemory(data.Count, options.Precision);
        else if (how.NeighborGraph is null)
        {
            stages.Begin(EmbeddingPhase.Neighbors);
            how = how with { NeighborGraph = Affinities.FindGraph(prepared.Values, how, team, stages.Report) };
        }

        stages.Begin(EmbeddingPhase.Affinities);
        return Affinities.Create(prepared, how, team);
    }

    /// <summary>Affinities that are known, in the form that the run reads.</summary>
    private static Affinities Require(Affinities affinities, bool isGraph, int n, ThreadTeam team)
    {
        if (affinities.Count != n)
        {
            throw new SneException(
                SneError.RowCountMismatch,
                $"The affinities given are those of {affinities.Count} points; the data have {n}.",
                column: nameof(EmbeddingOptions.Affinities));
        }

        return isGraph ? affinities.ToGraph(team) : affinities;
    }

    /// <summary>The settings of the descent from a start. A map that was given has its shape: exaggeration would take it away.</summary>
    private static DescentOptions Settings(EmbeddingOptions options, InitialMap initialization) =>
        initialization.Map is null ? options.Descent : options.Descent with { EarlyExaggeration = options.Descent.EarlyExaggeration ?? 1 };

    /// <summary>Descends from one start.</summary>
    private static Solution Minimize(
        Cost engine,
        Matrix start,
        EmbeddingOptions options,
        DescentOptions settings,
        int seed,
        Action<EmbeddingProgress>? observe,
        CancellationToken cancellation)
    {
        bool isPolished = Resolve(options, start.Rows) == OptimizerKind.LBfgs;
        Descent best = Descend(engine, start, settings, isPolished, options.Objective, seed, Observe, cancellation);
        foreach (double momentum in IsFew(settings, start.Rows) ? PlainMomenta : [])
        {
            if (best.StopReason == StopReason.Canceled)
                break;
            DescentOptions plain = settings with { EarlyExaggeration = 1, Momentum = momentum };
            bool mayPolish = options.Descent.Optimizer != OptimizerKind.GradientDescent;
            Descent other = Descend(engine, start, plain, mayPolish, options.Objective, seed, null, cancellation);
            if (other.Value.Divergence < best.Value.Divergence)
                best = other;
        }

        Matrix map = best.State.Map;
        if (best.StopReason == StopReason.Canceled)
            return new Solution(best.State, best.Value, null, StopReason.Canceled, best.LearningRate, seed);
        PointDivergence points = engine.Measure(map);
        var cost = new ObjectiveValue(points.Entropy.Sum(), points.CrossEntropy.Sum(), 0);
        Require(map, cost);
        return new Solution(best.State, cost, points, best.StopReason, best.LearningRate, seed);

        void Observe(HistoryPoint point) =>
            observe?.Invoke(new EmbeddingProgress(EmbeddingPhase.Descent, point, options.Descent.MaxIteration));
    }

    /// <summary>Gradient descent to the end, or until the map has taken shape and L-BFGS polishes it.</summary>
    private static Descent Descend(
        Cost engine,
        Matrix start,
        DescentOptions settings,
        bool isPolished,
        Objective objective,
        int seed,
        Action<HistoryPoint>? observe,
        CancellationToken cancellation)
    {
        var state = new DescentState(start.Clone());

        // L-BFGS rushes into the nearest valley. Descent finds better ones, and is slow only at their bottom.
        GradientDescent descent = Prepare(
            isPolished ? settings with { Tolerance = Math.Max(settings.Tolerance, RoughTolerance) } : settings);
        StopReason reason = descent.Run(observe, cancellation);
        double learningRate = descent.LearningRate;
        if (isPolished && reason == StopReason.Converged)
        {
            var polish = new LimitedMemoryBfgs(
                engine, state, settings, objective.IsGaussian ? double.PositiveInfinity : PolishedGrowth);
            reason = polish.Run(observe, cancellation);

            // Where rounding leaves no step that lowers the cost, descent finds out whether that is the bottom; and it does not run away.
            if (polish.IsStuck || polish.IsAtReach)
                reason = Prepare(settings).Run(observe, cancellation);
        }

        ObjectiveValue value = engine.Evaluate(state.Map, 1, new Matrix(start.Rows, start.Columns));
        return new Descent(state, value, reason, learningRate);

        GradientDescent Prepare(DescentOptions how) => new(engine, engine.Degrees, state, how, seed);
    }

    /// <summary>True where a map is made more than once, with exaggeration that falls and with none, for the lowest of all: a few hundred
    /// points end in one of several valleys, and which is the lowest is luck.</summary>
    private static bool IsFew(DescentOptions settings, int n) =>
        n <= FewPoints && settings.EarlyExaggeration is null && settings.LearningRate is null && settings.Jitter == 0;

    /// <summary>Throws when a map or its cost is none: no such result leaves this library.</summary>
    private static void Require(Matrix map, ObjectiveValue cost)
    {
        int bad = Array.FindIndex(map.Values, x => !double.IsFinite(x));
        if (bad >= 0)
            throw new SneException(SneError.Diverged, $"Point {(bad / map.Columns) + 1} of the map has no place: a coordinate is {map.Values[bad]}.", (bad / map.Columns) + 1);
        if (!double.IsFinite(cost.Divergence) || cost.Divergence < -CostRounding * Math.Max(1, Math.Abs(cost.CrossEntropy)))
            throw new SneException(SneError.Diverged, FormattableString.Invariant($"The divergence of the map is {cost.Divergence}, which none can be: a cross-entropy of {cost.CrossEntropy} less an entropy of {cost.Entropy}."));
    }

    /// <summary>The way that <see cref="OptimizerKind.Auto"/> means. Student's kernel has valleys that sink a little all the way to
    /// infinity; L-BFGS follows them, and the groups of a map end so far apart that nothing else can be seen.</summary>
    private static OptimizerKind Resolve(EmbeddingOptions options, int n)
    {
        if (options.Descent.Optimizer != OptimizerKind.Auto)
            return options.Descent.Optimizer;
        return SmallData.Contains(n) && options.Objective.IsGaussian ? OptimizerKind.LBfgs : OptimizerKind.GradientDescent;
    }

    private sealed record Descent(DescentState State, ObjectiveValue Value, StopReason StopReason, double LearningRate);

    private sealed record Solution(
        DescentState State,
        ObjectiveValue Cost,
        PointDivergence? Points,
        StopReason StopReason,
        double LearningRate,
        int Seed);

    private static void Validate(Dataset data, EmbeddingOptions options)
    {
        if (data.Count == 0)
            throw Refusal.Empty(string.Empty);
        if (data.Count == 1)
            throw Refusal.SingleRow();
        options.Descent.Validate();
        RequireDimension(options.Dimension, data, options.PrincipalComponent);
        if (options.Restart < 1)
            throw new SneException(SneError.InvalidOption, $"Restart {options.Restart} is out of range: it must be at least 1.", column: nameof(options.Restart));
        if (options.ThreadCount < 1)
            throw new SneException(SneError.InvalidOption, $"{options.ThreadCount} threads are too few: at least 1 is needed.");
    }

    /// <summary>Throws unless the data have the components asked for, and the map has fewer dimensions than they.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="data">n × h.</param>
    /// <param name="component">Number of principal components; null to use the data as they are.</param>
    /// <exception cref="SneException"><see cref="SneError.PrincipalComponentOutOfRange"/> or
    /// <see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(int dimension, Dataset data, int? component)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (component is { } count)
            PrincipalComponents.RequireCount(count, data.Count, data.Dimension);
        RequireDimension(dimension, component ?? data.Dimension);
    }

    /// <summary>Throws unless the map has fewer dimensions than the data.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="columns">Dimension h of the data.</param>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(int dimension, int columns)
    {
        if (dimension >= 1 && dimension < columns)
            return;
        string range = columns > 1
            ? $"from 1 to {columns - 1}"
            : "less than the data's, so at least two columns are needed";
        throw new SneException(
            SneError.DimensionOutOfRange,
            $"Dimension {dimension} is out of range for data of {columns} {(columns == 1 ? "column" : "columns")}: it must be {range}.");
    }

    /// <summary>The labels without those named like a coordinate, such as columns of an earlier map.</summary>
    private static LabelColumn[] WithoutCoordinates(
        IReadOnlyList<LabelColumn> labels,
        int dimension,
        List<string> warnings)
    {
        IReadOnlyList<string> coordinates = Embedding.CoordinateNames(dimension);
        foreach (LabelColumn label in labels.Where(IsCoordinate))
            warnings.Add($"The column '{label.Name}' of the input is replaced by the map's.");
        return [.. labels.Where(label => !IsCoordinate(label))];

        bool IsCoordinate(LabelColumn label) => coordinates.Contains(label.Name, StringComparer.OrdinalIgnoreCase);
    }
}
