namespace SneTools;

/// <summary>The distance of two of something: of two points, or of a query and a point.</summary>
internal interface IPairDistance
{
    /// <summary>The squared distance. Where it would be more than a number can hold, it is the largest number.</summary>
    double SquaredDistance(int i, int j);

    /// <summary>Tells the processor that the second of a pair will be needed soon.</summary>
    void Prefetch(int j)
    {
    }
}
