namespace SneTools;

/// <summary>All of a checkpoint that is no array: docs/model-format.md.</summary>
internal sealed record CheckpointContents
{
    /// <summary>The checksum of the file that holds what does not change during the run.</summary>
    public required string Data { get; init; }

    /// <summary>The settings of the optimizer, which a run that is given more iterations changes.</summary>
    public required DescentOptions Descent { get; init; }

    /// <summary>Iterations between maps that are kept on the way, which a run that goes on may change; null for none.</summary>
    public int? SnapshotInterval { get; init; }

    /// <summary>Why the run ended; null while it has not, and for one that was stopped.</summary>
    public StopReason? Ended { get; init; }

    /// <summary>The single values of the descents' state.</summary>
    public required Dictionary<string, string> State { get; init; }
}
