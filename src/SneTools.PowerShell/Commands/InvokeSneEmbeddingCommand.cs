using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Embeds rows in a map: Invoke-SneEmbedding.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SneEmbedding", DefaultParameterSetName = "Perplexity")]
[OutputType(typeof(PSObject), typeof(Embedding), typeof(SneModel), typeof(MapSnapshot))]
public sealed class InvokeSneEmbeddingCommand : AffinityCommand
{
    /// <summary>The method.</summary>
    [Parameter]
    public SneMethod Method { get; set; } = Defaults.Embedding.Objective.Method;

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter]
    public double DegreeOfFreedom { get; set; } = Defaults.Embedding.Objective.DegreeOfFreedom;

    /// <summary>Dimension of the map.</summary>
    [Parameter]
    public int Dimension { get; set; } = Defaults.Embedding.Dimension;

    /// <summary>The most iterations.</summary>
    [Parameter]
    public int MaxIteration { get; set; } = Defaults.Embedding.Descent.MaxIteration;

    /// <summary>The iterations that exaggeration and jitter are laid out over, for a run that is to go on later.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int PlannedIteration { get; set; }

    /// <summary>Step along the gradient; by default what the cost's curvature allows.</summary>
    [Parameter]
    public double LearningRate { get; set; }

    /// <summary>Factor on the attraction in the first iterations.</summary>
    [Parameter]
    public double EarlyExaggeration { get; set; }

    /// <summary>How many iterations are exaggerated.</summary>
    [Parameter]
    public int EarlyExaggerationIteration { get; set; } = Defaults.Embedding.Descent.EarlyExaggerationIteration;

    /// <summary>The run has converged when the cost stays within this share of itself over 20 iterations.</summary>
    [Parameter]
    public double Tolerance { get; set; } = Defaults.Embedding.Descent.Tolerance;

    /// <summary>The way of minimizing the cost.</summary>
    [Parameter]
    public OptimizerKind Optimizer { get; set; }

    /// <summary>Standard deviation of noise added to the map, which falls to 0 over the first half of the iterations.
    /// </summary>
    [Parameter]
    public double Jitter { get; set; }

    /// <summary>Number of maps made, of which the one with the lowest cost is kept.</summary>
    [Parameter]
    public int Restart { get; set; } = Defaults.Embedding.Restart;

    /// <summary>Pca, Random, Spectral, or a map to start from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InitializationCompleter))]
    public object Initialization { get; set; } = Defaults.Embedding.Initialization.Name;

    /// <summary>How the repulsion between the points of the map is computed.</summary>
    [Parameter]
    [EngineName]
    public EngineKind Engine { get; set; }

    /// <summary>The probabilities between the rows, as Get-SneProbability -AsAffinity solved them.</summary>
    [Parameter]
    public Affinities? Affinity { get; set; }

    /// <summary>The precision in which pairs of points are computed.</summary>
    [Parameter]
    public NumericPrecision Precision { get; set; }

    /// <summary>Return one Embedding instead of rows.</summary>
    [Parameter]
    public SwitchParameter AsEmbedding { get; set; }

    /// <summary>Return one SneModel instead of rows.</summary>
    [Parameter]
    public SwitchParameter AsModel { get; set; }

    /// <summary>Iterations between maps that are kept on the way.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SnapshotInterval { get; set; } = Defaults.SnapshotInterval;

    /// <summary>Return the maps on the way while the map forms, and then the Embedding or the model.</summary>
    [Parameter]
    public SwitchParameter AsSnapshot { get; set; }

    /// <summary>Leave out of the model what new points do not need.</summary>
    [Parameter]
    public SwitchParameter Compact { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Embed);

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        if (Affinity is not null)
            RequireNoPreparation();
        RequirePrecision(Engine, Precision);
        if (AsEmbedding && AsModel)
            throw new SneException(SneError.InvalidOption, "-AsEmbedding and -AsModel exclude each other: a model has its embedding as a property.", column: nameof(AsModel));
        if (IsGiven(nameof(SnapshotInterval)) && !AsEmbedding && !AsModel && !AsSnapshot)
            throw new SneException(SneError.InvalidOption, "-SnapshotInterval keeps maps beside the last one, for which rows have no place: it is for -AsEmbedding, -AsModel and -AsSnapshot.", column: nameof(SnapshotInterval));
        if (Compact && !AsModel)
            throw new SneException(SneError.InvalidOption, "-Compact is for the model that -AsModel returns.", column: nameof(Compact));
    }

    private void Embed()
    {
        if (Rows.Affinities is not null)
            RequireNoPreparation();
        PointDistances? distances = IsPrecomputed ? ReadDistances(Label) : (Affinity ?? Rows.Affinities)?.Given;
        Dataset data = IsPrecomputed ? distances!.Points : BuildDataset(Label);
        InitialMap initialization = ReadInitialization(distances);
        if (distances is null)
            StochasticNeighborEmbedding.RequireDimension(Dimension, data, PrincipalComponent);
        else
            StochasticNeighborEmbedding.RequireDimension(Dimension, distances);
        if (!AsEmbedding && !AsModel && !AsSnapshot)
            MappedRows.RequireFreeNames(IsPrecomputed && !IsPairs ? Rows.Names : data.Columns, Dimension);
        EmbeddingOptions options = Options() with { Distances = IsPrecomputed ? distances : null, Initialization = initialization };
        TellOfSnapshots(data.Count, options, AsModel);
        (Embedding embedding, SneModel? model) = Reporting("embedding", progress => Run(data, options, AsSnapshot ? new SnapshotStream(this, progress).Report : progress.Report));
        Cancellation.ThrowIfCancellationRequested();
        WriteWarnings(embedding.Warnings);
        foreach (StageTiming stage in embedding.Stages)
            WriteDebug($"{stage}");
        Tell(FormattableString.Invariant(
            $"{data}: engine {Summary.Engine(embedding)}; neighbors: {Summary.Neighbors(embedding)}; optimizer {embedding.Optimizer}, learning rate {embedding.LearningRate:0.####}"));
        Tell(FormattableString.Invariant(
            $"{embedding.Iterations} iterations, {embedding.StopReason}, divergence {embedding.Divergence:0.####}; {Summary.Stages(embedding)}"));
        if (model is not null)
            WriteObject(model);
        else if (AsEmbedding || AsSnapshot)
            WriteObject(embedding);
        else
            WriteObject(MappedRows.Create(IsPrecomputed && IsPairs ? RowCollector.Of(data) : Rows, data, embedding), enumerateCollection: true);
    }

    /// <summary>Makes the map; a model keeps all that the run has come to, and only where one is asked for.</summary>
    private (Embedding Embedding, SneModel? Model) Run(Dataset data, EmbeddingOptions options, Action<EmbeddingProgress> observe)
    {
        if (!AsModel)
            return (StochasticNeighborEmbedding.Fit(data, options, observe, Cancellation), null);
        SneModel model = SneModel.Fit(data, options, observe, Cancellation);
        return (model.Embedding, Compact ? model.Compact() : model);
    }

    private EmbeddingOptions Options() => new()
    {
        Objective = new Objective(Method, DegreeOfFreedom),
        Perplexity = Width.IsDefault ? null : Width.Perplexity,
        Sigma = Width.Sigma,
        Dimension = Dimension,
        Standardize = Standardize,
        PrincipalComponent = PrincipalComponent,
        Engine = Engine,
        Neighbor = Neighbor,
        NeighborCount = GivenNeighborCount,
        Metric = Metric,
        NeighborGraph = NeighborGraph,
        Affinities = Affinity ?? Rows.Affinities,
        Precision = Precision,
        Restart = Restart,
        SnapshotInterval = IsGiven(nameof(SnapshotInterval)) || AsSnapshot ? SnapshotInterval : null,
        Seed = Seed,
        ThreadCount = ThrottleLimit,
        Descent = new DescentOptions
        {
            MaxIteration = MaxIteration,
            PlannedIteration = IsGiven(nameof(PlannedIteration)) ? PlannedIteration : null,
            LearningRate = IsGiven(nameof(LearningRate)) ? LearningRate : null,
            EarlyExaggeration = IsGiven(nameof(EarlyExaggeration)) ? EarlyExaggeration : null,
            EarlyExaggerationIteration = EarlyExaggerationIteration,
            Tolerance = Tolerance,
            Jitter = Jitter,
            Optimizer = Optimizer,
        },
    };

    private InitialMap ReadInitialization(PointDistances? distances)
    {
        object value = InputRow.Unwrap(Initialization)!;
        if (distances is { IsSparse: true } && IsGiven(nameof(Initialization)) && value is string given && InitialMap.Named(given) == InitialMap.Pca)
        {
            throw new SneException(
                SneError.InvalidOption,
                "-Initialization Pca needs rows, or the distances of all pairs; use Spectral, which is the default for others, or Random.",
                column: nameof(Initialization));
        }

        return value switch
        {
            string name => InitialMap.Named(name) ?? throw new SneException(
                SneError.InvalidOption, $"There is no initialization '{name}': use Pca, Random, Spectral or a map."),
            _ => InitialMap.Given(MapArgument.Read(value, Cancellation)),
        };
    }

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error switch
    {
        { Error: SneError.InvalidMap } => Initialization,
        { Error: SneError.RowCountMismatch } => Affinity,
        { Error: SneError.InvalidOption, Column: nameof(NeighborGraph) } => NeighborGraph,
        _ => base.Target(error),
    };
}
