namespace SneTools;

/// <summary>What decides the width of the Gaussian kernel between points of the data: a perplexity, for which every point's own is
/// solved, several of them, of which the mean is taken, or one σ for all; or that all neighbors have the same probability.</summary>
/// <remarks>
/// Of several perplexities it is the distributions that are averaged, p(j|i) = 1/L Σ pₗ(j|i), each normalized for itself. That is what Lee,
/// Peluffo-Ordóñez &amp; Verleysen (Neurocomputing 2015) call multi-scale similarities, what Kobak &amp; Berens (2019) recommend as the mean of
/// two perplexities, and what openTSNE's <c>Multiscale</c> does; since a joint p is linear in p(j|i), it is the same for joint
/// methods. (openTSNE's <c>MultiscaleMixture</c> adds the kernels before it normalizes them, and widens all by one factor.)
/// </remarks>
public sealed record KernelWidth
{
    private KernelWidth(double? perplexity, double? sigma)
    {
        Perplexity = perplexity;
        Sigma = sigma;
    }

    /// <summary>All neighbors have the same probability: no kernel.</summary>
    public static KernelWidth Uniform { get; } = new(null, null) { Kind = AffinityKind.Uniform };

    /// <summary>The perplexity where nobody gave one: 30, or of few points what they allow, a third of the others.</summary>
    public static KernelWidth Default { get; } = new(30, null) { IsDefault = true };

    /// <summary>True where nobody gave a width.</summary>
    public bool IsDefault { get; private init; }

    /// <summary>True where the perplexity is less than the default, because there are few points.</summary>
    public bool IsLowered { get; private init; }

    /// <summary>Effective number of neighbors of every point, 2^H(Pᵢ); null where σ decides.</summary>
    public double? Perplexity { get; }

    /// <summary>How the probabilities come about.</summary>
    public AffinityKind Kind { get; private init; }

    /// <summary>The perplexities of which the mean is taken; null for one, σ, or none.</summary>
    public IReadOnlyList<double>? PerplexityList { get; private init; }

    /// <summary>What it says, in words.</summary>
    internal string Text =>
        Kind == AffinityKind.Uniform ? "the same probability for each"
        : PerplexityList is { } list ? $"mean of perplexities {string.Join(", ", list.Select(each => each.ToString(System.Globalization.CultureInfo.InvariantCulture)))}"
        : Sigma is { } sigma ? FormattableString.Invariant($"sigma {sigma}") : FormattableString.Invariant($"perplexity {Perplexity}");

    /// <summary>The largest perplexity; null where none decides.</summary>
    internal double? LargestPerplexity => PerplexityList is { } list ? list.Max() : Perplexity;

    /// <summary>The one width σ, in units of distance, as exp(-d²/σ²); null where the perplexity decides.</summary>
    public double? Sigma { get; }

    /// <summary>A width for every point, solved so that 2^H(Pᵢ) is the perplexity.</summary>
    /// <param name="perplexity">Greater than 1, at most the number of a point's neighbors, where all of them weigh the same.</param>
    public static KernelWidth OfPerplexity(double perplexity) => new(perplexity, null);

    /// <summary>One width for all points, exp(-d²/σ²). β is 1/σ² (Hinton &amp; Roweis write 2σ²).</summary>
    /// <param name="sigma">σ, in units of distance, positive and finite.</param>
    public static KernelWidth OfSigma(double sigma) => new(null, sigma);

    /// <summary>The mean of the distributions for several perplexities.</summary>
    /// <param name="perplexities">At least two, each greater than 1 and at most the number of a point's neighbors.</param>
    /// <exception cref="SneException"><see cref="SneError.PerplexityOutOfRange"/>: fewer than two.</exception>
    public static KernelWidth OfPerplexities(IReadOnlyList<double> perplexities)
    {
        ArgumentNullException.ThrowIfNull(perplexities);
        if (perplexities.Count < 2)
        {
            throw new SneException(
                SneError.PerplexityOutOfRange,
                $"Multiscale affinities are the mean of at least two perplexities; {(perplexities.Count == 0 ? "none was" : "one was")} given. For one alone, give it as Perplexity.",
                column: nameof(PerplexityList));
        }

        return new KernelWidth(null, null) { Kind = AffinityKind.Multiscale, PerplexityList = perplexities.ToArray() };
    }

    /// <summary>The one that is given, of any kind; several perplexities are <see cref="AffinityKind.Multiscale"/> whatever the kind says.</summary>
    /// <param name="kind">How the probabilities come about.</param>
    /// <param name="sigma">σ; null for none.</param>
    /// <param name="perplexity">The perplexity; null for none.</param>
    /// <param name="perplexities">Several; null for none.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: they exclude each other, or the kind needs another;
    /// <see cref="SneError.PerplexityOutOfRange"/>: fewer than two perplexities in a list.</exception>
    public static KernelWidth Of(AffinityKind kind, double? sigma, double? perplexity, IReadOnlyList<double>? perplexities)
    {
        bool isOne = sigma is not null || perplexity is not null;
        string one = sigma is null ? nameof(Perplexity) : nameof(Sigma);
        if (kind == AffinityKind.Uniform && (isOne || perplexities is not null))
            throw Refuse($"Uniform affinities have no kernel, so {(isOne ? one : nameof(PerplexityList))} says nothing: leave it out, or give the number of neighbors by NeighborCount.", isOne ? one : nameof(PerplexityList));
        if (kind == AffinityKind.Uniform)
            return Uniform;
        if (perplexities is not null)
            return isOne ? throw Refuse($"{one} and PerplexityList exclude each other: both decide the width of the kernel.", nameof(PerplexityList)) : OfPerplexities(perplexities);
        return kind == AffinityKind.Multiscale
            ? throw Refuse("Multiscale affinities are the mean of several perplexities, and none were given: give them as PerplexityList, say 30 and 300.", nameof(PerplexityList))
            : Of(sigma, perplexity);

        static SneException Refuse(string message, string column) => new(SneError.InvalidOption, message, column: column);
    }

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

    /// <summary>How a row is solved, for every distribution of which it is the mean.</summary>
    /// <param name="n">The point and its neighbors: how many there are.</param>
    /// <exception cref="SneException"><see cref="SneError.SigmaOutOfRange"/>, <see cref="SneError.PerplexityOutOfRange"/>.</exception>
    internal BandwidthRule[] Rules(int n) =>
        Kind == AffinityKind.Uniform ? [static (row, _, _) => BandwidthSolver.Same(row)]
        : PerplexityList is { } list ? [.. list.Select(perplexity => PerplexityRule(perplexity, n))]
        : [Sigma is { } sigma ? SigmaRule(sigma) : PerplexityRule(Perplexity!.Value, n)];

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
