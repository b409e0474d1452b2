namespace SneTools;

/// <summary>What Slurm says of a task.</summary>
/// <param name="Id">The job and the task in it: 1234_7; 1234 for a job without tasks.</param>
/// <param name="State">Slurm's name of its state: PENDING, RUNNING, COMPLETED, TIMEOUT, …; null if Slurm knows of it no more, or was not asked.</param>
/// <param name="Node">Where it runs or ran; null if nowhere yet.</param>
/// <param name="Reason">Why it waits, or why it ended; null if there is nothing to say.</param>
public sealed record SlurmStatus(string Id, string? State, string? Node, string? Reason)
{
    /// <summary>The states out of which a task comes by itself no more.</summary>
    private static readonly string[] Ended =
    [
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT",
    ];

    /// <summary>True once Slurm will do nothing more about it.</summary>
    public bool IsEnded => State is null || Ended.Contains(State, StringComparer.Ordinal);

    /// <summary>True while it is on a node.</summary>
    public bool IsRunning => State is "RUNNING" or "COMPLETING" or "CONFIGURING" or "SUSPENDED" or "STOPPED" or "SIGNALING" or "STAGE_OUT" or "RESIZING";
}
