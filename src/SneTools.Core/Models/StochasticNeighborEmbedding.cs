using System.Diagnostics;

namespace SneTools;

/// <summary>From a data set to a map, all stages in order.</summary>
public static class StochasticNeighborEmbedding
{
    /// <summary>The fewest pairs of points, of which there are n²/2, that a thread is started for.</summary>
    private const int PairsOfThread = 20_000;

    private const string StillExaggerated = "while the attraction was still exaggerated";

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
        CancellationToken cancellation) => Fit(data, options, run, observe, null, keep, cancellation);

    /// <summary>Embeds a data set, as above.</summary>
    /// <param name="data">n × h, n at least 2.</param>
    /// <param name="options">How.</param>
    /// <param name="run">Where to go on from.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="begin">Is told, on this thread, of all that is known before the first step: the map is 0.</param>
    /// <param name="keep">Is called after every iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run.</param>
    internal static Embedding Fit(
        Dataset data,
        EmbeddingOptions options,
        RunState? run,
        Action<EmbeddingProgress>? observe,
        Action<Embedding>? begin,
        Action? keep,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return Embed(data, options, run, observe, begin, keep, cancellation);
        }
        catch (OutOfMemoryException error)
        {
            throw MemoryBudget.Exceeded(FormattableString.Invariant($"A map of {data.Count} points"), "Use fewer rows, fewer columns, or a lower perplexity.", error);
        }
    }

    private static Embedding Embed(
        Dataset data,
        EmbeddingOptions options,
        RunState? run,
        Action<EmbeddingProgress>? observe,
        Action<Embedding>? begin,
        Action? keep,
        CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        PointDistances? distances = options.Affinities is null ? options.Distances : options.Affinities.Given;
        Validate(data, distances, options);
        EnginePlan plan = EnginePlan.For(options, data.Count);
        bool isGraph = plan.HasGraph(options, data.Count);
        options = options with { Descent = options.Descent with { MaxIteration = DescentWays.Limit(options, data.Count) } };
        SnapshotMemory.Require(data.Count, options, run is not null);
        List<string> warnings = [.. distances is null ? DataWarnings.Of(data, cancellation) : distances.Warnings];
        if (distances is null && options is { Affinities: null, NeighborGraph: null, Standardize: false, IsScaleIntended: false })
            warnings.AddRange(DataWarnings.OfScale(data, options.Metric, cancellation));
        using var team = new ThreadTeam(Threads(options, data.Count), cancellation);
        var stages = new StageClock((phase, share) =>
            observe?.Invoke(new EmbeddingProgress(phase, null, options.Descent.Limit, share)));
        Affinities affinities = options.Affinities is { } known
            ? Require(known, isGraph, data.Count, team)
            : FindAffinities(data, options, isGraph, stages, team);
        stages.Begin(EmbeddingPhase.Affinities);
        bool isGraphConsumed = isGraph && CanGiveUp(options) && run is null && begin is null;
        using Cost engine = Cost.Create(affinities, options.Objective, options.Dimension, plan.Kind, options.Precision, team, isGraphConsumed);
        warnings.AddRange(affinities.Warnings);
        warnings.AddRange(engine.Warnings);
        Dataset prepared = affinities.Data ?? data;
        Matrix points = prepared.Values;
        NeighborGraph? graph = affinities.Graph;
        LabelColumn[] labels = WithoutCoordinates(data.Labels, options.Dimension, warnings);

        begin?.Invoke(Describe(Solution.None(data.Count, options), []));
        var minimization = new Minimization(engine, points, options, run ?? new RunState(), run is not null, team) { Passed = Pass };
        Solution best = minimization.Run(stages, Observe, keep, cancellation);
        if (best is { StopReason: StopReason.IterationLimit, State: { IsExaggerated: true, History.Count: > 0 } })
            warnings.Add(UnfinishedMap(best.State));
        return Describe(best, stages.End());

        Embedding Describe(Solution best, IReadOnlyList<StageTiming> timings) => new()
        {
            Map = options.Initialization.Turn(best.State.Map.Center()),
            Method = options.Objective.Method,
            DegreeOfFreedom = options.Objective.DegreeOfFreedom,
            Engine = engine.Engine,
            Precision = engine.Precision,
            Neighbor = graph?.Search,
            NeighborCount = affinities.NeighborCount,
            NeighborRecall = graph?.Recall ?? 1,
            Metric = affinities.Metric,
            AffinityKind = affinities.Width.Kind,
            PerplexityList = affinities.Width.PerplexityList?.ToArray(),
            Perplexity = affinities.Width.Perplexity,
            Sigma = affinities.Width.Sigma,
            Entropy = best.Cost.Entropy,
            CrossEntropy = best.Cost.CrossEntropy,
            PointDivergence = best.Points,
            Optimizer = Minimization.Resolve(options, data.Count),
            Way = best.Way?.ToString(),
            StopReason = best.StopReason,
            Elapsed = clock.Elapsed,
            Stages = timings,
            Seed = best.Seed,
            LearningRate = best.State.LearningRate,
            History = best.State.History.ToArray(),
            Data = distances is null ? points : null,
            Sources = distances is null ? EmbeddedColumns.Keep(data, prepared) : [],
            NeighborGraph = isGraphConsumed ? null : graph,
            Affinities = isGraphConsumed ? null : affinities,
            Columns = data.Sources,
            Labels = labels,
            Snapshots = MapSnapshot.Of(best.State, options, best.Cost.Divergence, labels),
            Options = options.Asked(affinities, prepared, options.Dimension),
            DroppedRows = data.DroppedRows.Count,
            ReplacedCells = data.ReplacedCells,
            Program = RunProgram.Version,
            Runtime = RunProgram.Runtime,
            Warnings = warnings.ToArray(),
        };

        void Observe(HistoryPoint point) =>
            observe?.Invoke(new EmbeddingProgress(EmbeddingPhase.Descent, point, options.Descent.Limit));

        void Pass(KeptMap map, DescentState state) =>
            observe?.Invoke(new EmbeddingProgress(EmbeddingPhase.Descent, state.History[^1], options.Descent.Limit)
            {
                Snapshot = MapSnapshot.Of(map, state, options, options.Initialization.Turning(map.ToMatrix(options.Dimension)), double.NaN, labels),
            });
    }

    /// <summary>How many threads there is work for: below <see cref="PairsOfThread"/> pairs each, waiting for one another takes longer than
    /// the work that they share, and much longer where other programs use the processor.</summary>
    private static int Threads(EmbeddingOptions options, int n) =>
        (int)Math.Clamp((long)n * n / (2 * PairsOfThread), 1, options.ThreadCount);

    /// <summary>Whether neighbors are nobody's but the run's, which needs them no longer than until its attraction is known: a second start is
    /// from a spectral map, which is made of them.</summary>
    private static bool CanGiveUp(EmbeddingOptions options) =>
        options is { KeepsNeighbors: false, Restart: 1, Affinities: null, NeighborGraph: null, Distances: null }
        && (options.Initialization == InitialMap.Pca || options.Initialization == InitialMap.Random || options.Initialization is { Map: not null, IsAligned: false });

    /// <summary>Scales and reduces the data, finds the pairs, and solves the widths.</summary>
    private static Affinities FindAffinities(
        Dataset data,
        EmbeddingOptions options,
        bool isGraph,
        StageClock stages,
        ThreadTeam team)
    {
        Dataset prepared = data.Prepare(options.Standardize, options.PrincipalComponent, team);
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

    /// <summary>Throws unless a run can be made, as far as that is known before it begins; what it will take in memory is no part of that.</summary>
    /// <param name="data">n × h; the points of distances where these are given.</param>
    /// <param name="options">How.</param>
    /// <exception cref="SneException">The data or an option cannot be used.</exception>
    internal static void Require(Dataset data, EmbeddingOptions options)
    {
        Validate(data, options.Distances, options);
        options.Objective.Validate();
        _ = EnginePlan.For(options, data.Count);
    }

    private static void Validate(Dataset data, PointDistances? distances, EmbeddingOptions options)
    {
        if (data.Count == 0)
            throw Refusal.Empty(string.Empty);
        if (data.Count == 1)
            throw Refusal.SingleRow();
        options.Descent.Validate();
        if (distances is null)
            RequireDimension(options.Dimension, data, options.PrincipalComponent);
        else
            RequireDistances(data, distances, options);
        OptionRange.Require(options.SnapshotInterval is null or >= 1, nameof(options.SnapshotInterval), options.SnapshotInterval ?? 0, "at least 1");
        OptionRange.Require(options.Restart >= 1, nameof(options.Restart), options.Restart, "at least 1");
        if (options.ThreadCount < 1)
            throw new SneException(SneError.InvalidOption, $"{options.ThreadCount} threads are too few: at least 1 is needed.");
    }

    /// <summary>Throws where an option is about rows, and distances were given instead.</summary>
    private static void RequireDistances(Dataset data, PointDistances distances, EmbeddingOptions options)
    {
        if (options.Standardize || options.PrincipalComponent is not null)
        {
            throw new SneException(
                SneError.InvalidOption,
                "Distances are neither standardized nor reduced to principal components: these are for rows.",
                column: options.Standardize ? nameof(options.Standardize) : nameof(options.PrincipalComponent));
        }

        if (distances.Count != data.Count)
            throw new SneException(SneError.RowCountMismatch, $"The distances given are those of {distances.Count} points; there are {data.Count}.", column: nameof(options.Distances));
        RequireDimension(options.Dimension, distances);
    }

    /// <summary>Throws unless the map has fewer dimensions than there are points with distances.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="distances">The distances between n points.</param>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(int dimension, PointDistances distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        if (dimension < 1 || dimension >= distances.Count)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range for the distances between {distances.Count} points: it must be from 1 to {distances.Count - 1}.");
        }
    }

    /// <summary>Throws unless the data have the components asked for, and the map has no more dimensions than they.</summary>
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

    /// <summary>Throws when the map has more dimensions than the data.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="columns">Dimension h of the data.</param>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(int dimension, int columns)
    {
        if (dimension >= 1 && dimension <= columns)
            return;
        throw new SneException(
            SneError.DimensionOutOfRange,
            $"Dimension {dimension} is out of range for data of {columns} {(columns == 1 ? "column" : "columns")}: it must be {(columns == 1 ? "1" : $"from 1 to {columns}")}.");
    }

    /// <summary>Whether a warning is about a run that ended before the map had its shape.</summary>
    internal static bool IsUnfinished(string warning) => warning.Contains(StillExaggerated, StringComparison.Ordinal);

    /// <summary>What is said of a run that ended before the map had its shape.</summary>
    private static string UnfinishedMap(DescentState state) => FormattableString.Invariant(
        $"The run ended after {state.History.Count} iterations, {StillExaggerated}, which lasts {state.ExaggeratedIterations}: the map is not finished. Go on with Resume-SneEmbedding, give more by -MaxIteration, or a shorter -EarlyExaggerationIteration.");

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
