using System.Globalization;

namespace SneTools.PowerShell;

/// <summary>What Measure-SneEmbedding says of every point, as columns that points can be colored by.</summary>
internal static class PointMeasure
{
    private static readonly Dictionary<string, Func<PointQuality, object?>> Measures = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PointQuality.Trustworthiness)] = point => point.Trustworthiness,
        [nameof(PointQuality.Continuity)] = point => point.Continuity,
        [nameof(PointQuality.Recall)] = point => point.Recall,
        [nameof(PointQuality.Score)] = point => point.Score,
        [nameof(PointQuality.Divergence)] = point => point.Divergence,
        [nameof(PointQuality.Entropy)] = point => point.Entropy,
        [nameof(PointQuality.CrossEntropy)] = point => point.CrossEntropy,
        [nameof(PointQuality.Silhouette)] = point => point.Silhouette,
        [nameof(PointQuality.NeighborLabel)] = point => point.NeighborLabel,
    };

    /// <summary>The names of the measures.</summary>
    public static IEnumerable<string> Names => Measures.Keys;

    /// <summary>True for the name of a measure.</summary>
    public static bool IsOne(string name) => Measures.ContainsKey(name);

    /// <summary>The measure of every point; null for points that were not measured.</summary>
    /// <param name="name">The measure.</param>
    /// <param name="quality">What was measured.</param>
    /// <param name="count">Number of points.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: it was not measured, or of another map.</exception>
    public static LabelColumn Read(string name, EmbeddingQuality quality, int count)
    {
        if (quality.Count != count)
            throw new SneException(SneError.RowCountMismatch, $"-Quality is of a map of {quality.Count} points, and this one has {count}.", column: "Quality");
        string title = Measures.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        var values = new string?[count];
        foreach (PointQuality point in quality.Points)
            values[point.Index] = Measures[name](point) is var value && value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : value as string;
        if (values.All(value => value is null))
            throw new SneException(SneError.InvalidOption, $"There is no {title} of any point: {Reason(title)}.", column: "Color");
        return new LabelColumn(title, values);
    }

    /// <summary>Measures a map as far as a measure needs it.</summary>
    /// <param name="name">The measure.</param>
    /// <param name="map">The map.</param>
    /// <param name="embedding">Whose map it is; null for rows.</param>
    /// <param name="data">What it is a map of; null if nobody knows.</param>
    /// <param name="labels">The columns that ride along.</param>
    /// <param name="request">What was asked for.</param>
    public static LabelColumn Compute(string name, Matrix map, Embedding? embedding, Matrix? data, IReadOnlyList<LabelColumn> labels, MapRequest request)
    {
        bool isOfClasses = name.Equals(nameof(PointQuality.Silhouette), StringComparison.OrdinalIgnoreCase) || name.Equals(nameof(PointQuality.NeighborLabel), StringComparison.OrdinalIgnoreCase);
        LabelColumn? classes = isOfClasses ? QualityCheck.FindClasses(labels) : null;
        if (isOfClasses ? classes is null : data is null && embedding?.Affinities?.Given?.All is null)
            throw new SneException(SneError.InvalidOption, $"{name} cannot be measured: {Reason(name)}.", column: "Color");
        int count = Math.Min(map.Rows, QualityCheck.ExactLimit);
        if (count < map.Rows)
            request.Warn?.Invoke(FormattableString.Invariant($"{name} was measured for {count} of {map.Rows} points; the others have the color of missing values. Measure-SneEmbedding -SampleCount {map.Rows} measures all of them, and -Quality takes what it found."));
        var options = new QualityOptions
        {
            NeighborCount = Math.Clamp(Defaults.Quality.NeighborCount, 1, Math.Max(1, map.Rows - 1)),
            SampleCount = Math.Max(2, count),
            Metric = embedding is { Metric: not NeighborMetric.Precomputed } ? embedding.Metric : default,
            Label = classes,
            WorstCount = 0,
        };
        using var team = new ThreadTeam(Defaults.Embedding.ThreadCount, request.Cancellation);
        return Read(name, QualityCheck.Run(map, data, embedding, options, team, request.Observe), map.Rows);
    }

    private static string Reason(string name) => name.ToUpperInvariant() switch
    {
        "SILHOUETTE" or "NEIGHBORLABEL" => "that takes classes, a column of labels in which rows have the same text",
        "DIVERGENCE" or "ENTROPY" or "CROSSENTROPY" => "that takes an Embedding that has its probabilities, as Invoke-SneEmbedding -AsEmbedding gives it",
        _ => "that takes the data of the map: pass an Embedding that has them, rows with other numbers than Y1, Y2, or -Data",
    };
}
