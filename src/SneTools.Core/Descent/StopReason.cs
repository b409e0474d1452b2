namespace SneTools;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>The cost no longer fell.</summary>
    Converged,

    /// <summary>The iteration limit was reached.</summary>
    IterationLimit,

    /// <summary>Somebody stopped the run; the map is the one it had reached.</summary>
    Canceled,
}
