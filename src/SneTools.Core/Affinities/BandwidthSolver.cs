using System.Buffers;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Finds the kernel width of one row of squared distances, and turns the row into p(j|i).</summary>
/// <remarks>
/// Distances are shifted by the row's minimum before they are exponentiated: the factor cancels in p(j|i), and the
/// nearest neighbor's weight is then exactly 1, so that no row underflows however far its neighbors are.
/// </remarks>
internal static class BandwidthSolver
{
    /// <summary>The share of ln β below which a change is rounding.</summary>
    private const double Resolution = 1e-14;

    private const int MaxIteration = 300;

    /// <summary>Iterations before the bracket is halved from time to time.</summary>
    private const int PlainIterations = 20;

    /// <summary>Distances that differ by less than this share may tie but for rounding.</summary>
    private const double NearTie = 1e-6;

    /// <summary>The row's distribution for a given precision.</summary>
    /// <param name="row">In: squared distances to the other points. Out: the same, less the smallest.</param>
    /// <param name="precision">β, in units of 1/distance².</param>
    public static RowBandwidth FromPrecision(Span<double> row, double precision)
    {
        double nearest = Shift(row);
        return Describe(row, nearest, precision, isSaturated: false);
    }

    /// <summary>The row's distribution where all have the same probability: that of β = 0.</summary>
    /// <param name="row">In: squared distances to the other points. Out: the same, less the smallest.</param>
    public static RowBandwidth Same(Span<double> row)
    {
        double nearest = Shift(row);
        double entropy = Math.Log(row.Length);
        return new RowBandwidth(0, entropy, nearest, entropy, IsSaturated: false);
    }

    /// <summary>The row's distribution with the precision at which it has a given perplexity.</summary>
    /// <param name="row">In: squared distances to the other points. Out: the same, less the smallest.</param>
    /// <param name="perplexity">2^H, from 1 (exclusive).</param>
    /// <param name="rounding">How much the distance at a place may owe to the rounding of the data; null for none.</param>
    /// <remarks>
    /// Solves H(β) = ln(perplexity) by Newton's method on ln β, kept inside a bracket: H falls as β rises, from
    /// ln(n-1) to ln(m), where m neighbors tie for nearest. A row with m ≥ perplexity has no solution; it gets equal
    /// probabilities for the m tied neighbors, the limit of its distribution, and is marked as saturated; so do all of one
    /// that has fewer neighbors than the perplexity asks for, which is marked as short. Neighbors tie
    /// if their distances differ by no more than the rounding of the numbers in the rows: 0.3 - 0.2 and 0.2 - 0.1 do.
    /// </remarks>
    public static RowBandwidth FromPerplexity(Span<double> row, double perplexity, Func<int, double>? rounding = null)
    {
        double nearest = Shift(row);
        double target = Math.Log(perplexity);
        double fewest = perplexity * (1 - 1e-12);
        if (row.Length < fewest)
            return Describe(row, nearest, FlatPrecision(row), isSaturated: false) with { IsShort = true };
        (int ties, double gap, double mean) = Survey(row);
        if (ties < fewest && rounding is not null && CountWithin(row, NearTie * nearest) >= fewest)
        {
            double width = TieWidth(row, NearTie * nearest, rounding);
            if (CountWithin(row, width) >= fewest)
            {
                nearest += width;
                foreach (ref double distance in row)
                    distance = Math.Max(0, distance - width);
                (ties, gap, mean) = Survey(row);
            }
        }

        if (ties >= fewest)
            return Describe(row, nearest, LimitingPrecision(nearest, gap), isSaturated: true);

        double[] buffer = ArrayPool<double>.Shared.Rent(row.Length);
        try
        {
            row.CopyTo(buffer);
            double precision = Solve(buffer.AsSpan(0, row.Length), target, -Math.Log(mean));
            return Describe(row, nearest, precision, isSaturated: false);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>How much farther than the nearest neighbor those are that tie with it but for rounding.</summary>
    private static double TieWidth(ReadOnlySpan<double> shifted, double farthest, Func<int, double> rounding)
    {
        double own = 0;
        for (int j = 0; j < shifted.Length; j++)
            own = shifted[j] == 0 ? Math.Max(own, rounding(j)) : own;
        double width = 0;
        for (int j = 0; j < shifted.Length; j++)
        {
            if (shifted[j] > width && shifted[j] <= farthest && shifted[j] <= own + rounding(j))
                width = shifted[j];
        }

        return width;
    }

    private static int CountWithin(ReadOnlySpan<double> shifted, double farthest)
    {
        int count = 0;
        foreach (double distance in shifted)
            count += distance <= farthest ? 1 : 0;
        return count;
    }

    /// <summary>The precision at which the entropy is a target.</summary>
    /// <param name="near">The shifted distances; overwritten.</param>
    /// <param name="target">The entropy, in nats.</param>
    /// <param name="logPrecision">Where to start, as ln β.</param>
    private static double Solve(Span<double> near, double target, double logPrecision)
    {
        double low = double.NegativeInfinity;
        double high = double.PositiveInfinity;

        // A Newton step may be wild where H is flat, so it is held to e^±3; but a solution that is far away, as in a
        // cluster of 1e-100 of the data's size, must come into reach.
        double reach = 3;
        for (int iteration = 0; iteration < MaxIteration; iteration++)
        {
            (double entropy, double slope) = Entropy(near, Math.Exp(logPrecision));
            double excess = entropy - target;
            if (Math.Abs(excess) <= 1e-15)
                break;
            if (excess > 0)
            {
                low = logPrecision;
                near = near[..KeepNear(near, Math.Exp(low))];
            }
            else
            {
                high = logPrecision;
            }

            // Newton's steps may lead to and fro between the same two places for ever. Most rows need a handful; the rest halve
            // the bracket at every third step.
            bool isHalved = iteration > PlainIterations && iteration % 3 == 0 && double.IsFinite(low) && double.IsFinite(high);
            double next = isHalved ? 0.5 * (low + high) : Step(logPrecision, excess, slope, low, high, reach);
            double change = Math.Abs(next - logPrecision);
            reach = change == reach ? 2 * reach : 3;
            logPrecision = next;
            if (change <= Resolution * Math.Max(1, Math.Abs(next)))
                break;
        }

        return Math.Exp(logPrecision);
    }

    /// <summary>Moves the neighbors that have weight at a precision, and so may have some at a higher one, to the front;
    /// returns how many there are.</summary>
    private static int KeepNear(Span<double> shifted, double precision)
    {
        // All the weights left out add up to less than the rounding of the nearest neighbor's, which is 1.
        double farthest = 60 / precision;
        int kept = 0;
        foreach (double distance in shifted)
        {
            shifted[kept] = distance;
            kept += distance <= farthest ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Turns the shifted distances of a row into its probabilities.</summary>
    public static void Normalize(Span<double> shifted, RowBandwidth bandwidth)
    {
        for (int j = 0; j < shifted.Length; j++)
            shifted[j] = Math.Exp((-bandwidth.Precision * shifted[j]) - bandwidth.LogSum);
    }

    private static double Step(
        double logPrecision,
        double excess,
        double slope,
        double low,
        double high,
        double reach)
    {
        // A correction below the rounding is the last one, on whichever side of the bracket it ends.
        double correction = Math.Clamp(-excess / slope, -reach, reach);
        double newton = logPrecision + correction;
        if (Math.Abs(correction) <= Resolution * Math.Max(1, Math.Abs(newton)) || (newton > low && newton < high))
            return newton;
        if (double.IsInfinity(high))
            return low + reach;
        return double.IsInfinity(low) ? high - reach : 0.5 * (low + high);
    }

    private static RowBandwidth Describe(
        ReadOnlySpan<double> shifted,
        double nearest,
        double precision,
        bool isSaturated)
    {
        (double sum, double first, _) = Moments(shifted, precision);
        double logSum = Math.Log(sum);
        return new RowBandwidth(precision, logSum + (first / sum), nearest, logSum, isSaturated);
    }

    /// <summary>H(β) in nats and its derivative by ln β, which is minus the variance of β times the distances.</summary>
    private static (double Entropy, double Slope) Entropy(ReadOnlySpan<double> shifted, double precision)
    {
        (double sum, double first, double second) = Moments(shifted, precision);
        double mean = first / sum;
        return (Math.Log(sum) + mean, Math.Min((mean * mean) - (second / sum), -double.Epsilon));
    }

    /// <summary>Σ w, Σ w x and Σ w x² with x = β · distance and w = exp(-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe (double Sum, double First, double Second) Moments(ReadOnlySpan<double> shifted, double precision)
    {
        // Beyond this a weight is 0 to double precision; without the bound, 0 times infinity would add NaN.
        const double Farthest = 745;
        int wide = shifted.Length - (shifted.Length % Lanes256<double>.Count);
        Lanes256<double> sums = Lanes256<double>.Broadcast(0);
        Lanes256<double> firsts = sums;
        Lanes256<double> seconds = sums;
        fixed (double* distances = shifted)
        {
            for (int j = 0; j < wide; j += Lanes256<double>.Count)
            {
                Lanes256<double> exponent = Lanes256<double>.Min(
                    Lanes256<double>.Broadcast(precision) * Lanes256<double>.Load(distances + j), Lanes256<double>.Broadcast(Farthest));
                Lanes256<double> weight = Lanes256<double>.Exp(Lanes256<double>.Broadcast(0) - exponent);
                Lanes256<double> first = weight * exponent;
                sums += weight;
                firsts += first;
                seconds = Lanes256<double>.MultiplyAdd(first, exponent, seconds);
            }
        }

        double sum = Lanes256<double>.Sum(sums);
        double sumOfFirst = Lanes256<double>.Sum(firsts);
        double sumOfSecond = Lanes256<double>.Sum(seconds);
        foreach (double distance in shifted[wide..])
        {
            double exponent = Math.Min(precision * distance, Farthest);
            double weight = Math.Exp(-exponent);
            sum += weight;
            sumOfFirst += weight * exponent;
            sumOfSecond += weight * exponent * exponent;
        }

        return (sum, sumOfFirst, sumOfSecond);
    }

    /// <summary>Takes the smallest distance off all. One that is too large for a number is as far as a number goes: it has no weight, or
    /// ties with all the others that are as far.</summary>
    private static double Shift(Span<double> row)
    {
        double nearest = double.MaxValue;
        foreach (double distance in row)
            nearest = Math.Min(nearest, distance);
        foreach (ref double distance in row)
            distance = Math.Min(distance, double.MaxValue) - nearest;
        return nearest;
    }

    private static (int Ties, double Gap, double Mean) Survey(ReadOnlySpan<double> shifted)
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

    /// <summary>A precision at which all neighbors weigh the same but for rounding.</summary>
    private static double FlatPrecision(ReadOnlySpan<double> shifted)
    {
        double farthest = 0;
        foreach (double distance in shifted)
            farthest = Math.Max(farthest, distance);
        return Math.Clamp(1e-17 / Math.Max(farthest, 1e-300), 1e-300, 1e300);
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
