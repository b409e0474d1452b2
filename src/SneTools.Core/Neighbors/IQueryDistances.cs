namespace SneTools;

/// <summary>The distances from rows that are no points themselves to points.</summary>
internal interface IQueryDistances
{
    /// <summary>The squared distances from a row to several points, in squares of the points' unit. Where one would be more than a number can
    /// hold, it is the largest number.</summary>
    /// <param name="query">The row.</param>
    /// <param name="start">The first of the points.</param>
    /// <param name="target">A number for each of them.</param>
    void SquaredDistances(int query, int start, Span<double> target);

    /// <summary>How much a squared distance may owe to the rounding of the numbers that both were read as.</summary>
    /// <param name="query">The row.</param>
    /// <param name="j">The point.</param>
    double SquaredDistanceRounding(int query, int j);
}
