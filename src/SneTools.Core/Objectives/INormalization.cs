namespace SneTools;

/// <summary>What the kernels are divided by to become q: the row's own sum, or the sum over all pairs.</summary>
/// <remarks>
/// With Lᵢ the logarithm of what row i is divided by, both forms share every loop: Qˢᵢⱼ = K exp(-Lᵢ) + K exp(-Lⱼ), and the
/// cost's last term is Σᵢ mass · Lᵢ. Joint methods only have the same L in every row.
/// </remarks>
internal interface INormalization
{
    /// <summary>True when q is a distribution over all pairs.</summary>
    static abstract bool IsJoint { get; }

    /// <summary>Σⱼ p of one row: 1 for conditional probabilities, 1/n on average for joint ones.</summary>
    /// <param name="n">Number of points.</param>
    static abstract double RowMass(int n);

    /// <summary>Turns log Zᵢ, the logarithm of every row's sum, into Lᵢ, in place.</summary>
    static abstract void Normalize(Span<double> logNormalizers);

    /// <summary>The change of the cost's last term, Σᵢ mass · Lᵢ, when one point i moves from a place to another.</summary>
    /// <param name="ownChange">Σⱼ (K''ᵢⱼ - K'ᵢⱼ) exp(-Lᵢ), from the first place (') to the second ('').</param>
    /// <param name="ownOffset">Σⱼ (K'ᵢⱼ - Kᵢⱼ) exp(-Lᵢ), from where L was computed to the first place.</param>
    /// <param name="othersChange">Σⱼ (log Z''ⱼ - log Z'ⱼ), were each row divided by its own sum.</param>
    static abstract double Change(double ownChange, double ownOffset, double othersChange);
}
