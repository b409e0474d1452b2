using System.Globalization;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Short texts for the format file's views, in the invariant culture.</summary>
public static class Summary
{
    /// <summary>Columns that are named one by one.</summary>
    private const int MostNamed = 12;

    /// <summary>A text of a file, on one line, which does nothing to the terminal.</summary>
    public static string Text(string? text) => ForeignText.Clean(text, isLine: true);

    /// <summary>A few names, and how many more there are.</summary>
    public static string Names(string[]? names)
    {
        if (names is null || names.Length == 0)
            return string.Empty;
        names = Array.ConvertAll(names, Text);
        return string.Join(", ", names.Take(4)) + (names.Length > 5 ? $", ... {names[^1]}" : names.Length == 5 ? $", {names[4]}" : string.Empty);
    }

    /// <summary>What became of the columns of a table: "embedded: a, b (numbers); along: name (text); left out: id (excluded)".</summary>
    public static string Sources(IReadOnlyList<SourceColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (ColumnUse Use, string Verb)[] uses = [(ColumnUse.Embedded, "embedded"), (ColumnUse.Label, "along"), (ColumnUse.LeftOut, "left out")];
        return string.Join("; ", uses.Select(use => Some(use.Use, use.Verb)).OfType<string>());

        string? Some(ColumnUse use, string verb)
        {
            SourceColumn[] found = [.. columns.Where(column => column.Use == use)];
            string more = found.Length > MostNamed ? $" and {found.Length - MostNamed} more" : string.Empty;
            return found.Length == 0 ? null : $"{verb}: {string.Join(", ", found.Take(MostNamed))}{more}";
        }
    }

    /// <summary>The parameters of a run of a sweep and their values: "Method Sne, Perplexity 30".</summary>
    public static string Parameters(PSObject run)
    {
        ArgumentNullException.ThrowIfNull(run);
        IEnumerable<string> names = $"{run.Properties["Parameters"]?.Value}".Split(", ", StringSplitOptions.RemoveEmptyEntries);
        return string.Join(", ", names
            .Select(name => (Name: name, run.Properties[name]?.Value))
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => parameter.Value is string or bool ? $"{parameter.Name} {parameter.Value}" : FormattableString.Invariant($"{parameter.Name} {parameter.Value}")));
    }

    /// <summary>A number to six digits.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A number to four digits or its whole part, in at most nine characters.</summary>
    public static string Brief(double value)
    {
        string format = Math.Abs(value) switch
        {
            0 => "0",
            < 0.001 => "0.0e+0",
            < 1e3 => "G4",
            < 1e7 => "0",
            _ => "0.0e+0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The kernel of a point.</summary>
    public static string Kernel(ConditionalDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return $"precision {Brief(distribution.Precision)}, sigma {Brief(distribution.Sigma)}, perplexity {Brief(distribution.Perplexity)}";
    }

    /// <summary>A number to a tenth; empty without one.</summary>
    public static string Tenths(double? value) => value is null ? string.Empty : FormattableString.Invariant($"{value:0.0}");

    /// <summary>A number to six decimals, or in six digits where these would say too little or too much.</summary>
    public static string Decimals(double value) => value == 0 || (Math.Abs(value) is >= 1e-3 and < 1e6)
        ? value.ToString("0.000000", CultureInfo.InvariantCulture)
        : value.ToString("0.00000e+0", CultureInfo.InvariantCulture);

    /// <summary>An error: two digits and an exponent.</summary>
    public static string Error(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>An amount of memory: kB, MB or GB, of a thousand each.</summary>
    public static string Memory(double bytes) => bytes switch
    {
        >= 1e9 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1e6 => FormattableString.Invariant($"{bytes / 1e6:0} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e3:0} kB"),
    };

    /// <summary>A time in seconds.</summary>
    public static string Seconds(TimeSpan elapsed) => FormattableString.Invariant($"{elapsed.TotalSeconds:0.0} s");

    /// <summary>The cost of an embedding, whole and per point.</summary>
    public static string Divergence(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return FormattableString.Invariant($"{embedding.Divergence:G6} nats (mean {embedding.MeanDivergence:G4})");
    }

    /// <summary>The two parts of an embedding's cost.</summary>
    public static string Split(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return FormattableString.Invariant($"{embedding.CrossEntropy:G6} cross-entropy - {embedding.Entropy:G6} entropy");
    }

    /// <summary>How an embedding's repulsion was computed.</summary>
    public static string Engine(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return embedding.Engine == EngineKind.Exact ? $"Exact, {embedding.Precision} precision" : $"{embedding.Engine}";
    }

    /// <summary>Which points attracted each other in an embedding.</summary>
    public static string Neighbors(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        if (embedding.Neighbor is not { } search)
            return "all";
        string recall = search == NeighborSearch.Exact ? "exact" : FormattableString.Invariant($"recall {embedding.NeighborRecall:0.000}");
        return $"{embedding.NeighborCount} nearest, {recall}";
    }

    /// <summary>The numbers that a model keeps of its points, and how rows become such numbers.</summary>
    public static string Data(SneModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Data.Dimension == 0)
            return "distances";
        string[] steps =
        [
            .. model.Preparation?.Standardization is null ? (string[])[] : ["standardized"],
            .. model.Preparation?.Components is { } found ? (string[])[$"{found.Count} components"] : [],
        ];
        string source = model.Preparation is { } preparation ? $"{preparation.Columns.Count} columns" : $"{model.Data.Dimension} numbers";
        return string.Join(", ", steps.Prepend(source));
    }

    /// <summary>What a model keeps beside its map and its data.</summary>
    public static string Kept(SneModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.IsCompact)
            return "what new points need (compact)";
        return model.Embedding.NeighborGraph is null ? "the state of its run" : "neighbors and the state of its run";
    }

    /// <summary>How near a map came to the old one that it was turned to.</summary>
    /// <param name="start">The old one.</param>
    /// <param name="embedding">The map.</param>
    public static string Alignment(InitialMap start, Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(embedding);
        return FormattableString.Invariant($"Procrustes distance to the old map {start.DistanceTo(embedding.Map):0.####}: 0 for the same shape, 1 for one that has nothing of it");
    }

    /// <summary>How a map must be turned to lie on its reference.</summary>
    public static string Turn(MapComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        Matrix rotation = comparison.Rotation;
        string scale = FormattableString.Invariant($"scaled by {comparison.Scale:G4}");
        if (rotation.Rows == 1)
            return $"{(comparison.IsReflected ? "reversed, " : string.Empty)}{scale}";
        string turn = rotation.Rows == 2
            ? FormattableString.Invariant($"turned by {Math.Atan2(rotation[0, 1], rotation[0, 0]) * 180 / Math.PI:0.##} degrees, ")
            : string.Empty;
        return $"{(comparison.IsReflected ? "turned over, " : string.Empty)}{turn}{scale}";
    }

    /// <summary>Which rows of two maps were compared.</summary>
    public static string Matched(MapComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Unmatched + comparison.UnmatchedReference == 0
            ? $"all {comparison.Count} points"
            : $"{comparison.Count} points in both; {comparison.Unmatched} in the map alone, {comparison.UnmatchedReference} in the reference alone";
    }

    /// <summary>How long an embedding's stages took.</summary>
    public static string Stages(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return string.Join(", ", embedding.Stages);
    }

    /// <summary>A measure of a map, with its standard error if it comes from a sample.</summary>
    public static string Measure(double? value, double? standardError)
    {
        if (value is null)
            return string.Empty;
        return standardError > 0
            ? FormattableString.Invariant($"{value:0.0000} ± {standardError:0.0000}")
            : FormattableString.Invariant($"{value:0.0000}");
    }

    /// <summary>Which points were measured.</summary>
    public static string Sample(EmbeddingQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return quality.IsExact ? $"all {quality.Count} points" : $"{quality.SampleCount} of {quality.Count} points";
    }

    /// <summary>The likeliest neighbors of a point: three, or as many as have room.</summary>
    public static string Largest(ConditionalDistribution distribution)
    {
        const int Room = 30;
        ArgumentNullException.ThrowIfNull(distribution);
        double[] p = distribution.Probability;
        string[] largest =
        [
            .. Enumerable.Range(0, p.Length)
                .Where(j => j != distribution.Index)
                .OrderByDescending(j => p[j])
                .Take(3)
                .Select(j => FormattableString.Invariant($"{j}: {p[j]:0.###}")),
        ];
        while (largest.Length > 1 && string.Join(", ", largest).Length > Room)
            largest = largest[..^1];
        return string.Join(", ", largest);
    }

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
            return $"Multiscale, perplexities {string.Join(", ", perplexities.Select(each => each.ToString(CultureInfo.InvariantCulture)))}";
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
