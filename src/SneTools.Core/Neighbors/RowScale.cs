using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>
/// How large the differences between rows are: those of typical pairs, and the largest. A fill value or a row far away makes the
/// largest greater, and leaves the typical ones as they are.
/// </summary>
/// <param name="Typical">The exponent of a typical difference: of the largest coordinate difference of a pair, the lower quartile
/// over a sample of pairs that differ.</param>
/// <param name="Largest">An exponent that no coordinate's difference between two rows exceeds.</param>
/// <param name="Magnitude">An exponent that no coordinate exceeds.</param>
internal readonly record struct RowScale(int Typical, int Largest, int Magnitude)
{
    /// <summary>Differences with exponents of at most this size are squared in the unit of the data.</summary>
    private const int PlainExponent = 100;

    /// <summary>Differences up to this exponent can be squared, and the squares of a row be added, without overflow.</summary>
    private const int MaxExponent = 500;

    /// <summary>A typical difference is no smaller than 2 to the minus this, so that squares of much smaller ones do not vanish.
    /// </summary>
    private const int MinExponent = 400;

    /// <summary>Rows of the sample that the center is the median of.</summary>
    private const int CenterSample = 127;

    /// <summary>Pairs of the sample that the typical difference comes from.</summary>
    private const int PairSample = 512;

    private const int Seed = 1;

    /// <summary>The exponent of the unit of length, a power of two: 0, the data's own unit, wherever typical and largest differences can
    /// be squared in it; else the typical difference's, or more where the largest one would overflow.</summary>
    public int UnitExponent
    {
        get
        {
            if (Math.Abs(Typical) <= PlainExponent && Largest <= MaxExponent)
                return 0;

            // Where both ends cannot be had, the largest squares are given up, but never a coordinate.
            int unit = Math.Max(Typical, Math.Min(Largest - MaxExponent, Typical + MinExponent));
            return Math.Clamp(Math.Max(unit, Magnitude - 1020), -1000, 1022);
        }
    }

    /// <summary>A place in the middle of the rows: in every coordinate the median over a sample of them, so that no few rows move it. It
    /// has the numbers of rows: whole ones stay whole.</summary>
    /// <param name="rows">The rows, in the unit of the data.</param>
    public static double[] Center(MetricRows rows)
    {
        int[] sample = Sampling.Draw(rows.Count, Math.Min(rows.Count, CenterSample), Seed);
        var center = new double[rows.Columns];
        var values = new double[sample.Length];
        for (int k = 0; k < center.Length; k++)
        {
            for (int s = 0; s < sample.Length; s++)
                values[s] = rows.Row(sample[s])[k] * rows.Factor(sample[s]);
            Array.Sort(values);
            center[k] = values[values.Length / 2];
        }

        return center;
    }

    /// <summary>Measures rows.</summary>
    /// <param name="rows">The rows, in the unit of the data.</param>
    /// <param name="center">Their <see cref="Center"/>.</param>
    public static RowScale Of(MetricRows rows, ReadOnlySpan<double> center)
    {
        double largest = 0.0;
        double magnitude = 0.0;
        double[] halfCenter = [.. center.ToArray().Select(value => 0.5 * value)];
        for (int i = 0; i < rows.Count; i++)
        {
            // Halves, because differences may overflow.
            (double fromCenter, double fromOrigin) = LargestHalf(rows.Row(i), 0.5 * rows.Factor(i), halfCenter);
            largest = Math.Max(largest, fromCenter);
            magnitude = Math.Max(magnitude, fromOrigin);
        }

        // Twice the half, and once more for two rows on different sides of the center.
        return largest == 0
            ? default
            : new RowScale(TypicalExponent(rows, largest), Math.ILogB(largest) + 2, Math.ILogB(magnitude) + 1);
    }

    private static int TypicalExponent(MetricRows rows, double largestHalf)
    {
        var random = new Random(Seed);
        var differences = new List<double>(PairSample);
        for (int t = 0; t < 4 * PairSample && differences.Count < PairSample; t++)
        {
            double half = LargestHalf(rows, random.Next(rows.Count), random.Next(rows.Count));
            if (half > 0)
                differences.Add(half);
        }

        differences.Sort();
        return Math.ILogB(differences.Count > 0 ? differences[differences.Count / 4] : largestHalf) + 1;
    }

    /// <summary>The largest numbers of a row, multiplied by a factor, with and without a center subtracted.</summary>
    private static (double FromCenter, double FromOrigin) LargestHalf(MatrixRow row, double factor, double[] center)
    {
        Vector256<double> wideFromCenter = Vector256<double>.Zero;
        Vector256<double> wideFromOrigin = Vector256<double>.Zero;
        int k = 0;
        for (; k + Vector256<double>.Count <= row.Length; k += Vector256<double>.Count)
        {
            Vector256<double> half = row.Load(k) * factor;
            wideFromCenter = Vector256.Max(wideFromCenter, Vector256.Abs(half - Vector256.Create(center.AsSpan(k))));
            wideFromOrigin = Vector256.Max(wideFromOrigin, Vector256.Abs(half));
        }

        double fromCenter = 0;
        double fromOrigin = 0;
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            fromCenter = Math.Max(fromCenter, wideFromCenter[lane]);
            fromOrigin = Math.Max(fromOrigin, wideFromOrigin[lane]);
        }

        for (; k < row.Length; k++)
        {
            fromCenter = Math.Max(fromCenter, Math.Abs((row[k] * factor) - center[k]));
            fromOrigin = Math.Max(fromOrigin, Math.Abs(row[k] * factor));
        }

        return (fromCenter, fromOrigin);
    }

    private static double LargestHalf(MetricRows rows, int i, int j)
    {
        MatrixRow first = rows.Row(i);
        MatrixRow second = rows.Row(j);
        double u = 0.5 * rows.Factor(i);
        double v = 0.5 * rows.Factor(j);
        double largest = 0;
        for (int k = 0; k < first.Length; k++)
            largest = Math.Max(largest, Math.Abs((first[k] * u) - (second[k] * v)));
        return largest;
    }
}
