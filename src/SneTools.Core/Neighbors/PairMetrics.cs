using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Σ |xₖ - yₖ|.</summary>
internal readonly struct ManhattanMetric : IPairMetric
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums) =>
        sums + Vector256.Abs(first - second);

    /// <inheritdoc/>
    public static double Measure(ReadOnlySpan<double> row) => 0;

    /// <inheritdoc/>
    public static double Distance(Vector256<double> sums, double first, double second) => SneTools.Distance.Sum(sums);

    /// <inheritdoc/>
    public static double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0;
        for (int k = 0; k < first.Length; k++)
            sum += PairMetric.Rounding(first[k], second[k]);
        return sum;
    }
}

/// <summary>max |xₖ - yₖ|.</summary>
internal readonly struct ChebyshevMetric : IPairMetric
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums) =>
        Vector256.Max(sums, Vector256.Abs(first - second));

    /// <inheritdoc/>
    public static double Measure(ReadOnlySpan<double> row) => 0;

    /// <inheritdoc/>
    public static double Distance(Vector256<double> sums, double first, double second) =>
        Math.Max(Math.Max(sums[0], sums[1]), Math.Max(sums[2], sums[3]));

    /// <inheritdoc/>
    public static double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double most = 0;
        for (int k = 0; k < first.Length; k++)
            most = Math.Max(most, PairMetric.Rounding(first[k], second[k]));
        return most;
    }
}

/// <summary>Σ |xₖ - yₖ| / (|xₖ| + |yₖ|), where two zeros add nothing (Lance and Williams 1967).</summary>
internal readonly struct CanberraMetric : IPairMetric
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums)
    {
        Vector256<double> size = Vector256.Abs(first) + Vector256.Abs(second);
        Vector256<double> share = Vector256.Abs(first - second) / size;
        return sums + Vector256.ConditionalSelect(Vector256.Equals(size, Vector256<double>.Zero), Vector256<double>.Zero, share);
    }

    /// <inheritdoc/>
    public static double Measure(ReadOnlySpan<double> row) => 0;

    /// <inheritdoc/>
    public static double Distance(Vector256<double> sums, double first, double second) => SneTools.Distance.Sum(sums);

    /// <inheritdoc/>
    public static double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        // A share between 0 and 1 moves by no more than its two numbers do together, and is itself rounded.
        int terms = 0;
        for (int k = 0; k < first.Length; k++)
            terms += first[k] != second[k] ? 1 : 0;
        return 4 * PairMetric.HalfUnit * terms;
    }
}

/// <summary>The share of the coordinates that differ.</summary>
internal readonly struct HammingMetric : IPairMetric
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums) =>
        sums + Vector256.ConditionalSelect(Vector256.Equals(first, second), Vector256<double>.Zero, Vector256<double>.One);

    /// <inheritdoc/>
    public static double Measure(ReadOnlySpan<double> row) => row.Length;

    /// <inheritdoc/>
    public static double Distance(Vector256<double> sums, double first, double second) => SneTools.Distance.Sum(sums) / first;

    /// <inheritdoc/>
    public static double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => 0;
}

/// <summary>1 - |A ∩ B| / |A ∪ B| of two sets, whose rows are 1 for what is in them and 0 for what is not; two empty sets are at 0.</summary>
internal readonly struct JaccardMetric : IPairMetric
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums) =>
        sums + (first * second);

    /// <inheritdoc/>
    public static double Measure(ReadOnlySpan<double> row)
    {
        double count = 0;
        foreach (double value in row)
            count += value;
        return count;
    }

    /// <inheritdoc/>
    public static double Distance(Vector256<double> sums, double first, double second)
    {
        double common = SneTools.Distance.Sum(sums);
        double all = first + second - common;
        return all == 0 ? 0 : (all - common) / all;
    }

    /// <inheritdoc/>
    public static double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => 0;
}
