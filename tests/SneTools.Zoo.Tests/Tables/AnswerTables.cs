namespace SneTools.ZooTests;

/// <summary>Factors, answers, counts and documents: tables of few different numbers, with many ties and many zeros.</summary>
internal static class AnswerTables
{
    public static IEnumerable<ZooTable> All =>
    [
        // UMAP issue 241: one factor alone is a set of points that are all equally far; two make a product of such sets.
        new("factors-10x12-one-hot", () => Rows.Of(120, i => [.. Rows.OneHot(i % 10, 10), .. Rows.OneHot(i / 10, 12)])),
        new("factorial-81-one-hot", () => Rows.Of(81, i => [.. Levels(i).SelectMany(level => Rows.OneHot(level, 3))])),
        new("factorial-81-integer", () => Rows.Of(81, i => [.. Levels(i).Select(level => (double)level)])),
        new("one-factor-one-hot-300", () => Rows.Of(300, i => Rows.OneHot(i % 6, 6))),
        new("mixed-factors-500", MixedFactors),

        // UMAP issue 2: votes of a parliament, many of them the same, many at distance 0 or 1.
        new("votes-349x26", Votes),
        new("yes-no-300x10", YesNo),

        // openTSNE issue 108: whole numbers, -1 or 0, in 100 columns; NaN.
        new("coins-500x100", Coins),
        new("likert-300x15", Likert),

        // UMAP issue 170: counts with many zeros and some as large as 1e4.
        new("counts-wide-200x9", WideCounts),
        new("poisson-400x30", Poisson),
        new("negative-binomial-400x60", NegativeBinomial),
        new("documents-binary-300x400", () => Documents(300, 400, isBinary: true)),
        new("documents-weighted-400x500", () => Documents(400, 500, isBinary: false)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("words-500x100", Words),

        // UMAP issue 250: the number of the row got into the table and rules it.
        new("iris-and-row-number", () => [.. Rows.Iris.Select((row, i) => row.Append(i).ToArray())]),
        new("ages-and-codes-500", AgesAndCodes),
    ];

    private static int[] Levels(int i) => [i % 3, i / 3 % 3, i / 9 % 3, i / 27];

    private static double[][] MixedFactors()
    {
        var random = new ZooRandom(301);
        return Rows.Of(500, _ =>
            [random.Normal(), random.Normal(), .. Rows.OneHot(random.Below(5), 5), .. Rows.OneHot(random.Below(8), 8), random.Below(2)]);
    }

    private static double[][] Votes()
    {
        var random = new ZooRandom(302);
        return Rows.Of(349, i => [.. Enumerable.Range(0, 26).Select(k => Follows(i % 8, k) ^ random.Chance(0.02) ? 1.0 : 0)]);

        static bool Follows(int party, int vote) => ((party * 2654435761) >> vote & 1) == 1;
    }

    private static double[][] YesNo()
    {
        var random = new ZooRandom(303);
        return Rows.Of(300, _ => [.. Enumerable.Range(0, 10).Select(k => random.Chance(0.2 + (0.06 * k)) ? 1.0 : 0)]);
    }

    private static double[][] Coins()
    {
        var random = new ZooRandom(304);
        return Rows.Of(500, _ => [.. Enumerable.Range(0, 100).Select(_ => -(double)random.Below(2))]);
    }

    private static double[][] Likert()
    {
        var random = new ZooRandom(305);
        return Rows.Of(300, _ =>
        {
            double a = random.Normal();
            double b = random.Normal();
            return [.. Enumerable.Range(0, 15).Select(k => Math.Clamp(Math.Round(3 + (k % 2 == 0 ? a : b) + (0.7 * random.Normal())), 1, 5))];
        });
    }

    private static double[][] WideCounts()
    {
        var random = new ZooRandom(306);
        return Rows.Of(200, i => [.. Enumerable.Range(0, 9).Select(k => random.Chance(0.4)
            ? 0
            : Math.Floor(Math.Exp(random.Uniform(0, k % 3 == i % 2 ? 10 : 3))))]);
    }

    private static double[][] Poisson()
    {
        var random = new ZooRandom(307);
        double[][] rates = Rows.Of(4, _ => [.. Enumerable.Range(0, 30).Select(_ => Math.Exp(random.Normal() - 1))]);
        return Rows.Of(400, i => [.. rates[i % 4].Select(rate => (double)random.Poisson(rate))]);
    }

    /// <summary>Cells by genes: few kinds, many zeros, a few large counts.</summary>
    private static double[][] NegativeBinomial()
    {
        var random = new ZooRandom(308);
        double[][] means = Rows.Of(5, _ => [.. Enumerable.Range(0, 60).Select(_ => Math.Exp((1.5 * random.Normal()) - 1))]);
        return Rows.Of(400, i => [.. means[i % 5].Select(mean => (double)random.Poisson(Math.Min(300, mean * random.Gamma(0.5) / 0.5)))]);
    }

    /// <summary>Words of a subject and of all subjects, by Zipf's law; some documents come out empty or equal.</summary>
    private static double[][] Documents(int n, int words, bool isBinary)
    {
        var random = new ZooRandom(309);
        return Rows.Of(n, i =>
        {
            var row = new double[words];
            int length = random.Poisson(12);
            for (int k = 0; k < length; k++)
            {
                int rank = (int)Math.Exp(random.Uniform(0, Math.Log(words)));
                row[random.Chance(0.6) ? ((rank * 7) + (i % 5 * 83)) % words : rank % words] += 1;
            }

            if (isBinary)
                return [.. row.Select(x => Math.Min(1, x))];
            double norm = Math.Sqrt(row.Sum(x => x * x));
            return [.. row.Select(x => norm > 0 ? x / norm : 0)];
        });
    }

    /// <summary>Word vectors in the manner of GloVe: a spectrum that falls slowly, lengths that depend on how frequent a word is, and
    /// groups of a few kindred words each.</summary>
    private static double[][] Words()
    {
        var random = new ZooRandom(310);
        double[][] themes = Rows.Of(60, _ => [.. Enumerable.Range(1, 100).Select(k => random.Normal() / Math.Sqrt(k))]);
        return Rows.Of(500, i =>
        {
            double length = 1 + (3 / Math.Log(2 + i));
            double[] theme = themes[random.Below(60)];
            return [.. theme.Select((x, k) => length * (x + (0.8 * random.Normal() / Math.Sqrt(k + 1))))];
        });
    }

    private static double[][] AgesAndCodes()
    {
        var random = new ZooRandom(311);
        return Rows.Of(500, _ => [random.Below(80), random.Below(2), random.Below(2), Math.Round(random.Gamma(2) * 15000), random.Below(7)]);
    }
}
