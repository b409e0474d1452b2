namespace SneTools;

/// <summary>What metrics of pairs share.</summary>
internal static class PairMetric
{
    /// <summary>Half a unit in the last place of 1, and a little more.</summary>
    public const double HalfUnit = 1.2e-16;

    /// <summary>How much |x - y| may owe to rounding.</summary>
    public static double Rounding(double x, double y) => HalfUnit * (Math.Abs(x) + Math.Abs(y) + Math.Abs(x - y));
}
