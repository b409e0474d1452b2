namespace SneTools.Tests;

/// <summary>Comparisons of many numbers at once.</summary>
internal static class Near
{
    /// <summary>The largest difference between two matrices; NaN if there is one in them.</summary>
    public static double Distance(Matrix a, Matrix b)
    {
        Assert.Equal((a.Rows, a.Columns), (b.Rows, b.Columns));
        return a.Values.Zip(b.Values, (x, y) => Math.Abs(x - y)).Aggregate(0.0, Math.Max);
    }

    /// <summary>The largest number of a matrix by size.</summary>
    public static double Size(Matrix matrix) => matrix.Values.Select(Math.Abs).Aggregate(0.0, Math.Max);

    /// <summary>The norm of the difference of two matrices, relative to that of the first; 0 for two of zeros.</summary>
    public static double NormError(Matrix expected, Matrix actual)
    {
        double difference = Norm(expected.Values.Zip(actual.Values, (x, y) => x - y));
        return difference == 0 ? 0 : difference / Norm(expected.Values);

        static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(x => x * x));
    }

    /// <summary>Fails when two numbers are farther apart than allowed, or one is NaN.</summary>
    public static void Equal(double expected, double actual, double tolerance)
    {
        Assert.True(
            Math.Abs(expected - actual) <= tolerance,
            FormattableString.Invariant($"expected {expected:R}, found {actual:R}, which is {actual - expected:0.0e+0} off; allowed {tolerance:0.0e+0}"));
    }

    /// <summary>Fails when two matrices are farther apart than allowed, or hold NaN.</summary>
    public static void Equal(Matrix expected, Matrix actual, double tolerance)
    {
        double distance = Distance(expected, actual);
        Assert.True(
            distance <= tolerance,
            FormattableString.Invariant($"the largest difference is {distance:0.0e+0}; allowed {tolerance:0.0e+0}"));
    }

    /// <summary>Fails unless all bits of two matrices agree.</summary>
    public static void SameBits(Matrix expected, Matrix actual) => Assert.Equal(
        expected.Values.Select(BitConverter.DoubleToInt64Bits), actual.Values.Select(BitConverter.DoubleToInt64Bits));
}
