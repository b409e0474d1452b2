using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Embeds rows in a map: Invoke-SneEmbedding.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SneEmbedding", DefaultParameterSetName = "Perplexity")]
[OutputType(typeof(PSObject), typeof(Embedding))]
public sealed class InvokeSneEmbeddingCommand : RowCommand
{
    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>The method.</summary>
    [Parameter]
    public SneMethod Method { get; set; } = Defaults.Embedding.Objective.Method;

    /// <summary>Degrees of freedom of the Student-t kernel.</summary>
    [Parameter]
    public double DegreeOfFreedom { get; set; } = Defaults.Embedding.Objective.DegreeOfFreedom;

    /// <summary>Effective number of neighbors of every point.</summary>
    [Parameter(ParameterSetName = "Perplexity")]
    public double Perplexity { get; set; } = Defaults.Embedding.Perplexity;

    /// <summary>One kernel width for all points, as exp(-d²/σ²).</summary>
    [Parameter(ParameterSetName = "Sigma", Mandatory = true)]
    public double Sigma { get; set; }

    /// <summary>Dimension of the map.</summary>
    [Parameter]
    public int Dimension { get; set; } = Defaults.Embedding.Dimension;

    /// <summary>The most iterations.</summary>
    [Parameter]
    public int MaxIteration { get; set; } = Defaults.Embedding.Descent.MaxIteration;

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

    /// <summary>Pca, Random, or a map to start from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InitializationCompleter))]
    public object Initialization { get; set; } = Defaults.Embedding.Initialization.Name;

    /// <summary>How the repulsion between the points of the map is computed.</summary>
    [Parameter]
    [EngineName]
    public EngineKind Engine { get; set; }

    /// <summary>How the nearest neighbors are found.</summary>
    [Parameter]
    public NeighborSearch Neighbor { get; set; }

    /// <summary>Neighbors of a point that attract it.</summary>
    [Parameter]
    public int NeighborCount { get; set; }

    /// <summary>What near means.</summary>
    [Parameter]
    public NeighborMetric Metric { get; set; }

    /// <summary>The neighbors of every point, as Get-SneNeighbor found them.</summary>
    [Parameter]
    public NeighborGraph? NeighborGraph { get; set; }

    /// <summary>The probabilities between the rows, as Get-SneProbability -AsAffinity solved them.</summary>
    [Parameter]
    public Affinities? Affinity { get; set; }

    /// <summary>The precision in which pairs of points are computed.</summary>
    [Parameter]
    public NumericPrecision Precision { get; set; }

    /// <summary>Seed of all random numbers.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>Return one Embedding instead of rows.</summary>
    [Parameter]
    public SwitchParameter AsEmbedding { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(RequireConsistent);

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(Embed);

    /// <summary>Refuses options of which one would be ignored.</summary>
    private void RequireConsistent()
    {
        RequireSearch(NeighborGraph);
        if (Affinity is not null)
            RequireNoPreparation();
        RequirePrecision(Engine, Precision);
    }

    private void Embed()
    {
        if (Rows.Affinities is not null)
            RequireNoPreparation();
        Dataset data = BuildDataset(Label);
        StochasticNeighborEmbedding.RequireDimension(Dimension, data, PrincipalComponent);
        if (!AsEmbedding)
            MappedRows.RequireFreeNames(data, Dimension);
        Embedding embedding = Reporting(
            "embedding", progress => StochasticNeighborEmbedding.Fit(data, Options(), progress.Report, Cancellation));
        Cancellation.ThrowIfCancellationRequested();
        WriteWarnings(embedding.Warnings);
        foreach (StageTiming stage in embedding.Stages)
            WriteDebug($"{stage}");
        Tell(FormattableString.Invariant(
            $"{data}: engine {Summary.Engine(embedding)}; neighbors: {Summary.Neighbors(embedding)}; optimizer {embedding.Optimizer}, learning rate {embedding.LearningRate:0.####}"));
        Tell(FormattableString.Invariant(
            $"{embedding.Iterations} iterations, {embedding.StopReason}, divergence {embedding.Divergence:0.####}; {Summary.Stages(embedding)}"));
        if (AsEmbedding)
            WriteObject(embedding);
        else
            WriteObject(MappedRows.Create(Rows, data, embedding), enumerateCollection: true);
    }

    private EmbeddingOptions Options() => new()
    {
        Objective = new Objective(Method, DegreeOfFreedom),
        Perplexity = Perplexity,
        Sigma = ParameterSetName == "Sigma" ? Sigma : null,
        Dimension = Dimension,
        Standardize = Standardize,
        PrincipalComponent = PrincipalComponent,
        Initialization = ReadInitialization(),
        Engine = Engine,
        Neighbor = Neighbor,
        NeighborCount = IsGiven(nameof(NeighborCount)) ? NeighborCount : null,
        Metric = Metric,
        NeighborGraph = NeighborGraph,
        Affinities = Affinity ?? Rows.Affinities,
        Precision = Precision,
        Restart = Restart,
        Seed = Seed,
        ThreadCount = ThrottleLimit,
        Descent = new DescentOptions
        {
            MaxIteration = MaxIteration,
            LearningRate = IsGiven(nameof(LearningRate)) ? LearningRate : null,
            EarlyExaggeration = IsGiven(nameof(EarlyExaggeration)) ? EarlyExaggeration : null,
            EarlyExaggerationIteration = EarlyExaggerationIteration,
            Tolerance = Tolerance,
            Jitter = Jitter,
            Optimizer = Optimizer,
        },
    };

    private InitialMap ReadInitialization()
    {
        object value = InputRow.Unwrap(Initialization)!;
        return value switch
        {
            string name => InitialMap.Named(name) ?? throw new SneException(
                SneError.InvalidOption, $"There is no initialization '{name}': use Pca, Random or a map."),
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
