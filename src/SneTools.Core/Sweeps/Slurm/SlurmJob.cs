namespace SneTools;

/// <summary>A job: tasks that need the same.</summary>
internal sealed record SlurmJob
{
    /// <summary>Slurm's number of it; null before it is submitted.</summary>
    public string? Id { get; init; }

    /// <summary>True for what other jobs wait for: it computes what runs share, and makes none.</summary>
    public bool IsPreparation { get; init; }

    /// <summary>Cores of a task.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory of a task, in MiB.</summary>
    public required long Megabytes { get; init; }

    /// <summary>Its tasks, by ascending numbers.</summary>
    public required SlurmTask[] Tasks { get; init; }

    /// <summary>What of the layout it waits for: the place of another job; null for nothing.</summary>
    public int? After { get; init; }
}
