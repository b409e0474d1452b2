namespace SneTools;

/// <summary>How the map of a run came about: <see cref="Embedding"/>. What was not planned is what the run chose.</summary>
public sealed record SweepOrigin
{
    /// <summary>The method.</summary>
    public required SneMethod Method { get; init; }

    /// <summary>How the probabilities came about.</summary>
    public required AffinityKind Affinity { get; init; }

    /// <summary>The perplexity; null where σ or several decided.</summary>
    public double? Perplexity { get; init; }

    /// <summary>The perplexities, where there were several.</summary>
    public double[]? PerplexityList { get; init; }

    /// <summary>The one kernel width.</summary>
    public double? Sigma { get; init; }

    /// <summary>Dimension l of the map.</summary>
    public required int Dimension { get; init; }

    /// <summary>What near meant.</summary>
    public required NeighborMetric Metric { get; init; }

    /// <summary>Whether the data were standardized first.</summary>
    public bool? Standardize { get; init; }

    /// <summary>Number of principal components that they were reduced to first; null for none.</summary>
    public int? PrincipalComponent { get; init; }

    /// <summary>Where the map started.</summary>
    public string? Initialization { get; init; }

    /// <summary>The factor on the attraction in the first iterations that was asked for; null for what the run chose.</summary>
    public double? EarlyExaggeration { get; init; }

    /// <summary>How the cost was minimized.</summary>
    public required OptimizerKind Optimizer { get; init; }

    /// <summary>The learning rate after early exaggeration.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The most iterations.</summary>
    public int? MaxIteration { get; init; }

    /// <summary>Seed of all random numbers.</summary>
    public required int Seed { get; init; }

    /// <summary>The program that made the map, with its version.</summary>
    public string? Program { get; init; }

    /// <summary>The runtime that it was made on, with its version.</summary>
    public string? Runtime { get; init; }

    /// <summary>That of a map.</summary>
    /// <param name="embedding">The map.</param>
    internal static SweepOrigin Of(Embedding embedding) => new()
    {
        Method = embedding.Method,
        Affinity = embedding.AffinityKind,
        Perplexity = embedding.Perplexity,
        PerplexityList = embedding.PerplexityList,
        Sigma = embedding.Sigma,
        Dimension = embedding.Dimension,
        Metric = embedding.Metric,
        Standardize = embedding.Standardize,
        PrincipalComponent = embedding.PrincipalComponent,
        Initialization = embedding.Initialization,
        EarlyExaggeration = embedding.EarlyExaggeration,
        Optimizer = embedding.Optimizer,
        LearningRate = embedding.LearningRate,
        MaxIteration = embedding.MaxIteration,
        Seed = embedding.Seed,
        Program = embedding.Program,
        Runtime = embedding.Runtime,
    };
}
