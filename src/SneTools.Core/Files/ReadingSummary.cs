namespace SneTools;

/// <summary>What a user should know about a file that was read in batches, once all of it is read.</summary>
/// <param name="Rows">Rows of the file, those that were left out included.</param>
/// <param name="DroppedRows">Rows that were left out because a cell held no finite number.</param>
/// <param name="FirstDroppedRow">The first of them, counted from 0; -1 if there is none.</param>
/// <param name="Warnings">What was noticed after the first batch, as sentences. The first batch has the others.</param>
public sealed record ReadingSummary(int Rows, int DroppedRows, int FirstDroppedRow, IReadOnlyList<string> Warnings);
