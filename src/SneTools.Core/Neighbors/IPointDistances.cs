namespace SneTools;

/// <summary>The distances between points, of whatever metric. That of two points is one number, the same in both directions.</summary>
internal interface IPointDistances : IPairDistance
{
    /// <summary>Number of points, n.</summary>
    int Count { get; }

    /// <summary>The unit of length of the distances, a power of two, as a share of the data's: 1 unless squares would overflow or vanish.
    /// </summary>
    double Unit { get; }

    /// <summary>The squared distances from one point to several, in squares of <see cref="Unit"/>.</summary>
    /// <param name="i">The one point.</param>
    /// <param name="start">The first of the others.</param>
    /// <param name="target">A number for each of them.</param>
    void SquaredDistances(int i, int start, Span<double> target);

    /// <summary>How much the squared distance of two points may owe to the rounding of the numbers that they were read as.</summary>
    double SquaredDistanceRounding(int i, int j);

    /// <summary>Prepares many distances at a time.</summary>
    DistanceTable CreateTable();
}
