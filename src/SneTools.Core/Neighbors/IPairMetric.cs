using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>A distance of two rows that is a sum, or a maximum, over their coordinates: four of them at a time, coordinate k in lane
/// k mod 4. Two zeros add nothing, and neither order of the rows changes a bit.</summary>
internal interface IPairMetric
{
    /// <summary>Takes in four coordinates of two rows.</summary>
    static abstract Vector256<double> Add(Vector256<double> first, Vector256<double> second, Vector256<double> sums);

    /// <summary>What a distance needs to know of a whole row.</summary>
    static abstract double Measure(ReadOnlySpan<double> row);

    /// <summary>The distance of two rows.</summary>
    /// <param name="sums">What their coordinates added up to.</param>
    /// <param name="first">The measure of the one.</param>
    /// <param name="second">The measure of the other.</param>
    static abstract double Distance(Vector256<double> sums, double first, double second);

    /// <summary>How much the distance of two rows may owe to the rounding of their numbers: half a unit in the last place of each.
    /// </summary>
    static abstract double Rounding(ReadOnlySpan<double> first, ReadOnlySpan<double> second);
}
