namespace SneTools.ZooTests;

/// <summary>Outliers, fill values, and numbers that are very large, very small, or far from 0.</summary>
internal static class ScaleTables
{
    public static IEnumerable<ZooTable> All =>
    [
        .. new[] { 1e2, 1e4, 1e8, 1e12, 1e15, 1e16 }.Select(size => Outlier(size)),
        new("outliers-10-of-300-at-1e6", TenOutliers),

        // What stands for a missing value in many files.
        new("iris-one-fill-1e20", () => Fill(1e20, i => i == 77)),
        new("iris-fills-minus-9999", () => Fill(-9999, i => i % 10 == 3)),
        new("iris-times-1e-300", () => Scaled(1e-300)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-times-1e-154", () => Scaled(1e-154)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-times-1e-150", () => Scaled(1e-150)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-times-1e-30", () => Scaled(1e-30)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-times-1e150", () => Scaled(1e150)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-plus-1e6", () => Rows.Map(Rows.Iris, x => x + 1e6)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("iris-plus-1e8", () => Rows.Map(Rows.Iris, x => x + 1e8)) { Perplexity = 15, Twin = "iris-perplexity-15" },
        new("blobs-600x10-plus-1e8", () => Rows.Map(Rows.Blobs(600, 10, 5, 4, 501), x => x + 1e8)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-2100x10-plus-1e8", () => Rows.Map(Rows.Blobs(2100, 10, 5, 4, 502), x => x + 1e8)) { Short = [SneMethod.TSne] },
        new("blobs-2100x10-times-1e-150", () => Rows.Map(Rows.Blobs(2100, 10, 5, 4, 502), x => x * 1e-150)) { Short = [SneMethod.TSne] },
        new("outlier-1e8-of-2100x10", () => [.. Rows.Blobs(2100, 10, 5, 4, 503).Select((row, i) => i == 7 ? Array.ConvertAll(row, _ => 1e8) : row)]) { Short = [SneMethod.Sne, SneMethod.TSne] },

        // Columns in other units, as nobody standardized: one rules the distances.
        new("units-apart-300x6", () => [.. Rows.Normal(300, 6, 504).Select(row => row.Select((x, k) => x * Math.Pow(10, k - 3)).ToArray())]),
    ];

    private static ZooTable Outlier(double size) => new(
        FormattableString.Invariant($"outlier-{size:0e+0}-of-300x5").Replace("+", string.Empty, StringComparison.Ordinal),
        () => [.. Rows.Normal(300, 5, 505).Select((row, i) => i == 42 ? Array.ConvertAll(row, _ => size) : row)]);

    private static double[][] TenOutliers()
    {
        var random = new ZooRandom(506);
        return Rows.Of(300, i => random.Normals(5, i % 30 == 0 ? 1e6 : 1));
    }

    private static double[][] Fill(double value, Func<int, bool> isMissing) =>
        [.. Rows.Iris.Select((row, i) => isMissing(i) ? [.. row[..2], value, row[3]] : row)];

    private static double[][] Scaled(double factor) => Rows.Map(Rows.Iris, x => x * factor);
}
