using System.Diagnostics;

namespace SneTools;

/// <summary>From a data set to a map, all stages in order.</summary>
public static class StochasticNeighborEmbedding
{
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
        CancellationToken cancellation = default) => Fit(data, options, null, observe, null, cancellation);

    /// <summary>Embeds a data set, and begins its descent where another run of the same data and options was put down.</summary>
    /// <param name="data">n × h, n at least 2.</param>
    /// <param name="options">How; with a greater limit of iterations the run goes on beyond where it ended.</param>
    /// <param name="run">Where to go on from, a new one for a run from the start; it is moved in place, and is a place to go on from when
    /// the run has ended, for whatever reason. Null for a run from the start that nobody goes on with.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="keep">Is called after every iteration, on this thread, when <paramref name="run"/> is whole: the moment to copy it.</param>
    /// <param name="cancellation">Ends the run. During the descent the map reached so far is returned.</param>
    /// <exception cref="SneException">The data or an option cannot be used, or the state is not one of them.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public static Embedding Fit(
        Dataset data,
        EmbeddingOptions options,
        RunState? run,
        Action<EmbeddingProgress>? observe,
        Action? keep,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        Validate(data, options);
        EnginePlan plan = EnginePlan.For(options, data.Count);
        List<string> warnings = [.. DataWarnings.Of(data)];
        using var team = new ThreadTeam(options.ThreadCount, cancellation);
        Dataset prepared = PrincipalComponents.Reduce(
            options.Standardize ? data.Standardize() : data, options.PrincipalComponent, team);
        Matrix points = prepared.Values;

        var stages = new StageClock((phase, share) =>
            observe?.Invoke(new EmbeddingProgress(phase, null, options.Descent.MaxIteration, share)));
        NeighborGraph? graph = FindNeighbors(points, options, plan, stages, team);
        stages.Begin(EmbeddingPhase.Affinities);
        using IAffinityEngine engine = CreateEngine(points, graph, options, plan, team);
        warnings.AddRange(engine.Warnings);

        Solution best = new Minimization(engine, points, options, run ?? new RunState(), run is not null, team).Run(stages, Observe, keep, cancellation);
        return new Embedding
        {
            Map = best.State.Map.Center(),
            Method = options.Objective.Method,
            DegreeOfFreedom = options.Objective.DegreeOfFreedom,
            Engine = engine.Kind,
            Precision = engine.Precision,
            Neighbor = graph?.Search,
            NeighborCount = plan.NeighborCount,
            NeighborRecall = graph?.Recall ?? 1,
            Metric = graph?.Metric ?? options.Metric,
            Perplexity = options.Sigma is null ? options.Perplexity : null,
            Sigma = options.Sigma,
            Entropy = best.Cost.Entropy,
            CrossEntropy = best.Cost.CrossEntropy,
            PointDivergence = best.Points,
            Optimizer = Minimization.Resolve(options, data.Count),
            StopReason = best.StopReason,
            Elapsed = clock.Elapsed,
            Stages = stages.End(),
            Seed = best.Seed,
            LearningRate = best.State.LearningRate,
            History = [.. best.State.History],
            Data = points,
            NeighborGraph = graph,
            Columns = prepared.Columns,
            Labels = WithoutCoordinates(data.Labels, options.Dimension, warnings),
            Warnings = warnings,
        };

        void Observe(HistoryPoint point) =>
            observe?.Invoke(new EmbeddingProgress(EmbeddingPhase.Descent, point, options.Descent.MaxIteration));
    }

    /// <summary>The near neighbors of every point; null if all pairs attract each other and the engine keeps a table of them.</summary>
    private static NeighborGraph? FindNeighbors(
        Matrix points,
        EmbeddingOptions options,
        EnginePlan plan,
        StageClock stages,
        ThreadTeam team)
    {
        if (options.NeighborGraph is not null)
            return options.NeighborGraph;
        if (plan.Kind == EngineKind.Exact && plan.NeighborCount == points.Rows - 1)
            return null;
        stages.Begin(EmbeddingPhase.Neighbors);
        return NearestNeighbors.Find(
            points,
            plan.NeighborCount,
            options.Neighbor,
            options.Metric,
            options.Seed,
            team,
            stages.Report);
    }

    private static IAffinityEngine CreateEngine(
        Matrix points,
        NeighborGraph? graph,
        EmbeddingOptions options,
        EnginePlan plan,
        ThreadTeam team)
    {
        if (graph is null)
        {
            Matrix rows = options.Metric == NeighborMetric.Cosine ? points.NormalizeRows() : points;
            return ExactEngine.Create(
                rows, options.Sigma, options.Perplexity, options.Objective, options.Dimension, options.Precision, team);
        }

        return NeighborEngine.Create(
            graph, options.Sigma, options.Perplexity, options.Objective, options.Dimension, plan.Kind, options.Precision, team, points);
    }

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
