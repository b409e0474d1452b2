namespace SneTools;

/// <summary>A map that lasts: with the data, the probabilities and the settings that it came from, how rows were prepared for it, and where its
/// descent stands, so that a run can go on and rows can be added. <see cref="ModelFile"/> writes and reads it.</summary>
public sealed class SneModel
{
    internal SneModel(PointBandwidths bandwidths, RunState? run) => (Bandwidths, Run) = (bandwidths, run);

    /// <summary>The map, and how it came about; without neighbors and probabilities in a compact model.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>What was asked for. Data, distances, neighbors and probabilities that were given are in the model, and not here.</summary>
    public required EmbeddingOptions Options { get; init; }

    /// <summary>The points: the numbers that were embedded, n × h, standardized and reduced to principal components if so asked for, with the
    /// columns that ride along; h is 0 where distances were given instead.</summary>
    public required Dataset Data { get; init; }

    /// <summary>How rows become numbers like those of <see cref="Data"/>; null where distances were given instead, or where it is not known.
    /// </summary>
    public Preparation? Preparation => Data.Dimension == 0 ? null : SneTools.Preparation.Of(Data);

    /// <summary>True where what new points do not need was left out: the neighbors, the share of every point in the cost, and the state of the
    /// descent.</summary>
    public bool IsCompact => Run is null;

    /// <summary>Number of points, n.</summary>
    public int Count => Embedding.Count;

    /// <summary>Dimension of the map, l.</summary>
    public int Dimension => Embedding.Dimension;

    /// <summary>The map, n × l.</summary>
    public Matrix Map => Embedding.Map;

    /// <summary>βᵢ of every point, in units of 1/distance².</summary>
    public IReadOnlyList<double> Precision => field ??= [.. Enumerable.Range(0, Count).Select(Bandwidths.Precision)];

    /// <summary>The program that made the model, with its version.</summary>
    public required string Program { get; init; }

    /// <summary>The version of the file's format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The kernel widths.</summary>
    internal PointBandwidths Bandwidths { get; }

    /// <summary>What the run has come to; null in a compact model.</summary>
    internal RunState? Run { get; }

    /// <summary>Embeds a data set.</summary>
    /// <param name="data">n × h, n at least 2.</param>
    /// <param name="options">How.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent a model of the map reached so far is returned.</param>
    /// <exception cref="SneException">The data or an option cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public static SneModel Fit(Dataset data, EmbeddingOptions options, Action<EmbeddingProgress>? observe = null, CancellationToken cancellation = default) =>
        Fit(data, options, null, observe, cancellation);

    /// <summary>Embeds a data set, and writes the run while it is made.</summary>
    /// <param name="data">n × h, n at least 2.</param>
    /// <param name="options">How.</param>
    /// <param name="checkpoints">Where the run is written, and how often; null for nowhere.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent a model of the map reached so far is returned, when it is written.</param>
    /// <exception cref="SneException">The data or an option cannot be used.</exception>
    /// <exception cref="IOException">A checkpoint is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public static SneModel Fit(Dataset data, EmbeddingOptions options, CheckpointOptions? checkpoints, Action<EmbeddingProgress>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return Fit(data, options, options, checkpoints, observe, cancellation);
    }

    /// <summary>Embeds a data set, as above.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="options">How.</param>
    /// <param name="asked">What the model says that was asked for, where <paramref name="options"/> have been decided further.</param>
    /// <param name="checkpoints">Where the run is written, and how often; null for nowhere.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run.</param>
    internal static SneModel Fit(
        Dataset data, EmbeddingOptions options, EmbeddingOptions asked, CheckpointOptions? checkpoints, Action<EmbeddingProgress>? observe, CancellationToken cancellation)
    {
        using var writer = CheckpointWriter.Of(checkpoints);
        return Make(data, options, asked, new RunState(), writer, observe, cancellation);
    }

    /// <summary>The same model without what new points do not need: the neighbors, the share of every point in the cost, and the state of the
    /// descent. A run can be taken up only from its map.</summary>
    public SneModel Compact() => new(Bandwidths, null)
    {
        Embedding = Embedding.WithoutNeighbors(),
        Options = Options,
        Data = Data,
        Program = Program,
        FormatVersion = FormatVersion,
    };

    /// <summary>Goes on with the run that made the model; or, where what is asked for is not what made it, begins a run at its map.</summary>
    /// <param name="how">How.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent a model of the map reached so far is returned.</param>
    /// <remarks>Where nothing but the number of iterations changes, the map is that of a run that had all of them at once, bit for bit; with jitter
    /// if both planned for as many: <see cref="DescentOptions.PlannedIteration"/>. This model stays as it is.</remarks>
    /// <exception cref="SneException">An option is out of range, or the run has made all its iterations and no number of more was given.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public SneModel Resume(ResumeOptions how, Action<EmbeddingProgress>? observe = null, CancellationToken cancellation = default) =>
        Resume(how, null, observe, cancellation);

    /// <summary>Goes on with the run that made the model, or begins one at its map, and writes it while it is made.</summary>
    /// <param name="how">How.</param>
    /// <param name="checkpoints">Where the run is written, and how often; null for nowhere.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run. During the descent a model of the map reached so far is returned, when it is written.</param>
    /// <exception cref="SneException">An option is out of range, or the run has made all its iterations and no number of more was given.</exception>
    /// <exception cref="IOException">A checkpoint is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was ended before the descent began.</exception>
    public SneModel Resume(ResumeOptions how, CheckpointOptions? checkpoints, Action<EmbeddingProgress>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(how);
        how.Validate();
        using var writer = CheckpointWriter.Of(checkpoints);
        return GoesOn(how) ? GoOn(how, writer, mayBeOver: false, observe, cancellation) : BeginAtMap(how, writer, observe, cancellation);
    }

    /// <summary>Whether a run would go on where this one stands, and not begin at its map.</summary>
    /// <param name="how">How.</param>
    public bool GoesOn(ResumeOptions how)
    {
        ArgumentNullException.ThrowIfNull(how);
        return Run is not null
            && (how.Objective is null || how.Objective == Options.Objective)
            && !IsOtherWidth(how)
            && (how.LearningRate is null || how.LearningRate == Options.Descent.LearningRate)
            && (how.EarlyExaggeration is null || (how.EarlyExaggeration == Options.Descent.EarlyExaggeration && (how.EarlyExaggerationIteration ?? Options.Descent.EarlyExaggerationIteration) == Options.Descent.EarlyExaggerationIteration));
    }

    /// <summary>The dimension, the number of maps and iterations, and the maps kept on the way of a run that goes on: what decides how much memory those take.
    /// </summary>
    /// <param name="how">How.</param>
    internal EmbeddingOptions ToOptions(ResumeOptions how)
    {
        bool goesOn = GoesOn(how);
        long? limit = how.MaxIteration is { } more ? (goesOn ? Embedding.Iterations : 0) + (long)more : Options.Descent.MaxIteration;
        return Options with
        {
            SnapshotInterval = how.SnapshotInterval ?? Options.SnapshotInterval,
            Restart = goesOn ? Options.Restart : 1,
            Initialization = goesOn ? Options.Initialization : InitialMap.Given(Map),
            Descent = Options.Descent with { MaxIteration = (int?)(limit > int.MaxValue ? int.MaxValue : limit) },
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Embedding}{(IsCompact ? ", compact" : string.Empty)}";

    /// <summary>The model of a map.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="data">What was embedded.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="run">What the run has come to.</param>
    internal static SneModel Of(Embedding embedding, Dataset data, EmbeddingOptions options, RunState run)
    {
        Dataset points = embedding.Affinities!.Data ?? data;
        EmbeddingOptions asked = options.Asked(embedding.Affinities, points, embedding.Dimension);
        return new SneModel(embedding.Affinities.Bandwidths, run)
        {
            Embedding = embedding with { Options = asked },
            Options = asked,
            Data = points.WithLabels(embedding.Labels),
            Program = RunProgram.Version,
            FormatVersion = ModelFile.Version,
        };
    }

    private bool IsOtherWidth(ResumeOptions how) => how.Perplexity is { } perplexity && perplexity != Embedding.Perplexity;

    /// <summary>Makes a run, written on the way or not.</summary>
    private static SneModel Make(
        Dataset data, EmbeddingOptions options, EmbeddingOptions asked, RunState run, CheckpointWriter? writer, Action<EmbeddingProgress>? observe, CancellationToken cancellation)
    {
        if (writer is null)
            return Of(StochasticNeighborEmbedding.Fit(data, options, run, observe, null, cancellation), data, asked, run);
        Embedding embedding = StochasticNeighborEmbedding.Fit(
            data, options, run, observe, begun => writer.Begin(Of(begun, data, asked, new RunState()), run), () => writer.Offer(run), cancellation);
        writer.Complete(run, embedding.StopReason);
        return Of(embedding, data, asked, run);
    }

    /// <summary>Goes on with the run.</summary>
    /// <param name="how">How; it must be a run that goes on.</param>
    /// <param name="writer">Writes the run while it is made; null for none.</param>
    /// <param name="mayBeOver">True if a run that has ended, and is given no more, gives its result again.</param>
    /// <param name="observe">Is told of every stage and iteration, on this thread.</param>
    /// <param name="cancellation">Ends the run.</param>
    internal SneModel GoOn(ResumeOptions how, CheckpointWriter? writer, bool mayBeOver, Action<EmbeddingProgress>? observe, CancellationToken cancellation)
    {
        RunState run = Run!.Clone();
        int made = run.Descents.Select(descent => descent.History.Count).DefaultIfEmpty().Max();
        DescentOptions descent = Options.Descent;
        if (!mayBeOver && how.MaxIteration is null && Embedding.StopReason != StopReason.Canceled && how.Tolerance is null)
        {
            throw new SneException(
                SneError.InvalidOption,
                FormattableString.Invariant($"The run has ended after {made} iterations ({Embedding.StopReason}), and no number of more was given: say how many by MaxIteration."),
                column: nameof(how.MaxIteration));
        }

        // Descents that have not begun keep to the jitter of those that have.
        EmbeddingOptions asked = Options with
        {
            ThreadCount = how.ThreadCount,
            SnapshotInterval = how.SnapshotInterval ?? Options.SnapshotInterval,
            Descent = descent with
            {
                MaxIteration = how.MaxIteration is { } more ? (int)Math.Min(int.MaxValue, (long)made + more) : descent.MaxIteration,
                PlannedIteration = descent.Jitter > 0 ? descent.PlannedIteration ?? descent.Limit : descent.PlannedIteration,
                Tolerance = how.Tolerance ?? descent.Tolerance,
            },
        };

        // The engine was chosen when more was known than the probabilities tell.
        EmbeddingOptions options = asked with { Affinities = Embedding.Affinities, Engine = Embedding.Engine };
        return Make(Data, options, asked, run, writer, observe, cancellation);
    }

    private SneModel BeginAtMap(ResumeOptions how, CheckpointWriter? writer, Action<EmbeddingProgress>? observe, CancellationToken cancellation)
    {
        Affinities? known = IsOtherWidth(how) ? null : Embedding.Affinities;
        PointDistances? distances = Embedding.Affinities?.Given;
        bool isMeasured = distances is not null || (Data.Dimension > 0 && Embedding.Metric != NeighborMetric.Precomputed);
        if (known is null && !isMeasured && Embedding.NeighborGraph is null)
        {
            throw new SneException(
                SneError.InvalidOption,
                "The model is compact, and of distances that were given: neither these nor the neighbors are in it, so no run can go on from its map.");
        }

        bool isOtherCost = how.Objective is not null && how.Objective != Options.Objective;
        EmbeddingOptions asked = Options with
        {
            Objective = how.Objective ?? Options.Objective,
            AffinityKind = how.Perplexity is null ? Options.AffinityKind : AffinityKind.Perplexity,
            PerplexityList = how.Perplexity is null ? Options.PerplexityList : null,
            Perplexity = how.Perplexity ?? Options.Perplexity,
            Sigma = how.Perplexity is null ? Options.Sigma : null,
            Initialization = Options.Initialization.IsAligned ? InitialMap.Aligned(Map) : InitialMap.Given(Map),
            Restart = 1,
            ThreadCount = how.ThreadCount,
            SnapshotInterval = how.SnapshotInterval ?? Options.SnapshotInterval,
            Descent = Options.Descent with
            {
                MaxIteration = how.MaxIteration ?? Options.Descent.MaxIteration,
                PlannedIteration = null,
                LearningRate = how.LearningRate ?? (isOtherCost ? null : Options.Descent.LearningRate),
                EarlyExaggeration = how.EarlyExaggeration,
                EarlyExaggerationIteration = how.EarlyExaggerationIteration ?? Options.Descent.EarlyExaggerationIteration,
                Tolerance = how.Tolerance ?? Options.Descent.Tolerance,
                Jitter = 0,
            },
        };
        EmbeddingOptions options = asked with
        {
            Standardize = false, // The data are prepared already.
            IsScaleIntended = true,
            PrincipalComponent = null,
            Affinities = known,
            Distances = known is null ? distances : null,
            NeighborGraph = known is null && !isMeasured ? Embedding.NeighborGraph : null,
            NeighborCount = IsOtherWidth(how) ? asked.NeighborCount : Embedding.NeighborCount,
        };
        return Make(Data, options, asked, new RunState(), writer, observe, cancellation);
    }
}
