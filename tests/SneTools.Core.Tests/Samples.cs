namespace SneTools.Tests;

/// <summary>The data sets beside the tests, and random ones.</summary>
internal static class Samples
{
    private static readonly Lazy<Dataset> LazyIris = new(() => Read("iris.csv", "species"));
    private static readonly Lazy<Dataset> LazyWine = new(() => Read("wine.csv", "cultivar").Standardize());
    private static readonly Lazy<Dataset> LazyDigits = new(() => Read("digits.csv", "digit"));

    /// <summary>150 × 4, as it is.</summary>
    public static Dataset Iris => LazyIris.Value;

    /// <summary>178 × 13, standardized.</summary>
    public static Dataset Wine => LazyWine.Value;

    /// <summary>1797 × 64, as it is.</summary>
    public static Dataset Digits => LazyDigits.Value;

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static Dataset OfName(string name) => name switch
    {
        "iris" => Iris,
        "wine" => Wine,
        "digits" => Digits,
        _ => throw new ArgumentException(name),
    };

    /// <summary>Independent normal coordinates.</summary>
    public static Matrix Normal(int n, int columns, int seed, double deviation = 1)
    {
        var random = new Random(seed);
        var result = new Matrix(n, columns);
        for (int k = 0; k < result.Values.Length; k++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            result.Values[k] = deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return result;
    }

    public static Matrix FirstRows(Matrix matrix, int count) =>
        new(count, matrix.Columns, matrix.Values[..(count * matrix.Columns)]);

    public static Matrix Map(Matrix matrix, Func<double, double> change) =>
        new(matrix.Rows, matrix.Columns, [.. matrix.Values.Select(change)]);

    public static Dataset Named(Matrix values) =>
        new(values, [.. Enumerable.Range(0, values.Columns).Select(k => $"x{k}")]);

    private static Dataset Read(string name, string label) =>
        DataFile.Read(File(name), new ImportOptions { Columns = new ColumnSelection(Label: [label]) });
}
