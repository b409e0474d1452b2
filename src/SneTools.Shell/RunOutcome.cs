namespace SneTools.Shell;

/// <summary>How a script ended.</summary>
internal enum RunOutcome
{
    /// <summary>It ran to its end, or to <c>exit</c>.</summary>
    Completed,

    /// <summary>An error that nothing caught ended it.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Stopped,
}
