using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Embeds rows in a map: Invoke-SneEmbedding.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SneEmbedding", DefaultParameterSetName = "Perplexity", HelpUri = HelpAddress.Pages + "Invoke-SneEmbedding.md")]
[OutputType(typeof(PSObject), typeof(Embedding), typeof(SneModel), typeof(MapSnapshot))]
public sealed class InvokeSneEmbeddingCommand : AffinityCommand
{
    private CheckpointPlace? _checkpoints;

    /// <summary>The method.</summary>
    [Parameter]
    [MethodName]
    public SneMethod Method { get; set; } = Defaults.Embedding.Objective.Method;

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter]
    [Alias("dof")]
    public double DegreeOfFreedom { get; set; } = Defaults.Embedding.Objective.DegreeOfFreedom;

    /// <summary>Dimension of the map.</summary>
    [Parameter]
    [Alias("n_components", "dims")]
    public int Dimension { get; set; } = Defaults.Embedding.Dimension;

    /// <summary>The most iterations; by default 1000, or 500 for many rows by Student's kernel.</summary>
    [Parameter]
    [Alias("Iterations", "n_iter", "max_iter")]
    public int MaxIteration { get; set; }

    /// <summary>The iterations that jitter is laid out over, for a run that is to go on later.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int PlannedIteration { get; set; }

    /// <summary>Step along the gradient; by default what the cost's curvature allows.</summary>
    [Parameter]
    [Alias("learning_rate", "eta")]
    [AutoNumber]
    [ArgumentCompleter(typeof(AutoCompleter))]
    public double? LearningRate { get; set; }

    /// <summary>Factor on the attraction in the first iterations.</summary>
    [Parameter]
    [Alias("early_exaggeration", "exaggeration_factor")]
    [AutoNumber]
    [ArgumentCompleter(typeof(AutoCompleter))]
    public double? EarlyExaggeration { get; set; }

    /// <summary>How many iterations are exaggerated.</summary>
    [Parameter]
    [Alias("early_exaggeration_iter", "stop_lying_iter")]
    public int EarlyExaggerationIteration { get; set; } = Defaults.Embedding.Descent.EarlyExaggerationIteration;

    /// <summary>The run has converged when the cost stays within this share of itself over 20 iterations.</summary>
    [Parameter]
    public double Tolerance { get; set; } = Defaults.Embedding.Descent.Tolerance;

    /// <summary>The way of minimizing the cost.</summary>
    [Parameter]
    [OptimizerName]
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
    [Alias("init", "Y_init")]
    public object Initialization { get; set; } = Defaults.Embedding.Initialization.Name;

    /// <summary>An old map that the new one starts from and is turned to.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? AlignTo { get; set; }

    /// <summary>The columns that tell which row of the old map is which; by default rows are matched by their number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? AlignBy { get; set; }

    /// <summary>How the repulsion between the points of the map is computed.</summary>
    [Parameter]
    [EngineName]
    [Alias("negative_gradient_method")]
    public EngineKind Engine { get; set; }

    /// <summary>How the probabilities between the rows come about, by name; or the probabilities, as Get-SneProbability -AsAffinity solved
    /// them.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(AffinityCompleter))]
    public object? Affinity { get; set; }

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

    /// <summary>The file that the run is written to while it is made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Seconds between two checkpoints; 0 for one after every iteration.</summary>
    [Parameter]
    [ValidateRange(0, double.MaxValue)]
    public double CheckpointInterval { get; set; } = Defaults.CheckpointInterval;

    /// <summary>Replace the checkpoint of another run.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool IsAffinityNamed => Affinity is not null && Known is null;

    /// <inheritdoc/>
    private protected override AffinityKind AffinityKind
    {
        get
        {
            if (Affinity is null || Known is not null)
                return AffinityKind.Perplexity;
            if (InputRow.Input(Affinity) is not (string or SneTools.AffinityKind) || !LanguagePrimitives.TryConvertTo(Affinity, out AffinityKind kind) || !Enum.IsDefined(kind))
            {
                throw new SneException(
                    SneError.InvalidOption,
                    $"-Affinity is {string.Join(", ", Enum.GetNames<AffinityKind>())}, or affinities as Get-SneProbability -AsAffinity gives them; it was '{Affinity}'.",
                    column: nameof(Affinity));
            }

            return kind;
        }
    }

    private Affinities? Known => Affinity is null ? null : InputRow.Input(Affinity) as Affinities;

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Embed);

    /// <inheritdoc/>
    private protected override void RequireConsistent()
    {
        base.RequireConsistent();
        if (Known is not null)
            RequireNoPreparation();
        RequirePrecision(Engine, Precision);
        if (AlignBy is not null && AlignTo is null)
            throw new SneException(SneError.InvalidOption, "-AlignBy is for the old map of -AlignTo.", column: nameof(AlignBy));
        if (AlignTo is not null && IsGiven(nameof(Initialization)))
            throw new SneException(SneError.InvalidOption, "-AlignTo and -Initialization exclude each other: the map starts from the old one.", column: nameof(AlignTo));
        if (AsEmbedding && AsModel)
            throw new SneException(SneError.InvalidOption, "-AsEmbedding and -AsModel exclude each other: a model has its embedding as a property.", column: nameof(AsModel));
        if (IsGiven(nameof(SnapshotInterval)) && !AsEmbedding && !AsModel && !AsSnapshot)
            throw new SneException(SneError.InvalidOption, "-SnapshotInterval keeps maps beside the last one, for which rows have no place: it is for -AsEmbedding, -AsModel and -AsSnapshot.", column: nameof(SnapshotInterval));
        if (IsGiven(nameof(SnapshotInterval)) && Compact && !AsSnapshot)
            throw new SneException(SneError.InvalidOption, "-SnapshotInterval keeps maps beside the last one, and -Compact leaves them out of the model: use one of them.", column: nameof(Compact));
        if (Compact && !AsModel)
            throw new SneException(SneError.InvalidOption, "-Compact is for the model that -AsModel returns.", column: nameof(Compact));
        if (IsGiven(nameof(PlannedIteration)) && Jitter == 0)
            throw new SneException(SneError.InvalidOption, "-PlannedIteration is for -Jitter: nothing else depends on the length of a run.", column: nameof(PlannedIteration));
        if (CheckpointPath is null && Array.Find([nameof(CheckpointInterval), nameof(Force)], IsGiven) is { } alone)
            throw new SneException(SneError.InvalidOption, $"-{alone} is for the checkpoints that -CheckpointPath names.", column: alone);
        if (CheckpointPath is not null)
            _checkpoints = CheckpointPlace.Named(this, CheckpointPath, CheckpointInterval, Force, isNew: true);
    }

    private void Embed()
    {
        if (Rows.Affinities is not null)
            RequireNoPreparation();
        PointDistances? distances = IsPrecomputed ? ReadDistances(Label) : (Known ?? Rows.Affinities)?.Given;
        Dataset data = IsPrecomputed ? distances!.Points : AlignBy is null ? BuildDataset(Label) : BuildLabeled(AlignBy);
        InitialMap initialization = AlignTo is null ? ReadInitialization(distances) : ReadAlignment(data, AlignTo);
        if (distances is null)
            StochasticNeighborEmbedding.RequireDimension(Dimension, data, PrincipalComponent);
        else
            StochasticNeighborEmbedding.RequireDimension(Dimension, distances);
        if (!AsEmbedding && !AsModel && !AsSnapshot)
            MappedRows.RequireFreeNames(IsPrecomputed && !IsPairs ? Rows.Names : data.Columns, Dimension);
        EmbeddingOptions options = Options() with { Distances = IsPrecomputed ? distances : null, Initialization = initialization };
        TellOfSnapshots(data.Count, options, AsModel);
        (Embedding embedding, SneModel? model) = Reporting("embedding", progress => Run(data, options, AsSnapshot ? new SnapshotStream(this, progress).Report : progress.Report));
        IEnumerable<object> Output(CancellationToken cancellation) => model is not null ? [model]
            : AsEmbedding || AsSnapshot ? [embedding]
            : MappedRows.Create(IsPrecomputed && IsPairs ? RowCollector.Of(data) : Rows, data, embedding, cancellation);
        if (Cancellation.IsCancellationRequested)
            GiveToOutVariable(Output(CancellationToken.None));
        Cancellation.ThrowIfCancellationRequested();
        WriteWarnings(embedding.Warnings);
        foreach (StageTiming stage in embedding.Stages)
            WriteDebug($"{stage}");
        Tell(FormattableString.Invariant(
            $"{data}: engine {Summary.Engine(embedding)}; neighbors: {Summary.Neighbors(embedding)}; optimizer {embedding.Optimizer}, learning rate {embedding.LearningRate:0.####}"));
        Tell(FormattableString.Invariant(
            $"{embedding.Iterations} iterations, {embedding.StopReason}, divergence {embedding.Divergence:0.####}; {Summary.Stages(embedding)}"));
        if (AlignTo is not null)
            Tell(Summary.Alignment(initialization, embedding));
        WriteObject(Output(Cancellation), enumerateCollection: true);
    }

    /// <summary>Makes the map; a model keeps all that the run has come to, and only where one is asked for.</summary>
    private (Embedding Embedding, SneModel? Model) Run(Dataset data, EmbeddingOptions options, Action<EmbeddingProgress> observe)
    {
        if (_checkpoints is null)
            observe = new LossWarning(this, observe).Report;
        if (!AsModel && _checkpoints is null)
            return (StochasticNeighborEmbedding.Fit(data, options, observe, Cancellation), null);
        SneModel model = _checkpoints is { } place
            ? place.Run(() => SneModel.Fit(data, options, place.Options, observe, Cancellation), StopProcessing)
            : SneModel.Fit(data, options, observe, Cancellation);
        return (model.Embedding, !AsModel ? null : Compact ? model.Compact() : model);
    }

    private EmbeddingOptions Options() => new()
    {
        Objective = new Objective(Method, DegreeOfFreedom),
        AffinityKind = Width.Kind,
        PerplexityList = PerplexityList,
        Perplexity = Width.IsDefault ? null : Width.Perplexity,
        Sigma = Width.Sigma,
        Dimension = Dimension,
        Standardize = Standardize,
        IsScaleIntended = IsGiven(nameof(Standardize)),
        PrincipalComponent = PrincipalComponent,
        Engine = Engine,
        Neighbor = Neighbor,
        NeighborCount = GivenNeighborCount,
        Metric = Metric,
        NeighborGraph = NeighborGraph,
        Affinities = Known ?? Rows.Affinities,
        KeepsNeighbors = AsEmbedding || AsModel || AsSnapshot || _checkpoints is not null,
        Precision = Precision,
        Restart = Restart,
        SnapshotInterval = IsGiven(nameof(SnapshotInterval)) || AsSnapshot ? SnapshotInterval : null,
        Seed = Seed,
        ThreadCount = ThrottleLimit,
        Descent = new DescentOptions
        {
            MaxIteration = IsGiven(nameof(MaxIteration)) ? MaxIteration : null,
            PlannedIteration = IsGiven(nameof(PlannedIteration)) ? PlannedIteration : null,
            LearningRate = LearningRate,
            EarlyExaggeration = EarlyExaggeration,
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

    /// <summary>The data set, with the columns that its rows are matched by behind those that ride along anyway.</summary>
    private Dataset BuildLabeled(string[] columns)
    {
        Dataset data = BuildDataset([.. Label ?? [], .. columns]);
        return data.WithLabels([.. data.Labels.OrderBy(label => columns.Contains(label.Name, StringComparer.OrdinalIgnoreCase))]);
    }

    /// <summary>The old map, with the places of the rows that it has.</summary>
    private InitialMap ReadAlignment(Dataset data, object old)
    {
        MapInput map = MapInput.Read(old, AlignBy ?? [], Cancellation);
        if (map.Map.Columns != Dimension)
            throw new SneException(SneError.InvalidMap, $"The map of -AlignTo has {map.Map.Columns} dimensions, and the new one is to have {Dimension}: they must have the same; give -Dimension {map.Map.Columns}.");
        RowMatching matching = AlignBy is null
            ? RowMatching.ByIndex(data.Count, map.Map.Rows)
            : RowMatching.ByLabel(RowLabels.Of(data, AlignBy), map.Labels(AlignBy), string.Join(", ", AlignBy));
        Tell($"{matching.Matched} rows start at their place in the old map, {matching.Unmatched} are new; {matching.UnmatchedReference} of its rows are gone");
        return InitialMap.Aligned(map.Map, matching);
    }

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => error switch
    {
        { Error: SneError.InvalidMap or SneError.InvalidLabel or SneError.NoCommonRow or SneError.RowCountMismatch } when AlignTo is not null => AlignTo,
        { Error: SneError.InvalidMap } => Initialization,
        { Error: SneError.RowCountMismatch } => Affinity,
        { Error: SneError.InvalidOption, Column: nameof(NeighborGraph) } => NeighborGraph,
        _ => base.Target(error),
    };
}
