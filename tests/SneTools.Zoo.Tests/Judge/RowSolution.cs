namespace SneTools.ZooTests;

/// <summary>The kernel width of one row and what follows from it.</summary>
/// <param name="Precision">β in the unit of the distances; +∞ where the nearest tie and share the probability.</param>
/// <param name="Probability">p(j|i) in the order of the distances.</param>
/// <param name="Noise">The share of p that rounding of the distances decides; 1 where it decides all.</param>
internal sealed record RowSolution(double Precision, double[] Probability, double Noise)
{
    /// <summary>Bounds of rounding within which a tie is doubtful: a program may well draw the line elsewhere.</summary>
    private const double Doubt = 1000;

    /// <summary>H(Pᵢ), in nats.</summary>
    public double Entropy => Probability.Sum(p => p > 0 ? -p * Math.Log(p) : 0);

    /// <summary>One width for all rows.</summary>
    public static RowSolution OfPrecision(double[] squares, double[] rounding, double precision)
    {
        double nearest = squares.Min();
        double[] excess = [.. squares.Select(d => d - nearest)];
        return At(excess, rounding, precision);
    }

    /// <summary>The width at which the row has a perplexity, found by bisection on log β.</summary>
    /// <remarks>H falls from ln k to ln m as β rises, m being the number of nearest neighbors that tie. Where m is the perplexity or
    /// more there is no such width, and the m share the probability.</remarks>
    public static RowSolution OfPerplexity(double[] squares, double[] rounding, double perplexity)
    {
        int nearest = Array.IndexOf(squares, squares.Min());
        double[] excess = [.. squares.Select(d => d - squares[nearest])];
        double[] bounds = [.. rounding.Select(bound => bound + rounding[nearest])];
        bool[] isTied = [.. excess.Select((s, j) => s <= bounds[j])];
        int ties = isTied.Count(tied => tied);
        int doubtful = excess.Where((s, j) => s <= Doubt * bounds[j]).Count();
        if (IsReached(ties, perplexity))
            return new RowSolution(double.PositiveInfinity, [.. isTied.Select(tied => tied ? 1.0 / ties : 0)], doubtful > ties ? 1 : 0);
        if (IsReached(squares.Length, perplexity) && perplexity >= squares.Length * (1 - 1e-12))
            return new RowSolution(0, [.. squares.Select(_ => 1.0 / squares.Length)], 0);
        double gap = excess.Where((_, j) => !isTied[j]).Min();
        RowSolution solution = At(excess, bounds, Bisect(excess, Math.Log(perplexity), gap));
        return IsReached(doubtful, perplexity) ? solution with { Noise = 1 } : solution;
    }

    private static bool IsReached(int ties, double perplexity) => ties >= perplexity * (1 - 1e-12);

    private static double Bisect(double[] excess, double target, double gap)
    {
        double low = Math.Log(1e-20 / excess.Max());
        double high = Math.Log(800 / gap);
        double[] near = excess;
        for (int step = 0; step < 200 && high - low > 1e-15 * Math.Max(1, Math.Abs(low)); step++)
        {
            double middle = 0.5 * (low + high);
            if (EntropyAt(near, Math.Exp(middle)) <= target)
            {
                high = middle;
                continue;
            }

            // What has no weight at this β has none at any larger one.
            low = middle;
            near = [.. near.Where(s => s <= 750 / Math.Exp(low))];
        }

        return Math.Exp(0.5 * (low + high));
    }

    private static double EntropyAt(double[] excess, double precision)
    {
        double sum = 0;
        double first = 0;
        foreach (double s in excess)
        {
            double exponent = Math.Min(750, precision * s);
            double weight = Math.Exp(-exponent);
            sum += weight;
            first += weight * exponent;
        }

        return Math.Log(sum) + (first / sum);
    }

    private static RowSolution At(double[] excess, double[] bounds, double precision)
    {
        double[] weights = [.. excess.Select(s => Math.Exp(-precision * s))];
        double sum = weights.Sum();
        double widest = 0;
        for (int j = 0; j < excess.Length; j++)
        {
            if (precision * excess[j] < 40)
                widest = Math.Max(widest, bounds[j]);
        }

        return new RowSolution(precision, [.. weights.Select(w => w / sum)], Math.Min(1, precision * widest));
    }
}
