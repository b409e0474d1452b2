namespace SneTools.ZooTests;

/// <summary>Clouds without and with groups.</summary>
internal static class CloudTables
{
    public static IEnumerable<ZooTable> All =>
    [
        new("normal-300x2-to-1", () => Rows.Normal(300, 2, 101)) { Dimension = 1 },
        new("normal-400x3", () => Rows.Normal(400, 3, 102)),

        // openTSNE issue 233: the default collapses on 100 x 10 normal numbers, with a divergence of -44.
        new("normal-100x10", () => Rows.Normal(100, 10, 103)),
        new("normal-200x500", () => Rows.Normal(200, 500, 104)),
        new("normal-500x300", () => Rows.Normal(500, 300, 105)),
        new("normal-2500x10", () => Rows.Normal(2500, 10, 106)),
        new("normal-2500x50", () => Rows.Normal(2500, 50, 107)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("normal-3000x10", () => Rows.Normal(3000, 10, 108)) { Short = [SneMethod.Sne, SneMethod.TConditionalSne] },

        // openTSNE issue 238: a divergence below 0 on uniform numbers in the plane; a third column makes it a table to be reduced.
        new("uniform-1000x2-and-constant", () => Rows.Widen(Rows.Uniform(1000, 2, 109), 0)) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("uniform-500x10", () => Rows.Uniform(500, 10, 110)),

        new("blobs-400x5", () => Rows.Blobs(400, 5, 4, 4, 111)),
        new("blobs-600x20-of-30", () => Rows.Blobs(600, 20, 30, 3, 112)),
        new("densities-450x5", Densities),
        new("far-blobs-300x5", () => FarBlobs(300, 1e3, 114)),
        new("farther-blobs-300x5", () => FarBlobs(300, 1e7, 115)),

        // UMAP issue 32: points in no group at all, far from everything, around a few groups.
        new("noise-around-blobs-500x64", NoiseAroundBlobs),

        // tsnejs issue 2: songs, one column about 100 times as wide as the others; the map was NaN.
        new("songs-267x10", Songs),
        new("chain-of-blobs-500x10", ChainOfBlobs),
        new("heavy-tails-500x5", HeavyTails),
        new("lognormal-500x10", () => Rows.Map(Rows.Normal(500, 10, 120), x => Math.Exp(2 * x))),
    ];

    /// <summary>Three groups of which each is a hundred times as dense as the next.</summary>
    private static double[][] Densities()
    {
        var random = new ZooRandom(113);
        return Rows.Of(450, i => Rows.Add([20.0 * (i % 3), 0, 0, 0, 0], random.Normals(5, Math.Pow(100, -(i % 3)))));
    }

    private static double[][] FarBlobs(int n, double distance, ulong seed)
    {
        var random = new ZooRandom(seed);
        return Rows.Of(n, i => Rows.Add([i % 2 * distance, 0, 0, 0, 0], random.Normals(5)));
    }

    private static double[][] NoiseAroundBlobs()
    {
        var random = new ZooRandom(116);
        double[][] centers = Rows.Of(5, _ => random.Normals(64, 1));
        return Rows.Of(500, i => i % 2 == 0 ? random.Normals(64, 1.5) : Rows.Add(centers[i % 5], random.Normals(64, 0.1)));
    }

    private static double[][] Songs()
    {
        var random = new ZooRandom(117);
        return Rows.Of(267, _ =>
        {
            double[] song = [.. Enumerable.Range(0, 10).Select(_ => Math.Round(random.Uniform(), 3))];
            song[4] = random.Below(12);
            song[5] = Math.Round(-20 * random.Uniform(), 3);
            song[6] = random.Chance(0.6) ? 1 : 0;
            song[8] = Math.Round(random.Uniform(60, 200), 2);
            song[9] = random.Chance(0.9) ? 4 : 3;
            return song;
        });
    }

    private static double[][] ChainOfBlobs()
    {
        var random = new ZooRandom(118);
        return Rows.Of(500, i => Rows.Add([5.0 * (i % 10), .. new double[9]], random.Normals(10)));
    }

    /// <summary>Student's t with two degrees of freedom: outliers of every size.</summary>
    private static double[][] HeavyTails()
    {
        var random = new ZooRandom(119);
        return Rows.Of(500, _ =>
        {
            double scale = 1 / Math.Sqrt(random.Gamma(1));
            return random.Normals(5, scale);
        });
    }
}
