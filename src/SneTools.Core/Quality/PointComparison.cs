namespace SneTools;

/// <summary>One point in two maps.</summary>
/// <param name="Index">Its row in the map, counted from 0.</param>
/// <param name="ReferenceIndex">Its row in the reference.</param>
/// <param name="Label">What it was matched by; null where rows were matched by their number.</param>
/// <param name="Displacement">How far its place in the aligned map is from that in the reference, in the reference's units.</param>
/// <param name="NeighborOverlap">The share of its k nearest neighbors that it has in both maps, from 0 to 1.</param>
public sealed record PointComparison(int Index, int ReferenceIndex, string? Label, double Displacement, double NeighborOverlap);
