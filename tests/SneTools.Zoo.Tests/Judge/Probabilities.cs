namespace SneTools.ZooTests;

/// <summary>p(j|i) of a table, and pᵢⱼ, as the design defines them, computed apart from the core.</summary>
internal sealed class Probabilities
{
    private readonly Lazy<(int[][] Columns, double[][] Values)> _joint;

    private Probabilities(int[][] columns, double[][] conditional, double[] noise, double[] precision)
    {
        Columns = columns;
        Conditional = conditional;
        Noise = noise;
        Precision = precision;
        _joint = new(Join);
    }

    public int Count => Columns.Length;

    /// <summary>Of every row, the points that have probability in it.</summary>
    public int[][] Columns { get; }

    /// <summary>Of every row, their p(j|i); zeros left out.</summary>
    public double[][] Conditional { get; }

    /// <summary>Of every row, the share of its probabilities that is rounding.</summary>
    public double[] Noise { get; }

    /// <summary>βᵢ, in the table's own unit where that is a number.</summary>
    public double[] Precision { get; }

    /// <summary>The rows of P that a method's cost runs over: p(j|i), or pᵢⱼ = (p(j|i) + p(i|j)) / 2n.</summary>
    public (int[][] Columns, double[][] Values) Of(SneMethod method) =>
        Methods.IsJoint(method) ? _joint.Value : (Columns, Conditional);

    /// <summary>Σᵢ H(Pᵢ), or H(P), in nats.</summary>
    public double Entropy(SneMethod method) =>
        Of(method).Values.Sum(row => row.Sum(p => -p * Math.Log(p)));

    /// <summary>Over all pairs.</summary>
    public static Probabilities OfAll(double[][] rows, double? perplexity, double? sigma)
    {
        int[] everyone = [.. Enumerable.Range(0, rows.Length)];
        return Solve(new PairDistances(rows), i => [.. everyone.Where(j => j != i)], perplexity, sigma);
    }

    /// <summary>Over some neighbors of every row.</summary>
    public static Probabilities OfNeighbors(double[][] rows, Func<int, int[]> neighbors, double? perplexity, double? sigma) =>
        Solve(new PairDistances(rows), neighbors, perplexity, sigma);

    private static Probabilities Solve(PairDistances distances, Func<int, int[]> neighbors, double? perplexity, double? sigma)
    {
        int n = distances.Count;
        var columns = new int[n][];
        var values = new double[n][];
        var noise = new double[n];
        var precision = new double[n];
        var squares = new double[n];
        var rounding = new double[n];
        for (int i = 0; i < n; i++)
        {
            int[] others = neighbors(i);
            distances.Row(i, squares, rounding);
            double[] near = [.. others.Select(j => squares[j])];
            double[] bounds = [.. others.Select(j => rounding[j])];
            RowSolution row = sigma is { } width
                ? RowSolution.OfPrecision(near, bounds, Math.Pow(Math.ScaleB(1, distances.Exponent) / width, 2))
                : RowSolution.OfPerplexity(near, bounds, perplexity!.Value);
            int[] kept = [.. Enumerable.Range(0, others.Length).Where(c => row.Probability[c] > 0)];
            columns[i] = [.. kept.Select(c => others[c])];
            values[i] = [.. kept.Select(c => row.Probability[c])];
            noise[i] = row.Noise;
            precision[i] = Math.ScaleB(row.Precision, -2 * distances.Exponent);
        }

        return new Probabilities(columns, values, noise, precision);
    }

    private (int[][] Columns, double[][] Values) Join()
    {
        int n = Count;
        var rows = new Dictionary<int, double>[n];
        for (int i = 0; i < n; i++)
            rows[i] = new Dictionary<int, double>(Columns[i].Length * 2);
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < Columns[i].Length; c++)
            {
                int j = Columns[i][c];
                double half = Conditional[i][c] / (2.0 * n);

                // The least numbers have no half: what vanishes is left out, as 0 log 0 would not be a number.
                if (half == 0)
                    continue;
                rows[i][j] = rows[i].GetValueOrDefault(j) + half;
                rows[j][i] = rows[j].GetValueOrDefault(i) + half;
            }
        }

        int[][] columns = [.. rows.Select(row => row.Keys.Order().ToArray())];
        return (columns, [.. columns.Select((row, i) => row.Select(j => rows[i][j]).ToArray())]);
    }
}
