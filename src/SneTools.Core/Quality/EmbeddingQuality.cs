using System.Collections.Specialized;

namespace SneTools;

/// <summary>How far a map can be believed: the field's measures, each with its standard error where it comes from a sample.
/// </summary>
/// <remarks>A measure is null where it is not defined, or where what it needs was not given. Standard errors are 0 where all
/// points were measured.</remarks>
public sealed record EmbeddingQuality
{
    /// <summary>Number of points, n.</summary>
    public required int Count { get; init; }

    /// <summary>Neighbors of a point, k.</summary>
    public required int NeighborCount { get; init; }

    /// <summary>Points whose neighborhoods were compared; n if all were.</summary>
    public required int SampleCount { get; init; }

    /// <summary>True when all points were measured.</summary>
    public bool IsExact => SampleCount == Count;

    /// <summary>Pairs of points whose distances were compared: n(n-1)/2 if all were, 0 without data.</summary>
    public required long PairCount { get; init; }

    /// <summary>What near meant in the data.</summary>
    public required NeighborMetric Metric { get; init; }

    /// <summary>The name of the column of classes; null without one.</summary>
    public string? Label { get; init; }

    /// <summary>C = CrossEntropy - Entropy, in nats, as the run that made the map computed it.</summary>
    public double? Divergence { get; init; }

    /// <summary>C/n for conditional methods, C for joint ones, in nats.</summary>
    public double? MeanDivergence { get; init; }

    /// <summary>-Σ p log p, in nats: the part of the cost that the data alone decide.</summary>
    public double? Entropy { get; init; }

    /// <summary>-Σ p log q, in nats.</summary>
    public double? CrossEntropy { get; init; }

    /// <summary>From 0 to 1: 1 if all k nearest points in the map are among the k nearest in the data (Venna &amp; Kaski 2001).
    /// </summary>
    public double? Trustworthiness { get; init; }

    /// <summary>The standard error of <see cref="Trustworthiness"/>.</summary>
    public double? TrustworthinessStandardError { get; init; }

    /// <summary>From 0 to 1: 1 if all k nearest points in the data are among the k nearest in the map (Venna &amp; Kaski 2001).
    /// </summary>
    public double? Continuity { get; init; }

    /// <summary>The standard error of <see cref="Continuity"/>.</summary>
    public double? ContinuityStandardError { get; init; }

    /// <summary>The share of the k nearest points in the data that are among the k nearest in the map, from 0 to 1.</summary>
    public double? Recall { get; init; }

    /// <summary>The standard error of <see cref="Recall"/>.</summary>
    public double? RecallStandardError { get; init; }

    /// <summary>The area under R_NX(K) over log K (Lee, Peluffo-Ordóñez &amp; Verleysen 2015): 1 for a map that keeps all
    /// neighborhoods of all sizes, 0 for one by chance.</summary>
    public double? RnxAuc { get; init; }

    /// <summary>The standard error of <see cref="RnxAuc"/>.</summary>
    public double? RnxAucStandardError { get; init; }

    /// <summary>R_NX(K) for K = 1 … n - 2: how much better than by chance the map keeps the K nearest neighbors, 1 at best. Null
    /// without data.</summary>
    public IReadOnlyList<double>? Rnx { get; init; }

    /// <summary>Spearman's rank correlation of the distances of pairs in the data and in the map, from -1 to 1.</summary>
    public double? ShepardCorrelation { get; init; }

    /// <summary>The standard error of <see cref="ShepardCorrelation"/>.</summary>
    public double? ShepardCorrelationStandardError { get; init; }

    /// <summary>The mean silhouette of the classes in the map (Rousseeuw 1987), from -1 to 1.</summary>
    public double? Silhouette { get; init; }

    /// <summary>The standard error of <see cref="Silhouette"/>.</summary>
    public double? SilhouetteStandardError { get; init; }

    /// <summary>The share of points whose class is the one that most of their k nearest points in the map have, from 0 to 1.
    /// </summary>
    public double? NeighborAccuracy { get; init; }

    /// <summary>The standard error of <see cref="NeighborAccuracy"/>.</summary>
    public double? NeighborAccuracyStandardError { get; init; }

    /// <summary>The points that were measured, in order.</summary>
    public required IReadOnlyList<PointQuality> Points { get; init; }

    /// <summary>Those of them with the lowest <see cref="PointQuality.Score"/>, the worst first; of equal ones the first. None
    /// without data.</summary>
    public required IReadOnlyList<PointQuality> Worst { get; init; }

    /// <summary>What a user should know about the measures, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Time it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The method that made the map; null, as all that follows, for a map of which nothing but its places is known.</summary>
    public SneMethod? Method { get; init; }

    /// <summary>How its probabilities came about.</summary>
    public AffinityKind? AffinityKind { get; init; }

    /// <summary>Its perplexity; null where σ or several decided.</summary>
    public double? Perplexity { get; init; }

    /// <summary>Its perplexities, where there were several.</summary>
    public double[]? PerplexityList { get; init; }

    /// <summary>Its one kernel width.</summary>
    public double? Sigma { get; init; }

    /// <summary>Dimension l of the map.</summary>
    public int Dimension { get; init; }

    /// <summary>Where it started: Pca, Random, Spectral, Given or Aligned.</summary>
    public string? Initialization { get; init; }

    /// <summary>Whether its data were standardized first.</summary>
    public bool? Standardize { get; init; }

    /// <summary>Number of principal components that they were reduced to first; null for none.</summary>
    public int? PrincipalComponent { get; init; }

    /// <summary>The factor on the attraction in the first iterations that was asked for; null for what the run chose.</summary>
    public double? EarlyExaggeration { get; init; }

    /// <summary>How its cost was minimized.</summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>Its learning rate after early exaggeration.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The most iterations that it was given.</summary>
    public int? MaxIteration { get; init; }

    /// <summary>The iterations that it took.</summary>
    public int? Iterations { get; init; }

    /// <summary>How its repulsion was computed.</summary>
    public EngineKind? Engine { get; init; }

    /// <summary>Seed of all random numbers of its run.</summary>
    public int? Seed { get; init; }

    /// <summary>The program that made it, with its version.</summary>
    public string? Program { get; init; }

    /// <summary>The runtime that it was made on, with its version.</summary>
    public string? Runtime { get; init; }

    /// <summary>The parameters of Invoke-SneEmbedding that make it again: <see cref="Embedding.Parameters"/>.</summary>
    public OrderedDictionary? Parameters { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Count} points, trustworthiness {Trustworthiness:0.####}, recall {Recall:0.####} of {NeighborCount} neighbors");
}
