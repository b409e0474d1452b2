namespace SneTools.ZooTests;

/// <summary>Every size at which the program changes its way, on both sides, and perplexities from 2 to n - 1.</summary>
/// <remarks>All pairs attract each other up to 2 000 points, and L-BFGS, double precision and no exaggeration end there, too; the
/// attraction of 4 096 and more points is kept in the order of the map.</remarks>
internal static class SizeTables
{
    public static IEnumerable<ZooTable> All =>
    [
        new("two-rows", () => [[0, 1, 2], [3, 1, 0]]) { Sigma = 1 },
        new("three-rows", () => [[0, 0, 0], [1, 0, 0], [0, 3, 0]]) { Perplexity = 2 },
        new("three-rows-perplexity-1.5", () => [[0, 0, 0], [1, 0, 0], [0, 3, 0]]) { Perplexity = 1.5 },

        // scikit-learn issue 4994: the example of its own documentation.
        new("four-rows", () => [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]) { Perplexity = 2 },
        new("five-rows", () => Rows.Normal(5, 4, 601)) { Perplexity = 3 },
        new("ten-rows", () => Rows.Normal(10, 4, 602)) { Perplexity = 3 },
        new("ten-rows-perplexity-9", () => Rows.Normal(10, 4, 602)) { Perplexity = 9 },
        new("blobs-32x10", () => Blobs(32)),
        new("blobs-91x10", () => Blobs(91)),
        new("blobs-1000x10", () => Blobs(1000)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-1999x10", () => Blobs(1999)) { Short = [SneMethod.Sne] },
        new("blobs-2000x10", () => Blobs(2000)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-2001x10", () => Blobs(2001)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-4095x10", () => Blobs(4095)) { Short = [SneMethod.TSne] },
        new("blobs-4096x10", () => Blobs(4096)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-4097x10", () => Blobs(4097)) { Short = [SneMethod.Sne] },
        new("blobs-4200x10", () => Blobs(4200)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("blobs-8000x10", () => Blobs(8000)) { Short = [] },
        new("blobs-12000x10", () => Blobs(12000)) { Short = [SneMethod.TSne] },
        new("blobs-2001x10-perplexity-5", () => Blobs(2001)) { Perplexity = 5, Short = [SneMethod.TSne] },
        new("blobs-2001x10-perplexity-1000", () => Blobs(2001)) { Perplexity = 1000, Short = [] },

        new("iris", () => Rows.Iris),
        new("iris-perplexity-15", () => Rows.Iris) { Perplexity = 15 },
        new("iris-perplexity-2", () => Rows.Iris) { Perplexity = 2 },
        new("iris-perplexity-75", () => Rows.Iris) { Perplexity = 75 },
        new("iris-perplexity-148", () => Rows.Iris) { Perplexity = 148 },
        new("iris-perplexity-149", () => Rows.Iris) { Perplexity = 149 },
        new("wine", () => Rows.Read("wine.csv", "cultivar")),
        new("wine-standardized", () => Rows.Standardize(Rows.Read("wine.csv", "cultivar"))),
        new("digits-599x64", () => [.. Digits.Where((_, i) => i % 3 == 0 && i < 1800)]),
        new("digits-599x64-perplexity-2", () => [.. Digits.Where((_, i) => i % 3 == 0 && i < 1800)]) { Perplexity = 2, Short = [SneMethod.TSne] },
        new("digits-599x64-perplexity-300", () => [.. Digits.Where((_, i) => i % 3 == 0 && i < 1800)]) { Perplexity = 300, Short = [SneMethod.Sne] },
        new("digits", () => Digits) { Short = [SneMethod.Sne, SneMethod.TSne] },
    ];

    private static double[][] Digits => Rows.Read("digits.csv", "digit");

    private static double[][] Blobs(int n) => Rows.Blobs(n, 10, 10, 3, 600);
}
