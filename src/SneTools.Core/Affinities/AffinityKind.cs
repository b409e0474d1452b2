namespace SneTools;

/// <summary>How the probabilities of a point's neighbors come about.</summary>
public enum AffinityKind
{
    /// <summary>A Gaussian kernel for every point, as wide as a perplexity or one σ asks for (Hinton &amp; Roweis 2002).</summary>
    Perplexity,

    /// <summary>The k nearest neighbors have the same probability, 1/k, and no other point has any: openTSNE's <c>Uniform</c>. The limit
    /// of an infinitely wide kernel over these neighbors.</summary>
    Uniform,

    /// <summary>The mean of the distributions for several perplexities: p(j|i) = 1/L Σ pₗ(j|i) (Lee, Peluffo-Ordóñez &amp; Verleysen 2015;
    /// Kobak &amp; Berens 2019; openTSNE's <c>Multiscale</c>).</summary>
    Multiscale,
}
