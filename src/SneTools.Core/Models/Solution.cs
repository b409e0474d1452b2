namespace SneTools;

/// <summary>The best map of a run.</summary>
/// <param name="State">The descent that ended in it.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Points">The share of every point in the cost; null for a map that was stopped on the way.</param>
/// <param name="StopReason">Why the run ended.</param>
/// <param name="Seed">Seed of its start.</param>
internal sealed record Solution(
    DescentState State, ObjectiveValue Cost, PointDivergence? Points, StopReason StopReason, int Seed);
