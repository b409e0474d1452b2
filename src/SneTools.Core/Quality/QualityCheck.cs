using System.Collections.Concurrent;
using System.Diagnostics;

namespace SneTools;

/// <summary>Measures how far a map can be believed.</summary>
/// <remarks>
/// Points are ordered by their distance, computed in double precision; equally near ones are in the order of their rows. A sample is
/// drawn without repetition; each of its points is compared with all n points, so that nothing but the mean over points is
/// estimated.
/// </remarks>
public static class QualityCheck
{
    /// <summary>The most points that are all measured, unless a number is asked for: about three seconds on two cores.</summary>
    public const int ExactLimit = 10_000;

    /// <summary>Points measured where there are more, unless a number is asked for.</summary>
    public const int DefaultSampleCount = 2000;

    /// <summary>Measures a map.</summary>
    /// <param name="map">n × l, finite, n at least 2.</param>
    /// <param name="data">n × h, finite: what the map is compared with; null for what is measured by class alone, or by the distances of all
    /// pairs that the embedding was made of.</param>
    /// <param name="embedding">Whose map it is, for its divergence; null for a map of unknown origin.</param>
    /// <param name="options">How.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the work that is done, from 0 to 1, on the calling thread.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>,
    /// <see cref="SneError.InvalidMap"/>, <see cref="SneError.NonFiniteValue"/>, <see cref="SneError.RowCountMismatch"/>,
    /// <see cref="SneError.NeighborCountOutOfRange"/>, <see cref="SneError.InvalidOption"/>,
    /// <see cref="SneError.NoNumericColumn"/> (neither data nor classes), <see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static EmbeddingQuality Run(
        Matrix map,
        Matrix? data,
        Embedding? embedding,
        QualityOptions options,
        ThreadTeam team,
        Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var clock = Stopwatch.StartNew();
        Validate(map, data, embedding, options);
        var warnings = new List<string>();
        ClassLabels? labels = ReadLabels(options.Label, warnings);
        IPointDistances? dataRows = data is null ? embedding?.Affinities?.Given?.All : MetricPoints.Distances(data, options.Metric);
        if (dataRows is null)
            warnings.Add("There are no data to compare the map with: nothing was measured but how the classes lie in it.");
        int sampleCount = options.SampleCount ?? (map.Rows <= ExactLimit ? map.Rows : DefaultSampleCount);
        int[] sample = Sampling.Draw(map.Rows, Math.Min(map.Rows, sampleCount), options.Seed);
        Array.Sort(sample);

        var mapRows = new MetricRows(map, NeighborMetric.Euclidean);
        PointDivergence? divergence = embedding?.PointDivergence;
        DistanceCorrelation? correlation = dataRows is null
            ? null
            : DistanceCorrelation.Compute(dataRows, mapRows, options.Seed, team);
        (PointScan.Scores[] scores, long[] pairs) = Scan(dataRows, mapRows, labels, options, sample, team, progress);

        PointQuality[] points = [.. sample.Select((i, s) => Describe(i, scores[s], dataRows is not null, labels, divergence))];
        SampleMean trustworthiness = Mean(point => point.Trustworthiness, map.Rows);
        SampleMean continuity = Mean(point => point.Continuity, map.Rows);
        SampleMean recall = Mean(point => point.Recall, map.Rows);
        SampleMean area = dataRows is null || map.Rows < 3
            ? default
            : SampleMean.Of([.. scores.Select(score => score.Ranks.RnxAuc)], map.Rows);
        SampleMean silhouette = Mean(point => point.Silhouette, labels?.Count ?? 0);
        SampleMean accuracy = Mean(point => point.NeighborLabel is null ? null : point.NeighborLabel == point.Label ? 1 : 0, labels?.Count ?? 0);
        return Of(embedding, new EmbeddingQuality
        {
            Count = map.Rows,
            Dimension = map.Columns,
            NeighborCount = options.NeighborCount,
            SampleCount = sample.Length,
            PairCount = correlation?.PairCount ?? 0,
            Metric = data is null && dataRows is not null ? NeighborMetric.Precomputed : options.Metric,
            Label = options.Label?.Name,
            Trustworthiness = trustworthiness.Value,
            TrustworthinessStandardError = trustworthiness.StandardError,
            Continuity = continuity.Value,
            ContinuityStandardError = continuity.StandardError,
            Recall = recall.Value,
            RecallStandardError = recall.StandardError,
            RnxAuc = area.Value,
            RnxAucStandardError = area.StandardError,
            Rnx = dataRows is null ? null : RankScores.Curve(pairs, sample.Length),
            ShepardCorrelation = correlation?.Value,
            ShepardCorrelationStandardError = correlation?.StandardError,
            Silhouette = silhouette.Value,
            SilhouetteStandardError = silhouette.StandardError,
            NeighborAccuracy = accuracy.Value,
            NeighborAccuracyStandardError = accuracy.StandardError,
            Points = points,
            Worst = dataRows is null ? [] : points.OrderBy(point => point.Score).Take(options.WorstCount).ToArray(),
            Warnings = warnings,
            Elapsed = clock.Elapsed,
        });

        SampleMean Mean(Func<PointQuality, double?> score, int population)
        {
            double[] values = [.. points.Select(score).OfType<double>()];
            return SampleMean.Of(values, population);
        }
    }

    /// <summary>The measures with how the map came about; as they are where that is not known.</summary>
    private static EmbeddingQuality Of(Embedding? embedding, EmbeddingQuality quality) => embedding is null ? quality : quality with
    {
        Divergence = embedding.Divergence,
        MeanDivergence = embedding.MeanDivergence,
        Entropy = embedding.Entropy,
        CrossEntropy = embedding.CrossEntropy,
        Method = embedding.Method,
        AffinityKind = embedding.AffinityKind,
        Perplexity = embedding.Perplexity,
        PerplexityList = embedding.PerplexityList,
        Sigma = embedding.Sigma,
        Initialization = embedding.Initialization,
        Standardize = embedding.Standardize,
        PrincipalComponent = embedding.PrincipalComponent,
        EarlyExaggeration = embedding.EarlyExaggeration,
        Optimizer = embedding.Optimizer,
        LearningRate = embedding.LearningRate,
        MaxIteration = embedding.MaxIteration,
        Iterations = embedding.Iterations,
        Engine = embedding.Engine,
        Seed = embedding.Seed,
        Program = embedding.Program,
        Runtime = embedding.Runtime,
        Parameters = embedding.Parameters,
    };

    /// <summary>True for a column of numbers that looks like one of classes: whole numbers, at least two of them, and each five times or more on
    /// average.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column's name.</param>
    internal static bool IsClass(Dataset rows, string column)
    {
        const int Repeats = 5;
        int k = rows.Columns.Index().First(each => each.Item.Equals(column, StringComparison.OrdinalIgnoreCase)).Index;
        double[] numbers = [.. Enumerable.Range(0, rows.Count).Select(i => rows.Values[i, k])];
        int different = numbers.Distinct().Count();
        return Array.TrueForAll(numbers, number => number == Math.Floor(number)) && different >= 2 && different <= numbers.Length / Repeats;
    }

    /// <summary>The first of some columns, if it looks like one of classes: at least two, and at most half as many as points have
    /// one; null otherwise.</summary>
    /// <param name="labels">Columns that ride along.</param>
    public static LabelColumn? FindClasses(IReadOnlyList<LabelColumn> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
            return null;
        string[] names = [.. labels[0].Values.OfType<string>()];
        int classes = names.Distinct(StringComparer.Ordinal).Count();
        return classes >= 2 && classes <= names.Length / 2 ? labels[0] : null;
    }

    private static (PointScan.Scores[] Scores, long[] Pairs) Scan(
        IPointDistances? data,
        MetricRows map,
        ClassLabels? labels,
        QualityOptions options,
        int[] sample,
        ThreadTeam team,
        Action<double>? progress)
    {
        MemoryBudget.Require(
            PointScan.RequiredBytes(map.Count, team.Size), $"Measuring {map.Count} points on {team.Size} threads", "Use fewer threads.");
        var rankScores = new RankScores(map.Count, options.NeighborCount);
        var idle = new ConcurrentBag<PointScan>();
        var scores = new PointScan.Scores[sample.Length];
        var blocks = new RowBlocks(sample.Length, PointScan.Together);
        var done = new WorkProgress(sample.Length, progress);
        team.Run(blocks.Count, block =>
        {
            if (!idle.TryTake(out PointScan? scan))
                scan = new PointScan(data, map, rankScores, labels, options.NeighborCount);
            Range range = blocks.Start(block)..blocks.End(block);
            scan.Measure(sample.AsSpan()[range], scores.AsSpan()[range], team.Cancellation);
            idle.Add(scan);
            done.Add(blocks.End(block) - blocks.Start(block));
        });

        // Whole numbers: their sums do not depend on which thread counted what.
        var pairs = new long[data is null ? 0 : map.Count];
        foreach (PointScan scan in idle)
        {
            for (int rank = 0; rank < pairs.Length; rank++)
                pairs[rank] += scan.PairCounts[rank];
        }

        return (scores, pairs);
    }

    private static PointQuality Describe(
        int i,
        PointScan.Scores scores,
        bool hasData,
        ClassLabels? labels,
        PointDivergence? divergence)
    {
        bool isLabeled = scores.Vote >= 0;
        return new PointQuality
        {
            Index = i,
            Label = labels is not null && labels.Classes[i] >= 0 ? labels.Names[labels.Classes[i]] : null,
            Trustworthiness = hasData ? scores.Ranks.Trustworthiness : null,
            Continuity = hasData ? scores.Ranks.Continuity : null,
            Recall = hasData ? scores.Ranks.Recall : null,
            Entropy = divergence?.Entropy[i],
            CrossEntropy = divergence?.CrossEntropy[i],
            Silhouette = isLabeled ? scores.Silhouette : null,
            NeighborLabel = isLabeled ? labels!.Names[scores.Vote] : null,
        };
    }

    /// <summary>The classes, if they divide the points.</summary>
    private static ClassLabels? ReadLabels(LabelColumn? column, List<string> warnings)
    {
        if (column is null)
            return null;
        var labels = ClassLabels.Of(column);
        if (!labels.IsPartition)
        {
            warnings.Add($"The column '{column.Name}' has {Describe(labels)}: silhouette and accuracy need at least two classes, and one of them two points.");
            return null;
        }

        int missing = column.Values.Count - labels.Count;
        if (missing > 0)
            warnings.Add($"{missing} {(missing == 1 ? "point has" : "points have")} no text in the column '{column.Name}' and took no part in silhouette and accuracy.");
        return labels;
    }

    private static string Describe(ClassLabels labels) => labels.Sizes.Length switch
    {
        0 => "no text",
        1 => "one class",
        _ => "a class of its own for every point",
    };

    private static void Validate(Matrix map, Matrix? data, Embedding? embedding, QualityOptions options)
    {
        NeighborTable.RequireSize(map.Rows, options.NeighborCount);
        RequireFinite(map, SneError.InvalidMap, "the map");
        if (data is not null)
            RequireFinite(data, SneError.NonFiniteValue, "the data");
        if (data is null && embedding?.Affinities?.Given?.All is null && options.Label is null)
        {
            throw new SneException(
                SneError.NoNumericColumn,
                embedding?.Metric == NeighborMetric.Precomputed
                    ? "There is nothing to measure the map by: the measures need rows, or the distances of all pairs, or a column of classes."
                    : "There is nothing to measure the map by: neither data that it is a map of, nor a column of classes.");
        }

        RequireCount(data?.Rows, map.Rows, "rows of data");
        RequireCount(options.Label?.Values.Count, map.Rows, "labels");
        RequireCount(embedding?.Count, map.Rows, "points in the embedding");
        OptionRange.Require(options.SampleCount is null or >= 2, nameof(options.SampleCount), options.SampleCount ?? 0, "at least 2");
        OptionRange.Require(options.WorstCount >= 0, nameof(options.WorstCount), options.WorstCount, "at least 0");
    }

    private static void RequireCount(int? found, int expected, string what)
    {
        if (found is { } count && count != expected)
            throw new SneException(SneError.RowCountMismatch, $"There are {count} {what} for a map of {expected} points.");
    }

    private static void RequireFinite(Matrix values, SneError error, string what)
    {
        if (values.Columns == 0)
            throw new SneException(error == SneError.InvalidMap ? error : SneError.NoNumericColumn, $"There are no columns in {what}.");
        int bad = MissingCells.IndexOf(values.Values);
        if (bad >= 0)
            throw new SneException(error, $"Row {(bad / values.Columns) + 1} of {what} holds NaN or an infinity.", (bad / values.Columns) + 1);
    }
}
