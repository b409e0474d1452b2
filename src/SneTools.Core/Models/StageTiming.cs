namespace SneTools;

/// <summary>How long a stage of a run took.</summary>
/// <param name="Phase">The stage.</param>
/// <param name="Elapsed">The time it took, over all restarts.</param>
public readonly record struct StageTiming(EmbeddingPhase Phase, TimeSpan Elapsed)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Phase} {Elapsed.TotalSeconds:0.00} s");
}
