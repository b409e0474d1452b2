namespace SneTools;

/// <summary>Which step rule a descent is at.</summary>
public enum DescentPhase
{
    /// <summary>Gradient descent from the start.</summary>
    Shaping,

    /// <summary>Limited-memory BFGS, to the bottom of the valley.</summary>
    Polishing,

    /// <summary>Gradient descent again, where L-BFGS found no step that lowers the cost, or ran away.</summary>
    Settling,
}
