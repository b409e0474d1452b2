namespace SneTools;

/// <summary>The regime of few points, in which nothing is approximated: all pairs attract each other, pairs are computed in double
/// precision, and a Gaussian map is polished by L-BFGS.</summary>
public static class SmallData
{
    /// <summary>The most points n of it.</summary>
    public const int Limit = 2000;

    /// <summary>Whether n points are few.</summary>
    public static bool Contains(int n) => n <= Limit;
}
