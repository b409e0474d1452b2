namespace SneTools;

/// <summary>What an engine carries from one map to the next: with it the same map gives the same bits.</summary>
/// <param name="Share">The norm of the last gradient as a share of that of its repulsion, which decides how exactly the next repulsion is
/// asked for.</param>
/// <param name="Grid">What a grid carries; null where the repulsion is not interpolated.</param>
/// <remarks>It holds what changes bits. Buffers, and the order in which points lie in memory, do not.</remarks>
public readonly record struct EngineState(double Share, GridState? Grid);
