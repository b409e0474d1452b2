namespace SneTools;

/// <summary>What decides how two maps are compared.</summary>
public sealed record MapComparisonOptions
{
    /// <summary>The number of neighbors where there are enough points.</summary>
    public const int DefaultNeighborCount = 10;

    /// <summary>Neighbors of a point k, from 1 to n - 1; null for <see cref="DefaultNeighborCount"/>, or for half of the others where that is
    /// fewer: of all others every map has the same.</summary>
    public int? NeighborCount { get; init; }

    /// <summary>The largest <see cref="MapComparison.ProcrustesDistance"/> of two maps that are the same. Of 1e-6, points are on average, in
    /// the root mean square, within a thousandth of the map's radius of their places.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Where the random numbers begin that choose pairs of points, and neighbors among equally near ones.</summary>
    public int Seed { get; init; }
}
