namespace SneTools;

/// <summary>How well one point is placed in a map.</summary>
public sealed record PointQuality
{
    /// <summary>The point, counted from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its class; null if it has none.</summary>
    public string? Label { get; init; }

    /// <summary>Its share in <see cref="EmbeddingQuality.Trustworthiness"/>, from 0 to 1: below 1 if points are near it in the map
    /// that are not near it in the data. Null without data.</summary>
    public double? Trustworthiness { get; init; }

    /// <summary>Its share in <see cref="EmbeddingQuality.Continuity"/>, from 0 to 1: below 1 if points that are near it in the
    /// data are not near it in the map. Null without data.</summary>
    public double? Continuity { get; init; }

    /// <summary>The share of its k nearest points in the data that are among its k nearest in the map, from 0 to 1. Null without
    /// data.</summary>
    public double? Recall { get; init; }

    /// <summary>The mean of <see cref="Trustworthiness"/> and <see cref="Continuity"/>, by which the points that are placed worst
    /// are found. Null without data.</summary>
    public double? Score => 0.5 * (Trustworthiness + Continuity);

    /// <summary>Its share in <see cref="EmbeddingQuality.Entropy"/>, in nats; null without an embedding and its data.</summary>
    public double? Entropy { get; init; }

    /// <summary>Its share in <see cref="EmbeddingQuality.CrossEntropy"/>, in nats; null without an embedding and its data.</summary>
    public double? CrossEntropy { get; init; }

    /// <summary>Its share in <see cref="EmbeddingQuality.Divergence"/>, in nats: KL(Pᵢ‖Qᵢ) for conditional methods,
    /// Σⱼ pᵢⱼ log(pᵢⱼ/qᵢⱼ) for joint ones, which may be negative. Null without an embedding and its data.</summary>
    public double? Divergence => CrossEntropy - Entropy;

    /// <summary>How much nearer the points of its own class are than those of the next, from -1 to 1; null without classes.
    /// </summary>
    public double? Silhouette { get; init; }

    /// <summary>The class that most of its k nearest points in the map have; null without classes.</summary>
    public string? NeighborLabel { get; init; }
}
