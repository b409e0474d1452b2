namespace SneTools;

/// <summary>How the nearest neighbors are found.</summary>
public enum NeighborSearch
{
    /// <summary>Whichever is measured to be faster for the number of points.</summary>
    Auto,

    /// <summary>All pairs of points are compared.</summary>
    Exact,

    /// <summary>Points are compared with those in the cells nearest to them, which misses a few neighbors in a hundred.</summary>
    Approximate,
}
