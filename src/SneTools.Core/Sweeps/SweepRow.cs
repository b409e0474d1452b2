namespace SneTools;

/// <summary>What became of a run of a sweep. What the run has come to does not depend on where, when and beside what it was made;
/// <see cref="Elapsed"/>, <see cref="Memory"/>, <see cref="ThreadCount"/>, <see cref="Machine"/>, <see cref="Started"/>, <see cref="Ended"/> and
/// <see cref="Attempts"/> do.</summary>
public sealed record SweepRow
{
    /// <summary>The run's number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>How far it has come.</summary>
    public required SweepState State { get; init; }

    /// <summary>The file of the map or the model, in the folder of results; null without one.</summary>
    public string? Result { get; init; }

    /// <summary>Points of the map, n; of a shard, rows that were placed.</summary>
    public int? Points { get; init; }

    /// <summary>Rows that were left out of a shard.</summary>
    public int? DroppedRows { get; init; }

    /// <summary>Values of a shard that got the mean of the model's rows.</summary>
    public int? ReplacedCells { get; init; }

    /// <summary>Rows of a shard whose novelty is above 0.99: one in a hundred where the model covers them.</summary>
    public int? NovelRows { get; init; }

    /// <summary>The mean novelty of a shard's rows.</summary>
    public double? MeanNovelty { get; init; }

    /// <summary>C, in nats.</summary>
    public double? Divergence { get; init; }

    /// <summary>C/n for conditional methods, C for joint ones, in nats.</summary>
    public double? MeanDivergence { get; init; }

    /// <summary>Iterations made.</summary>
    public int? Iterations { get; init; }

    /// <summary>Why the run ended.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>How the repulsion was computed.</summary>
    public EngineKind? Engine { get; init; }

    /// <summary>Neighbors of a point that attracted it.</summary>
    public int? NeighborCount { get; init; }

    /// <summary>The share of the true neighbors that the search found.</summary>
    public double? NeighborRecall { get; init; }

    /// <summary>How the map came about; null without one, and in rows of versions that did not keep it.</summary>
    public SweepOrigin? Origin { get; init; }

    /// <summary>The map's measures, where it was measured.</summary>
    public SweepQuality? Quality { get; init; }

    /// <summary>What a user should know, as sentences.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>What went wrong; null for a run that did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>The stable identifier of the error.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Seconds that the run took, in all attempts to make it that came to a checkpoint or the end, without what it shares with others.</summary>
    public double? Elapsed { get; init; }

    /// <summary>The most memory that the process which ended the run had taken until then, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Threads that ended the run.</summary>
    public int? ThreadCount { get; init; }

    /// <summary>The machine that ended the run.</summary>
    public string? Machine { get; init; }

    /// <summary>When it was begun, at the last attempt.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }
}
