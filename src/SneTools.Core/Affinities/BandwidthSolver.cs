namespace SneTools;

/// <summary>Turns one row of squared distances into p(j|i).</summary>
/// <remarks>
/// Distances are shifted by the row's minimum before they are exponentiated: the factor cancels in p(j|i), and the
/// nearest neighbor's weight is then exactly 1, so that no row underflows however far its neighbors are.
/// </remarks>
internal static class BandwidthSolver
{
    private const int MaxIteration = 200;

    /// <summary>p(j|i) for a given precision.</summary>
    /// <param name="row">In: squared distances to the other points. Out: their probabilities.</param>
    /// <param name="precision">β, in units of 1/distance².</param>
    /// <returns>The row's precision and entropy.</returns>
    public static RowBandwidth FromPrecision(Span<double> row, double precision)
    {
        Shift(row);
        return new RowBandwidth(precision, Normalize(row, precision), IsSaturated: false);
    }

    /// <summary>p(j|i) with the precision at which the row has a given perplexity.</summary>
    /// <param name="row">In: squared distances to the other points. Out: their probabilities.</param>
    /// <param name="perplexity">2^H, from 1 (exclusive) to the row's length.</param>
    /// <returns>The row's precision and entropy.</returns>
    /// <remarks>
    /// Solves H(β) = ln(perplexity) by Newton's method on ln β, kept inside a bracket: H falls as β rises, from
    /// ln(n-1) to ln(m), where m neighbors tie for nearest. A row with m ≥ perplexity has no solution; it gets equal
    /// probabilities for the m tied neighbors, the limit of its distribution, and is marked as saturated.
    /// </remarks>
    public static RowBandwidth FromPerplexity(Span<double> row, double perplexity)
    {
        double nearest = Shift(row);
        double target = Math.Log(perplexity);
        (int ties, double gap, double mean) = Describe(row);
        if (ties >= perplexity * (1 - 1e-12))
        {
            double limit = LimitingPrecision(nearest, gap);
            return new RowBandwidth(limit, Normalize(row, limit), IsSaturated: true);
        }

        double logPrecision = -Math.Log(mean);
        double low = double.NegativeInfinity;
        double high = double.PositiveInfinity;
        for (int iteration = 0; iteration < MaxIteration; iteration++)
        {
            (double entropy, double slope) = Entropy(row, Math.Exp(logPrecision));
            double excess = entropy - target;
            if (Math.Abs(excess) <= 1e-15)
                break;
            if (excess > 0)
                low = logPrecision;
            else
                high = logPrecision;
            double next = Step(logPrecision, excess, slope, low, high);
            double change = Math.Abs(next - logPrecision);
            logPrecision = next;
            if (change <= 1e-14 * Math.Max(1, Math.Abs(next)))
                break;
        }

        double precision = Math.Exp(logPrecision);
        return new RowBandwidth(precision, Normalize(row, precision), IsSaturated: false);
    }

    private static double Step(double logPrecision, double excess, double slope, double low, double high)
    {
        // A Newton step may be wild where H is flat; e^±3 a step is as far as one look can be trusted.
        double newton = logPrecision + Math.Clamp(-excess / slope, -3, 3);
        if (newton == logPrecision || (newton > low && newton < high))
            return newton;
        if (double.IsInfinity(high))
            return low + 3;
        return double.IsInfinity(low) ? high - 3 : 0.5 * (low + high);
    }

    /// <summary>H(β) in nats and its derivative by ln β, which is -β² times the variance of the distances.</summary>
    private static (double Entropy, double Slope) Entropy(ReadOnlySpan<double> shifted, double precision)
    {
        double sum = 0;
        double first = 0;
        double second = 0;
        foreach (double distance in shifted)
        {
            double exponent = precision * distance;
            double weight = Math.Exp(-exponent);

            // A neighbor whose weight is 0 adds nothing; without this, 0 times infinity would add NaN.
            if (weight == 0)
                continue;
            sum += weight;
            first += weight * exponent;
            second += weight * exponent * exponent;
        }

        double mean = first / sum;
        return (Math.Log(sum) + mean, Math.Min((mean * mean) - (second / sum), -double.Epsilon));
    }

    private static double Normalize(Span<double> shifted, double precision)
    {
        double sum = 0;
        double first = 0;
        for (int j = 0; j < shifted.Length; j++)
        {
            double exponent = precision * shifted[j];
            double weight = Math.Exp(-exponent);
            shifted[j] = weight;
            sum += weight;
            if (weight != 0)
                first += weight * exponent;
        }

        for (int j = 0; j < shifted.Length; j++)
            shifted[j] /= sum;
        return Math.Log(sum) + (first / sum);
    }

    private static double Shift(Span<double> row)
    {
        double nearest = double.PositiveInfinity;
        foreach (double distance in row)
            nearest = Math.Min(nearest, distance);
        for (int j = 0; j < row.Length; j++)
            row[j] -= nearest;
        return nearest;
    }

    private static (int Ties, double Gap, double Mean) Describe(ReadOnlySpan<double> shifted)
    {
        int ties = 0;
        double gap = double.PositiveInfinity;
        double sum = 0;
        foreach (double distance in shifted)
        {
            if (distance == 0)
                ties++;
            else
                gap = Math.Min(gap, distance);
            sum += distance;
        }

        return (ties, gap, Math.Clamp(sum / shifted.Length, 1e-300, 1e300));
    }

    /// <summary>A finite precision at which everything farther than the tied nearest neighbors has no weight left.
    /// </summary>
    private static double LimitingPrecision(double nearest, double gap)
    {
        // exp(-50) is below the rounding of 1 by more than any sum over points could make up for.
        if (double.IsFinite(gap))
            return Math.Min(50 / gap, double.MaxValue);
        return nearest > 0 ? Math.Min(1 / nearest, double.MaxValue) : 1;
    }
}
