namespace SneTools;

/// <summary>Which of several equally near points are taken: a number for every pair that tells nothing of their places in the data, so that
/// no point is everybody's neighbor for being the first.</summary>
internal static class PairHash
{
    /// <summary>The number of a pair: SplitMix64 (Steele, Lea &amp; Flood 2014) of the seed and both points.</summary>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="i">The point that has neighbors.</param>
    /// <param name="j">The neighbor.</param>
    public static ulong Of(int seed, int i, int j) => Mix(Mix((uint)seed) ^ (((ulong)(uint)i << 32) | (uint)j));

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
