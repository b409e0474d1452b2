namespace SneTools.Benchmarks;

/// <summary>A data set of few points.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Points">n × h.</param>
/// <param name="Perplexity">The perplexity that its maps are made with.</param>
internal sealed record FewPointSet(string Name, Matrix Points, double Perplexity);

/// <summary>The data sets of few points on which costs are compared: four of the field's, and six of different shape that are made here.
/// </summary>
internal static class FewPointSets
{
    /// <summary>All of them; of the field's those whose file is there.</summary>
    /// <param name="folder">Where iris.csv, wine.csv and digits.csv are; breast cancer comes from scikit-learn.</param>
    public static IEnumerable<FewPointSet> All(string folder)
    {
        foreach ((string file, string label, bool isScaled, double perplexity) in new[]
        {
            ("iris.csv", "species", false, 15.0), ("wine.csv", "cultivar", true, 30), ("digits.csv", "digit", false, 30),
        })
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path))
                continue;
            Dataset data = DataFile.Read(path, new ImportOptions { Columns = new ColumnSelection(Label: [label]) });
            yield return new FewPointSet(Path.GetFileNameWithoutExtension(file), (isScaled ? data.Standardize() : data).Values, perplexity);
        }

        if (BreastCancer() is { } cancer)
            yield return new FewPointSet("breast cancer", cancer, 30);
        yield return new FewPointSet("unequal clusters", UnequalClusters(), 30);
        yield return new FewPointSet("swiss roll", SwissRoll(), 30);
        yield return new FewPointSet("normal noise", Of(250, 10, 3, (_, row, noise) => Fill(row, noise)), 30);
        yield return new FewPointSet("counts", Counts(), 30);
        yield return new FewPointSet("branches", Branches(), 30);
        yield return new FewPointSet("nested spheres", Spheres(), 30);
    }

    private static Matrix? BreastCancer()
    {
        string path = Path.GetTempFileName();
        try
        {
            bool isThere = new[] { "python3", "/usr/bin/python3" }.Any(python => Rival.Execute(python, ["breast_cancer.py", path]) is not null);
            return isThere ? Dataset(Table.Read(path)).Standardize().Values : null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A data set whose columns have no names of their own.</summary>
    public static Dataset Dataset(Matrix points) =>
        new(points, [.. Enumerable.Range(1, points.Columns).Select(k => FormattableString.Invariant($"x{k}"))]);

    /// <summary>Six clusters of 5 to 160 points and of different width.</summary>
    private static Matrix UnequalClusters()
    {
        int[] sizes = [160, 80, 40, 20, 10, 5];
        var noise = new NormalNoise(1);
        double[][] centers = [.. sizes.Select(_ => Fill(new double[10], noise))];
        int[] cluster = [.. sizes.SelectMany((size, k) => Enumerable.Repeat(k, size))];
        return Of(cluster.Length, 10, 11, (i, row, numbers) =>
        {
            Fill(row, numbers);
            for (int c = 0; c < row.Length; c++)
                row[c] = (5 * centers[cluster[i]][c]) + ((1 + (0.5 * cluster[i])) * row[c]);
        });
    }

    /// <summary>A rolled plane.</summary>
    private static Matrix SwissRoll()
    {
        var random = new Random(2);
        return Of(800, 3, 12, (_, row, noise) =>
        {
            double angle = 1.5 * Math.PI * (1 + (2 * random.NextDouble()));
            double height = 21 * random.NextDouble();
            Fill(row, noise);
            row[0] = (angle * Math.Cos(angle)) + (0.1 * row[0]);
            row[1] = height + (0.1 * row[1]);
            row[2] = (angle * Math.Sin(angle)) + (0.1 * row[2]);
        });
    }

    /// <summary>Poisson numbers of four kinds of rows, with rates that differ by kind in a third of the columns.</summary>
    private static Matrix Counts()
    {
        const int Kinds = 4;
        const int Columns = 30;
        var random = new Random(4);
        double[][] rates = [.. Enumerable.Range(0, Kinds).Select(_ => new double[Columns])];
        for (int c = 0; c < Columns; c++)
        {
            double common = 0.5 + (4 * random.NextDouble());
            for (int k = 0; k < Kinds; k++)
                rates[k][c] = common * (random.Next(3) == 0 ? 1 + random.NextDouble() : 1);
        }

        return Of(400, Columns, 14, (i, row, _) =>
        {
            for (int c = 0; c < Columns; c++)
                row[c] = Poisson(rates[i % Kinds][c], random);
        });
    }

    /// <summary>Ten walks that part from each other like the branches of a tree.</summary>
    private static Matrix Branches()
    {
        const int Length = 50;
        var random = new Random(5);
        var steps = new NormalNoise(5);
        var places = new List<double[]>();
        for (int branch = 0; branch < 10; branch++)
        {
            double[] place = branch == 0 ? new double[20] : (double[])places[random.Next(places.Count)].Clone();
            double[] way = Fill(new double[20], steps);
            for (int k = 0; k < Length; k++)
            {
                for (int c = 0; c < place.Length; c++)
                    place[c] += 0.1 * way[c];
                places.Add((double[])place.Clone());
            }
        }

        return Of(places.Count, 20, 15, (i, row, noise) =>
        {
            Fill(row, noise);
            for (int c = 0; c < row.Length; c++)
                row[c] = places[i][c] + (0.2 * row[c]);
        });
    }

    /// <summary>A sphere around a sphere around a ball.</summary>
    private static Matrix Spheres()
    {
        double[] radii = [0.3, 2, 5];
        return Of(300, 5, 16, (i, row, noise) =>
        {
            Fill(row, noise);
            double length = Math.Sqrt(row.Sum(x => x * x));
            double radius = radii[i % radii.Length];
            for (int c = 0; c < row.Length; c++)
                row[c] *= radius / (i % radii.Length == 0 ? 1 : length);
        });
    }

    private static Matrix Of(int n, int columns, int seed, Action<int, double[], NormalNoise> make)
    {
        var noise = new NormalNoise(seed);
        var result = new Matrix(n, columns);
        var row = new double[columns];
        for (int i = 0; i < n; i++)
        {
            make(i, row, noise);
            row.CopyTo(result.Row(i));
        }

        return result;
    }

    private static double[] Fill(double[] row, NormalNoise noise)
    {
        for (int c = 0; c < row.Length; c++)
            row[c] = noise.Next();
        return row;
    }

    private static int Poisson(double rate, Random random)
    {
        double product = random.NextDouble();
        int count = 0;
        for (double limit = Math.Exp(-rate); product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}
