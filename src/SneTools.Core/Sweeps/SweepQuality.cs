namespace SneTools;

/// <summary>The measures of a run's map: <see cref="EmbeddingQuality"/>. A measure that is not defined for the map is null.</summary>
public sealed record SweepQuality
{
    /// <summary>1 if all near points in the map are near in the data.</summary>
    public double? Trustworthiness { get; init; }

    /// <summary>1 if all near points in the data are near in the map.</summary>
    public double? Continuity { get; init; }

    /// <summary>The share of the nearest points in the data that are among the nearest in the map.</summary>
    public double? Recall { get; init; }

    /// <summary>The area under R_NX(K) over log K.</summary>
    public double? RnxAuc { get; init; }

    /// <summary>Rank correlation of the distances of pairs.</summary>
    public double? ShepardCorrelation { get; init; }

    /// <summary>The mean silhouette of the classes.</summary>
    public double? Silhouette { get; init; }

    /// <summary>The share of points whose class is that of most of their neighbors in the map.</summary>
    public double? NeighborAccuracy { get; init; }

    /// <summary>Those of a whole report.</summary>
    internal static SweepQuality Of(EmbeddingQuality quality) => new()
    {
        Trustworthiness = quality.Trustworthiness,
        Continuity = quality.Continuity,
        Recall = quality.Recall,
        RnxAuc = quality.RnxAuc,
        ShepardCorrelation = quality.ShepardCorrelation,
        Silhouette = quality.Silhouette,
        NeighborAccuracy = quality.NeighborAccuracy,
    };
}
