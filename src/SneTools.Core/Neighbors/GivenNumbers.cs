namespace SneTools;

/// <summary>What numbers that are given as distances may be, up to rounding.</summary>
internal static class GivenNumbers
{
    /// <summary>By which share of itself a number may differ from that of the other direction: less than six digits are written by few.
    /// </summary>
    private const double Asymmetry = 1e-6;

    /// <summary>What counts as nothing beside the largest number: a root of rounding.</summary>
    private const double Negligible = 1e-8;

    /// <summary>Whether the two numbers of a pair are equal but for rounding.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="largest">The largest number of the table by size.</param>
    public static bool AreEqual(double a, double b, double largest) =>
        a == b || Math.Abs((0.5 * a) - (0.5 * b)) <= 0.5 * Math.Max(Asymmetry * Math.Max(Math.Abs(a), Math.Abs(b)), Negligible * largest);

    /// <summary>Whether a number is 0 but for rounding.</summary>
    public static bool IsZero(double a, double largest) => Math.Abs(a) <= Negligible * largest;

    /// <summary>The mean of two numbers.</summary>
    public static double Mean(double a, double b) => a == b ? a : (0.5 * a) + (0.5 * b);

    /// <summary>The distance of two points by the inner products of each with itself and of the two: √(s(i,i) + s(j,j) - 2 s(i,j)).</summary>
    /// <returns>NaN where there is none, because the two are more alike than they are to themselves.</returns>
    public static double Distance(double own, double other, double between)
    {
        // In units of the largest, so that no sum overflows.
        double unit = Math.Max(Math.Abs(own), Math.Max(Math.Abs(other), Math.Abs(between)));
        if (unit == 0)
            return 0;
        double square = (own / unit) + (other / unit) - (2 * (between / unit));
        return square < -Negligible ? double.NaN : Math.Sqrt(unit) * Math.Sqrt(Math.Max(0, square));
    }
}
