namespace SneTools;

/// <summary>Random numbers that cost next to nothing to begin (SplitMix64), so that every point can have its own.</summary>
/// <param name="state">Where they begin.</param>
internal struct RandomStream(ulong state)
{
    /// <summary>What the state grows by.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(TieOrder.Mix(_state += Step), (ulong)count, out _);
}
