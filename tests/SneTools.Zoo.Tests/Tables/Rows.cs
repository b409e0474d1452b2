namespace SneTools.ZooTests;

/// <summary>What tables are put together from.</summary>
internal static class Rows
{
    /// <summary>n rows, each made from its number.</summary>
    public static double[][] Of(int n, Func<int, double[]> row) => [.. Enumerable.Range(0, n).Select(row)];

    /// <summary>Independent normal numbers.</summary>
    public static double[][] Normal(int n, int h, ulong seed, double deviation = 1)
    {
        var random = new ZooRandom(seed);
        return Of(n, _ => random.Normals(h, deviation));
    }

    /// <summary>Independent numbers, uniform from -1 to 1.</summary>
    public static double[][] Uniform(int n, int h, ulong seed)
    {
        var random = new ZooRandom(seed);
        return Of(n, _ => [.. Enumerable.Range(0, h).Select(_ => random.Uniform(-1, 1))]);
    }

    /// <summary>Round clouds about random centers.</summary>
    public static double[][] Blobs(int n, int h, int clusters, double spread, ulong seed)
    {
        var random = new ZooRandom(seed);
        double[][] centers = Of(clusters, _ => random.Normals(h, spread));
        return Of(n, i => Add(centers[i % clusters], random.Normals(h)));
    }

    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    public static double[][] Map(double[][] rows, Func<double, double> change) =>
        [.. rows.Select(row => row.Select(change).ToArray())];

    /// <summary>The rows with more columns on the right, the same in each.</summary>
    public static double[][] Widen(double[][] rows, params double[] constants) =>
        [.. rows.Select(row => row.Concat(constants).ToArray())];

    /// <summary>1 in one place, 0 in the others.</summary>
    public static double[] OneHot(int place, int length)
    {
        var row = new double[length];
        row[place] = 1;
        return row;
    }

    /// <summary>The numbers of a CSV beside the tests; columns that are no measurements left out.</summary>
    public static double[][] Read(string file, string label)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", file));
        int left = Array.IndexOf(lines[0].Split(','), label);
        return [.. lines.Skip(1).Select(line => line.Split(',')
            .Where((_, k) => k != left)
            .Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray())];
    }

    /// <summary>Every column with mean 0 and standard deviation 1 (over n).</summary>
    public static double[][] Standardize(double[][] rows)
    {
        int h = rows[0].Length;
        double[] means = [.. Enumerable.Range(0, h).Select(k => rows.Average(row => row[k]))];
        double[] deviations = [.. Enumerable.Range(0, h).Select(k => Math.Sqrt(rows.Average(row => Math.Pow(row[k] - means[k], 2))))];
        return [.. rows.Select(row => row.Select((x, k) => (x - means[k]) / deviations[k]).ToArray())];
    }

    public static double[][] Iris => Read("iris.csv", "species");
}
