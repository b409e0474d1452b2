namespace SneTools;

/// <summary>What decides the width of the Gaussian kernel between points of the data: a perplexity, for which every point's own is
/// solved, or one σ for all.</summary>
public sealed record KernelWidth
{
    private KernelWidth(double? perplexity, double? sigma)
    {
        Perplexity = perplexity;
        Sigma = sigma;
    }

    /// <summary>The perplexity where nobody gave one: 30, or of few points what they allow, a third of the others.</summary>
    public static KernelWidth Default { get; } = new(30, null) { IsDefault = true };

    /// <summary>True where nobody gave a width.</summary>
    public bool IsDefault { get; private init; }

    /// <summary>True where the perplexity is less than the default, because there are few points.</summary>
    public bool IsLowered { get; private init; }

    /// <summary>Effective number of neighbors of every point, 2^H(Pᵢ); null where σ decides.</summary>
    public double? Perplexity { get; }

    /// <summary>The one width σ, in units of distance, as exp(-d²/σ²); null where the perplexity decides.</summary>
    public double? Sigma { get; }

    /// <summary>A width for every point, solved so that 2^H(Pᵢ) is the perplexity.</summary>
    /// <param name="perplexity">Greater than 1, at most the number of a point's neighbors, where all of them weigh the same.</param>
    public static KernelWidth OfPerplexity(double perplexity) => new(perplexity, null);

    /// <summary>One width for all points, exp(-d²/σ²). β is 1/σ² (Hinton &amp; Roweis write 2σ²).</summary>
    /// <param name="sigma">σ, in units of distance, positive and finite.</param>
    public static KernelWidth OfSigma(double sigma) => new(null, sigma);

    /// <summary>The one that is given: σ, or else the perplexity; <see cref="Default"/> if neither is.</summary>
    public static KernelWidth Of(double? sigma, double? perplexity) =>
        sigma is { } width ? OfSigma(width) : perplexity is { } given ? OfPerplexity(given) : Default;

    /// <summary>The width for a number of points: the same, but for a default perplexity that they are too few for.</summary>
    /// <param name="n">Number of points.</param>
    internal KernelWidth For(int n)
    {
        // Of three times as many neighbors the probabilities are small; of fewer they are much the same, and say nothing.
        const double NeighborsPerPerplexity = 3;
        const double Least = 1.5;
        double most = Math.Max(Least, (n - 1) / NeighborsPerPerplexity);
        return IsDefault && n > 2 && Perplexity > most ? new KernelWidth(most, null) { IsLowered = true } : this;
    }

    /// <summary>How a row is solved.</summary>
    /// <param name="n">The point and its neighbors: how many there are.</param>
    /// <exception cref="SneException"><see cref="SneError.SigmaOutOfRange"/>, <see cref="SneError.PerplexityOutOfRange"/>.</exception>
    internal BandwidthRule Rule(int n) => Sigma is { } sigma ? SigmaRule(sigma) : PerplexityRule(Perplexity!.Value, n);

    private static BandwidthRule SigmaRule(double sigma)
    {
        if (!(sigma > 0) || !double.IsFinite(sigma))
            throw OptionRange.Refuse(nameof(Sigma), sigma, "greater than 0 and finite", SneError.SigmaOutOfRange);

        return (row, unit, _) =>
        {
            // Kept within numbers: beyond them all neighbors but the nearest have no weight, or all have the same.
            double precision = unit / sigma * (unit / sigma);
            return BandwidthSolver.FromPrecision(row, Math.Clamp(precision, 1e-300, 1e300));
        };
    }

    private static BandwidthRule PerplexityRule(double perplexity, int n)
    {
        if (!(perplexity > 1 && perplexity <= n - 1))
        {
            string range = n > 2
                ? $"it must be greater than 1 and at most {n - 1}"
                : "two points allow no perplexity; at least three are needed";
            throw new SneException(
                SneError.PerplexityOutOfRange,
                FormattableString.Invariant($"Perplexity {perplexity} is out of range for {n} points: {range}."));
        }

        return (row, _, rounding) => BandwidthSolver.FromPerplexity(row, perplexity, rounding);
    }
}
