namespace SneTools;

/// <summary>Where a cell lies in a buffer.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct CellPlace(int Start, int Length);
