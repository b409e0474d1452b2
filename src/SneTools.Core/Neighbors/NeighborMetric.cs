namespace SneTools;

/// <summary>What near means.</summary>
public enum NeighborMetric
{
    /// <summary>The straight distance ‖xᵢ-xⱼ‖.</summary>
    Euclidean,

    /// <summary>The straight distance between the rows scaled to length 1, so that d² = 2 (1 - cos).</summary>
    Cosine,
}
