namespace SneTools;

/// <summary>How far a run has come.</summary>
/// <param name="Phase">The stage.</param>
/// <param name="Point">The last iteration, during the descent.</param>
/// <param name="MaxIteration">The most iterations there will be.</param>
/// <param name="Share">The share of the search for neighbors that is done, from 0 to 1; 0 in other stages.</param>
public readonly record struct EmbeddingProgress(
    EmbeddingPhase Phase,
    HistoryPoint? Point,
    int MaxIteration,
    double Share = 0)
{
    /// <summary>A map on the way that has just been kept and measured; null at most times, and where none are kept.</summary>
    public MapSnapshot? Snapshot { get; init; }
}
