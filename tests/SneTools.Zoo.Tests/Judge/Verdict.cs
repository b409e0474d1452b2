namespace SneTools.ZooTests;

/// <summary>The cost of a map.</summary>
/// <param name="Entropy">-Σ p log p, in nats.</param>
/// <param name="Points">Every row's share in Σ p log(p/q).</param>
/// <param name="Doubt">How far the cost may be off because rounding decides some of the probabilities.</param>
internal sealed record Verdict(double Entropy, double[] Points, double Doubt)
{
    /// <summary>Σ p log(p/q), in nats.</summary>
    public double Divergence { get; } = Points.Sum();

    /// <summary>-Σ p log q, in nats.</summary>
    public double CrossEntropy => Divergence + Entropy;

    /// <summary>The cost in nats for each point (conditional) or as it is (joint), by which costs are compared.</summary>
    public double Mean(SneMethod method) => Methods.IsJoint(method) ? Divergence : Divergence / Points.Length;

    /// <summary>Judges a map.</summary>
    /// <param name="p">The probabilities of the table.</param>
    /// <param name="map">A row for every point.</param>
    /// <param name="method">Whose cost.</param>
    /// <param name="alpha">Degrees of freedom of the Student-t kernel.</param>
    public static Verdict Of(Probabilities p, double[][] map, SneMethod method, double alpha = 1)
    {
        int n = p.Count;
        var normalizers = new double[n];
        var farthest = new double[n];
        var weights = new double[n - 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n - 1; j++)
                weights[j] = Methods.LogWeight(method, Squared(map[i], map[j < i ? j : j + 1]), alpha);
            normalizers[i] = LogSumExp(weights);
            farthest[i] = weights.Min();
        }

        if (Methods.IsJoint(method))
            Array.Fill(normalizers, LogSumExp(normalizers));
        (int[][] columns, double[][] values) = p.Of(method);
        var points = new double[n];
        double doubt = 0;
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < columns[i].Length; c++)
            {
                double logQ = Methods.LogWeight(method, Squared(map[i], map[columns[i][c]]), alpha) - normalizers[i];
                points[i] += values[i][c] * (Math.Log(values[i][c]) - logQ);
            }

            doubt += p.Noise[i] * (normalizers[i] - farthest[i]) * (Methods.IsJoint(method) ? 2.0 / n : 1);
        }

        return new Verdict(p.Entropy(method), points, doubt);
    }

    /// <summary>The cost of putting all points on one spot: what a map has to better, if the data say anything at all.</summary>
    public static double OneSpot(Probabilities p, SneMethod method) =>
        Of(p, [.. Enumerable.Range(0, p.Count).Select(_ => new double[2])], method).Mean(method);

    private static double Squared(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }

    private static double LogSumExp(double[] values)
    {
        double largest = values.Max();
        double sum = 0;
        foreach (double value in values)
            sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }
}
