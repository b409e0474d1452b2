namespace SneTools;

/// <summary>How far a run of a sweep has come.</summary>
public enum SweepState
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>A cluster has it in its queue.</summary>
    Queued,

    /// <summary>A process makes it.</summary>
    Running,

    /// <summary>It was begun, and the process that made it has ended before it.</summary>
    Interrupted,

    /// <summary>Its result is there.</summary>
    Completed,

    /// <summary>It has ended with an error.</summary>
    Failed,
}
