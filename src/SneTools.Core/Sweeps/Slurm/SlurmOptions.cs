namespace SneTools;

/// <summary>How a sweep is given to Slurm.</summary>
internal sealed record SlurmOptions
{
    /// <summary>The runs, by number; null for all that are not done.</summary>
    public IReadOnlyCollection<int>? Runs { get; init; }

    /// <summary>The partition; null for the default one.</summary>
    public string? Partition { get; init; }

    /// <summary>The longest that a task may take at a stretch; null for what the partition gives.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Runs that one task makes, at least 1.</summary>
    public int RunsPerTask { get; init; } = 1;

    /// <summary>More arguments for sbatch, taken as they are, behind all others.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>True to make runs that have failed again.</summary>
    public bool Retry { get; init; }

    /// <summary>Seconds between two checkpoints of a run.</summary>
    public double CheckpointInterval { get; init; } = 60;

    /// <summary>The program and the arguments that start PowerShell, as it runs here; none for what is on the path.</summary>
    public IReadOnlyList<string> PowerShell { get; init; } = [];

    /// <summary>The folder of the module.</summary>
    public required string Module { get; init; }
}
