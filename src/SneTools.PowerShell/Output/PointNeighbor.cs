namespace SneTools.PowerShell.Commands;

/// <summary>One of the nearest neighbors of a point.</summary>
/// <param name="Index">The point, counted from 0.</param>
/// <param name="Neighbor">Its neighbor, counted from 0.</param>
/// <param name="Rank">1 for the nearest, 2 for the next, and so on.</param>
/// <param name="Distance">How far it is, in units of the data; under the metric Cosine between the rows scaled to length 1.</param>
public sealed record PointNeighbor(int Index, int Neighbor, int Rank, double Distance);
