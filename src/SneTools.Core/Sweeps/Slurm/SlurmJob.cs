using System.Text.Json.Serialization;

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

    /// <summary>Memory of a task, in MiB; 0 where the cluster shares none out.</summary>
    public required long Megabytes { get; init; }

    /// <summary>Its tasks, by ascending numbers.</summary>
    public required SlurmTask[] Tasks { get; init; }

    /// <summary>What of the layout it waits for: the place of another job; null for nothing.</summary>
    public int? After { get; init; }

    /// <summary>The runs, each with Slurm's name of its task.</summary>
    [JsonIgnore]
    public IEnumerable<(int Run, string Id)> TaskIds => Tasks.SelectMany(task => task.Runs.Select(run => (run, TaskId(task))));

    /// <summary>Slurm's name of a task.</summary>
    public string TaskId(SlurmTask task) => FormattableString.Invariant($"{Id}_{task.Index}");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"job {Id}: {Tasks.Length} {(Tasks.Length == 1 ? "task" : "tasks")} of {Cores} {(Cores == 1 ? "core" : "cores")} and {Megabytes} MiB for {(IsPreparation ? "what is shared by run" : "run")} {SlurmArray.Format([.. Tasks.SelectMany(task => task.Runs).Order()])}");
}
