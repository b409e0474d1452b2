using System.Globalization;

namespace SneTools.PowerShell;

/// <summary>Lines about whole results.</summary>
public static partial class Summary
{
    /// <summary>How the probabilities of an embedding came about: "perplexity 30".</summary>
    public static string Affinity(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return Affinity(embedding.AffinityKind, embedding.PerplexityList, embedding.Perplexity, embedding.Sigma);
    }

    /// <summary>What became of the numbers of an embedding before distances were taken; empty where that is not known.</summary>
    public static string Scaling(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return embedding.Metric == NeighborMetric.Precomputed || embedding.Standardize is not { } isStandardized ? string.Empty : Scaling(isStandardized, embedding.PrincipalComponent);
    }

    /// <summary>Where an embedding started, in which way it went, and by which steps.</summary>
    public static string Start(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        string? way = embedding.Way ?? embedding.Initialization;
        string steps = FormattableString.Invariant($"{embedding.Optimizer}, learning rate {embedding.LearningRate:G4}");
        return way is null ? steps : $"{way}; {steps}";
    }

    /// <summary>How long a run was, and why it ended.</summary>
    public static string Run(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return $"{embedding.Iterations} iterations ({embedding.StopReason}), {Seconds(embedding.Elapsed)}";
    }

    /// <summary>What made an embedding; empty where that is not known.</summary>
    public static string Program(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return string.Join(", ", new[] { embedding.Program, embedding.Runtime }.OfType<string>());
    }

    /// <summary>How the measured map came about; empty where that is not known.</summary>
    public static string Origin(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        if (quality.Method is not { } method)
            return string.Empty;
        string affinity = Affinity(quality.AffinityKind ?? default, quality.PerplexityList, quality.Perplexity, quality.Sigma);
        string scaling = quality.Metric == NeighborMetric.Precomputed || quality.Standardize is not { } isStandardized ? string.Empty : $", {Scaling(isStandardized, quality.PrincipalComponent)}";
        return FormattableString.Invariant($"{method}, {affinity}{scaling}, seed {quality.Seed}");
    }

    /// <summary>The cost of a measured embedding, whole and per point; empty where it is not known.</summary>
    public static string Divergence(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return quality.Divergence is null ? string.Empty : FormattableString.Invariant($"{quality.Divergence:G6} nats (mean {quality.MeanDivergence:G4})");
    }

    /// <summary>The two parts of it.</summary>
    public static string Split(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return FormattableString.Invariant($"{quality.CrossEntropy:G6} cross-entropy - {quality.Entropy:G6} entropy");
    }

    /// <summary>The measures of neighborhoods, on one line.</summary>
    public static string Neighborhoods(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return quality.Trustworthiness is null ? string.Empty : FormattableString.Invariant(
            $"trustworthiness {quality.Trustworthiness:0.000}, continuity {quality.Continuity:0.000}, recall {quality.Recall:0.000}");
    }

    /// <summary>The measures of distances, on one line.</summary>
    public static string Distances(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return quality.ShepardCorrelation is null ? string.Empty : FormattableString.Invariant($"R_NX AUC {quality.RnxAuc:0.000}, Shepard {quality.ShepardCorrelation:0.000}");
    }

    /// <summary>The measures of classes, on one line.</summary>
    public static string Classes(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return quality.Silhouette is null ? string.Empty : FormattableString.Invariant(
            $"{quality.Label}: silhouette {quality.Silhouette:0.000}, accuracy {quality.NeighborAccuracy:0.000}");
    }

    /// <summary>The measures of a point, on one line.</summary>
    public static string Point(PointQuality point)
    {
        ArgumentNullException.ThrowIfNull(point);
        (string Name, double? Value)[] measures =
            [("score", point.Score), ("recall", point.Recall), ("silhouette", point.Silhouette), ("divergence", point.Divergence)];
        return string.Join(", ", measures.Where(measure => measure.Value is not null).Select(measure => FormattableString.Invariant($"{measure.Name} {measure.Value:0.###}")));
    }

    /// <summary>How alike two maps are, on one line.</summary>
    public static string Shape(MapComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return FormattableString.Invariant(
            $"Procrustes distance {comparison.ProcrustesDistance:0.####}, {comparison.NeighborOverlap:0.###} of {comparison.NeighborCount} neighbors in both");
    }

    /// <summary>What decides the distributions of affinities.</summary>
    public static string Distribution(Affinities affinities)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        return affinities.Width.Text;
    }

    /// <summary>The two parts of the cost of all points.</summary>
    public static string Sums(PointDivergence points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return FormattableString.Invariant($"{points.CrossEntropy.Sum():G6} cross-entropy - {points.Entropy.Sum():G6} entropy");
    }

    /// <summary>The parameters of a planned run and their values.</summary>
    public static string Settings(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Join(", ", run.Parameters.Select(parameter => $"{parameter.Key} {SweepParameter.Show(parameter.Value)}"));
    }

    /// <summary>A few numbers, and that there are more.</summary>
    public static string Numbers(double[]? numbers)
    {
        const int Most = 4;
        return numbers is null ? string.Empty
            : string.Join(", ", numbers.Take(Most).Select(number => number.ToString("G5", CultureInfo.InvariantCulture))) + (numbers.Length > Most ? ", ..." : string.Empty);
    }

    private static string Affinity(AffinityKind kind, double[]? perplexities, double? perplexity, double? sigma)
    {
        if (kind == AffinityKind.Uniform)
            return "Uniform";
        if (perplexities is not null)
            return $"perplexities {string.Join(", ", perplexities.Select(each => each.ToString(CultureInfo.InvariantCulture)))}";
        return sigma is null ? FormattableString.Invariant($"perplexity {perplexity:G4}") : FormattableString.Invariant($"sigma {sigma:G4}");
    }

    private static string Scaling(bool isStandardized, int? components) => (isStandardized, components) switch
    {
        (true, null) => "standardized",
        (true, { } count) => FormattableString.Invariant($"standardized, {count} components"),
        (false, { } count) => FormattableString.Invariant($"not scaled, {count} components"),
        _ => "not scaled",
    };
}
