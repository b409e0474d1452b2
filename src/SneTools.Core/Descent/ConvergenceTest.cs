namespace SneTools;

/// <summary>Whether a cost has stopped falling at a minimum.</summary>
/// <remarks>The rule is relative, so it depends neither on the number of points nor on the units of the data.</remarks>
/// <param name="tolerance">The cost stands still when it stays within this share of itself over <see cref="Window"/>
/// iterations; 0 never does.</param>
/// <param name="window">The last iterations, which the test adds to.</param>
internal sealed class ConvergenceTest(double tolerance, ConvergenceWindow window)
{
    /// <summary>Number of iterations over which the cost must stand still.</summary>
    public const int Window = 20;

    /// <summary>Growth of the gradient over the window from which on a map is leaving a saddle: at a minimum it falls, or goes to and
    /// fro.</summary>
    private const double Growth = 1.5;

    /// <summary>A divergence, which no map has below 0, that is so small a share of the cross-entropy cannot be lowered noticeably.
    /// </summary>
    private const double Least = 1e-9;

    /// <summary>Takes the cost of the next iteration.</summary>
    /// <param name="value">The cost.</param>
    /// <param name="gradientNorm">The length of its gradient.</param>
    /// <returns>True when the cost stands still.</returns>
    public bool Add(ObjectiveValue value, double gradientNorm)
    {
        window.Add(value.Divergence, gradientNorm);
        if (tolerance == 0 || !window.IsFull)
            return false;
        if (value.Divergence < Least * Math.Abs(value.CrossEntropy))
            return true;
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        foreach (double cost in window.Costs)
        {
            lowest = Math.Min(lowest, cost);
            highest = Math.Max(highest, cost);
        }

        // Rounding alone moves the cost by about 1e-15 of the cross-entropy that it is a difference of.
        bool standsStill = highest - lowest <= (tolerance * Math.Abs(value.Divergence)) + (1e-14 * Math.Abs(value.CrossEntropy));
        return standsStill && gradientNorm <= Growth * window.OldestNorm;
    }
}
