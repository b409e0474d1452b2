namespace SneTools;

/// <summary>
/// The order of points that are equally near to one. It is by chance, and another for every point that they are neighbors of: by
/// row number the first rows would be everybody's neighbors, and by any fixed order the neighbors of all would overlap alike.
/// </summary>
/// <remarks>
/// A point that stands for w equal rows has a key as if each of these had drawn one from an exponential distribution and the
/// smallest counted (Efraimidis and Spirakis, 2006): so the first among ties are a fair sample of rows, not of different rows.
/// </remarks>
/// <param name="seed">Where the random numbers begin.</param>
/// <param name="weights">The number of rows that every point stands for; null where each stands for itself.</param>
/// <param name="queries">For every query q, whose number is ~q, a number of its own; null where none but points have neighbors.</param>
internal sealed class TieOrder(int seed, int[]? weights = null, int[]? queries = null)
{
    /// <summary>The place of a point among those equally near to another, by ascending key.</summary>
    /// <param name="i">Whose neighbor it is.</param>
    /// <param name="j">The point.</param>
    public double Key(int i, int j) => weights is null ? Hash(seed, Own(i), j, 0) : Key(seed, i, j, 0, weights[j]);

    /// <summary>What is to be added to the key of a point for the key of its next row.</summary>
    /// <param name="i">Whose neighbor it is.</param>
    /// <param name="j">The point.</param>
    /// <param name="taken">Rows of the point that are taken already, fewer than its weight and at least 1.</param>
    public double KeyStep(int i, int j, int taken) => Key(seed, i, j, taken, weights![j] - taken);

    /// <summary>The random numbers with which a row chooses among equal rows.</summary>
    /// <param name="i">The row.</param>
    public RandomStream Stream(int i) => new(Mix(Start(seed, i)));

    /// <summary>An odd number that scrambles the numbers of points where scores are equal.</summary>
    /// <param name="i">Whose neighbors they may be.</param>
    public uint Scrambler(int i) => (uint)(Mix(Start(seed, Own(i)) + 1) >> 32) | 1;

    /// <summary>A number whose bits all depend on all bits of another (the last step of SplitMix64).</summary>
    internal static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>What chance depends on: the number of a point, and of a query its own.</summary>
    private int Own(int i) => i < 0 ? queries![~i] : i;

    private static ulong Start(int seed, int i) => Mix((((ulong)(uint)seed << 32) | (uint)i) + RandomStream.Step);

    private static double Key(int seed, int i, int j, int taken, int weight) =>
        -Math.Log(Math.ScaleB(Hash(seed, i, j, taken) + 0.5, -53)) / weight;

    /// <summary>A whole number below 2⁵³.</summary>
    private static double Hash(int seed, int i, int j, int taken) =>
        Mix(Start(seed, i) ^ Mix((((ulong)(uint)taken << 32) | (uint)j) + RandomStream.Step)) >> 11;
}
