namespace SneTools;

/// <summary>Whether a cost has stopped falling.</summary>
/// <remarks>The rule is relative, so it depends neither on the number of points nor on the units of the data.</remarks>
/// <param name="tolerance">The cost stands still when it stays within this share of itself over <see cref="Window"/>
/// iterations; 0 never does.</param>
internal sealed class ConvergenceTest(double tolerance)
{
    /// <summary>Number of iterations over which the cost must stand still.</summary>
    public const int Window = 20;

    private readonly double[] _recent = new double[Window + 1];
    private int _count;

    /// <summary>Takes the cost of the next iteration.</summary>
    /// <returns>True when the cost stands still.</returns>
    public bool Add(ObjectiveValue value)
    {
        _recent[_count++ % _recent.Length] = value.Divergence;
        if (tolerance == 0 || _count < _recent.Length)
            return false;
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        foreach (double cost in _recent)
        {
            lowest = Math.Min(lowest, cost);
            highest = Math.Max(highest, cost);
        }

        // Rounding alone moves the cost by about 1e-15 of the cross-entropy that it is a difference of.
        return highest - lowest <= (tolerance * Math.Abs(value.Divergence)) + (1e-14 * Math.Abs(value.CrossEntropy));
    }
}
