namespace SneTools;

/// <summary>What near means: the distance d between two rows x and y of h numbers.</summary>
public enum NeighborMetric
{
    /// <summary>The straight distance ‖x-y‖.</summary>
    Euclidean,

    /// <summary>The straight distance between the rows scaled to length 1, so that d² = 2 (1 - cos).</summary>
    Cosine,

    /// <summary>That of Cosine between the rows less their own means, so that d² = 2 (1 - r) with Pearson's correlation r.</summary>
    Correlation,

    /// <summary>Σ |xₖ-yₖ|.</summary>
    Manhattan,

    /// <summary>max |xₖ-yₖ|.</summary>
    Chebyshev,

    /// <summary>The share of the h places at which the rows differ.</summary>
    Hamming,

    /// <summary>1 - |A∩B| / |A∪B|, where the sets A and B are the places at which the rows are not 0.</summary>
    Jaccard,

    /// <summary>Σ |xₖ-yₖ| / (|xₖ|+|yₖ|); two zeros add nothing.</summary>
    Canberra,

    /// <summary>Distances that were given instead of rows.</summary>
    Precomputed,
}
