namespace SneTools;

/// <summary>How far a map can be believed: the field's measures, each with its standard error where it comes from a sample.
/// </summary>
/// <remarks>A measure is null where it is not defined, or where what it needs was not given. Standard errors are 0 where all
/// points were measured.</remarks>
public sealed class EmbeddingQuality
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

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Count} points, trustworthiness {Trustworthiness:0.####}, recall {Recall:0.####} of {NeighborCount} neighbors");
}
