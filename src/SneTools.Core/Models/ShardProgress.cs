namespace SneTools;

/// <summary>How far the placing of rows of a file has come.</summary>
/// <param name="Share">The share that is done, from 0 to 1.</param>
/// <param name="Rows">Rows that were read so far, those that were left out included.</param>
public readonly record struct ShardProgress(double Share, int Rows);
