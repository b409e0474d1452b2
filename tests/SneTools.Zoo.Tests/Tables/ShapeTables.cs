namespace SneTools.ZooTests;

/// <summary>Curves, surfaces, grids, chains and trees.</summary>
internal static class ShapeTables
{
    public static IEnumerable<ZooTable> All =>
    [
        new("moons-300", Moons),
        new("rings-300", Rings),
        new("swiss-roll-800", SwissRoll),
        new("s-curve-800", SCurve) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("trefoil-500", Trefoil),
        new("circle-200", () => Rows.Of(200, i => [Math.Cos(Math.PI * i / 100), Math.Sin(Math.PI * i / 100), 0])),
        new("sphere-500", Sphere) { Short = [SneMethod.Sne, SneMethod.TSne] },
        new("grid-10x10", () => Grid(10, 10, 1)),
        new("grid-20x20", () => Grid(20, 20, 1)),
        new("grid-6x6x6", () => Grid(6, 6, 6)),
        new("grid-tenths-10x10", () => Rows.Map(Grid(10, 10, 1), x => x * 0.1)) { Perplexity = 4 },
        new("line-100", () => Rows.Of(100, i => [i, 0, 0])),

        // openTSNE issue 106: a long line, which many a map tears or coils.
        new("line-1000", () => Rows.Of(1000, i => [i, 0, 0])) { Short = [SneMethod.Sne, SneMethod.TSne] },

        // Every row equally far from every other: there is nothing to tell, and all of it ties.
        new("simplex-50", () => Rows.Of(50, i => Rows.OneHot(i, 50))),
        new("simplex-200", () => Rows.Of(200, i => Rows.OneHot(i, 200))),
        new("cross-polytope-60", () => Rows.Of(60, i => [.. Rows.OneHot(i / 2, 30).Select(x => i % 2 == 0 ? x : -x)])),
        new("hypercube-256x8", () => Rows.Of(256, i => [.. Enumerable.Range(0, 8).Select(k => (double)((i >> k) & 1))])),
        new("walk-300x50", Walk),
        new("orthogonal-walk-100", () => Rows.Of(100, i => [.. Enumerable.Range(0, 100).Select(k => k <= i ? 1.0 : 0)])),
        new("tree-255x254", Tree),
        new("branches-400x40", Branches),
        new("torus-600", Torus),
        new("linked-rings-400", LinkedRings),
    ];

    private static double[][] Moons()
    {
        var random = new ZooRandom(201);
        return Rows.Of(300, i =>
        {
            double angle = Math.PI * random.Uniform();
            double[] place = i % 2 == 0 ? [Math.Cos(angle), Math.Sin(angle), 0] : [1 - Math.Cos(angle), 0.5 - Math.Sin(angle), 0];
            return Rows.Add(place, [.. random.Normals(2, 0.05), 0]);
        });
    }

    private static double[][] Rings()
    {
        var random = new ZooRandom(202);
        return Rows.Of(300, i =>
        {
            double angle = 2 * Math.PI * random.Uniform();
            double radius = (i % 2 == 0 ? 1 : 0.3) + (0.03 * random.Normal());
            return [radius * Math.Cos(angle), radius * Math.Sin(angle), 0];
        });
    }

    private static double[][] SwissRoll()
    {
        var random = new ZooRandom(203);
        return Rows.Of(800, _ =>
        {
            double t = 1.5 * Math.PI * (1 + (2 * random.Uniform()));
            return [t * Math.Cos(t), 21 * random.Uniform(), t * Math.Sin(t)];
        });
    }

    private static double[][] SCurve()
    {
        var random = new ZooRandom(204);
        return Rows.Of(800, _ =>
        {
            double t = 3 * Math.PI * (random.Uniform() - 0.5);
            return [Math.Sin(t), 2 * random.Uniform(), Math.Sign(t) * (Math.Cos(t) - 1)];
        });
    }

    private static double[][] Trefoil() => Rows.Of(500, i =>
    {
        double t = 2 * Math.PI * i / 500;
        return [Math.Sin(t) + (2 * Math.Sin(2 * t)), Math.Cos(t) - (2 * Math.Cos(2 * t)), -Math.Sin(3 * t)];
    });

    private static double[][] Sphere()
    {
        var random = new ZooRandom(205);
        return Rows.Of(500, _ =>
        {
            double[] x = random.Normals(3);
            double length = Math.Sqrt(x.Sum(v => v * v));
            return [.. x.Select(v => v / length)];
        });
    }

    private static double[][] Grid(int a, int b, int c) =>
        Rows.Of(a * b * c, i => [i % a, i / a % b, i / (a * b)]);

    private static double[][] Walk()
    {
        var random = new ZooRandom(206);
        double[] place = new double[50];
        return Rows.Of(300, _ => place = Rows.Add(place, random.Normals(50)));
    }

    /// <summary>A binary tree of eight levels: a row holds 1 for every ancestor, so that distances are the tree's own.</summary>
    private static double[][] Tree() => Rows.Of(255, i =>
    {
        var row = new double[255];
        for (int node = i; node > 0; node = (node - 1) / 2)
            row[node] = 1;
        return row[1..];
    });

    /// <summary>Ten branches of noise from one trunk, as trajectories of cells have them.</summary>
    private static double[][] Branches()
    {
        var random = new ZooRandom(207);
        double[][] ways = Rows.Of(10, _ => random.Normals(40, 0.5));
        return Rows.Of(400, i => Rows.Add([.. ways[i % 10].Select(x => x * (i / 10))], random.Normals(40)));
    }

    private static double[][] Torus()
    {
        var random = new ZooRandom(208);
        return Rows.Of(600, _ =>
        {
            double u = 2 * Math.PI * random.Uniform();
            double v = 2 * Math.PI * random.Uniform();
            return [(3 + Math.Cos(v)) * Math.Cos(u), (3 + Math.Cos(v)) * Math.Sin(u), Math.Sin(v)];
        });
    }

    private static double[][] LinkedRings() => Rows.Of(400, i =>
    {
        double t = 2 * Math.PI * (i / 2) / 200;
        return i % 2 == 0 ? [Math.Cos(t), Math.Sin(t), 0] : [1 + Math.Cos(t), 0, Math.Sin(t)];
    });
}
