namespace SneTools.ZooTests;

/// <summary>Equal rows in every share, and constant columns.</summary>
internal static class DuplicateTables
{
    public static IEnumerable<ZooTable> All =>
    [
        new("all-equal-50", () => Rows.Of(50, _ => [1, 2, 3])),
        new("all-equal-300-of-tenths", () => Rows.Of(300, _ => [0.1, 0.2, 0.3])),

        // openTSNE issue 180: four groups of 50 equal rows each; from principal components the optimization goes wild.
        new("four-rows-50-times", FourRows),
        new("half-equal-200x10", () => Copied(200, 100, 402)),
        new("tenth-equal-300x10", () => Copied(300, 30, 403)),
        new("nine-tenths-equal-300x10", () => Copied(300, 270, 404)),
        new("all-but-one-equal-100", () => Copied(100, 99, 405)),
        new("pairs-300x10", () => [.. Rows.Normal(150, 10, 406).SelectMany(row => new[] { row, row })]),
        new("equal-670-of-2201", () => Copied(2201, 670, 407)) { IsArbitrary = true, Short = [SneMethod.Sne, SneMethod.TSne] },
        new("equal-100-of-2201", () => Copied(2201, 100, 408)) { IsArbitrary = true, Short = [SneMethod.Sne] },
        new("equal-40-of-2100", () => Copied(2100, 40, 409)) { Short = [SneMethod.TSne] },

        // Equal but for rounding: no different from equal rows for anyone who reads the numbers.
        new("nearly-equal-200x5", NearlyEqual),
        new("tiny-cluster-300x5", TinyCluster),
        new("constant-columns-200x8", () => Rows.Widen(Rows.Normal(200, 4, 411), 0, 7, -1e6, 1e-9)),
        new("one-column-varies-150", () => [.. Rows.Normal(150, 1, 412).Select(row => new double[] { 3, row[0], 5, 0 })]),
    ];

    private static double[][] FourRows()
    {
        double[][] rows = Rows.Normal(4, 10, 401);
        return Rows.Of(200, i => rows[i / 50]);
    }

    /// <summary>Normal rows, of which the last so many are one and the same.</summary>
    private static double[][] Copied(int n, int copies, ulong seed)
    {
        double[][] rows = Rows.Normal(n, 10, seed);
        return Rows.Of(n, i => rows[Math.Min(i, n - copies)]);
    }

    private static double[][] NearlyEqual()
    {
        var random = new ZooRandom(410);
        return Rows.Of(200, i => [.. Enumerable.Range(0, 5).Select(k => (i % 10 * 0.1) + (k * 0.3) + (random.Below(3) * 1e-16))]);
    }

    /// <summary>A third of the rows in a cluster of a billionth of the table's size.</summary>
    private static double[][] TinyCluster()
    {
        var random = new ZooRandom(413);
        return Rows.Of(300, i => random.Normals(5, i % 3 == 0 ? 1e-9 : 1));
    }
}
