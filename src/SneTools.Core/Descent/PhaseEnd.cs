namespace SneTools;

/// <summary>How a phase of a descent came to its own end.</summary>
public enum PhaseEnd
{
    /// <summary>It has not: it goes on when it is given more iterations.</summary>
    None,

    /// <summary>The cost stands still.</summary>
    Converged,

    /// <summary>No step lowers the cost any more.</summary>
    Stuck,

    /// <summary>The map has become as wide as it may.</summary>
    AtReach,
}
