namespace SneTools;

/// <summary>How the runs of a sweep are made.</summary>
public sealed record SweepOptions
{
    /// <summary>The runs, by number; null for all that are not done.</summary>
    public IReadOnlyCollection<int>? Runs { get; init; }

    /// <summary>Cores to use, at least 1.</summary>
    public int ThreadCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Time between two checkpoints of a run; one that ends before has none.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True to make runs that have failed again.</summary>
    public bool Retry { get; init; }

    /// <summary>True to compute and write what the runs share, and make none.</summary>
    public bool PrepareOnly { get; init; }

    /// <summary>Draws a map to a file; null where nothing can draw.</summary>
    public Action<Embedding, string>? Draw { get; init; }

    /// <summary>Is told on the calling thread of every run that has ended.</summary>
    public Action<SweepRow>? Ended { get; init; }

    /// <summary>Is told on the calling thread, a few times a second, how far the sweep has come.</summary>
    public Action<SweepProgress>? Progress { get; init; }
}
