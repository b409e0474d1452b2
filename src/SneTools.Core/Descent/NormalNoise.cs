using System.Numerics;

namespace SneTools;

/// <summary>Independent normal numbers of mean 0 and deviation 1, from a generator whose whole state is four numbers.</summary>
/// <remarks>The generator is xoshiro256** (Blackman &amp; Vigna 2018), filled from the seed by splitmix64, and the numbers come by Marsaglia's
/// polar method, one of each pair: bit for bit those of MathNet's <c>Normal</c> over its <c>Xoshiro256StarStar</c>, which keep their state to
/// themselves.</remarks>
internal sealed class NormalNoise
{
    /// <summary>Numbers of a state.</summary>
    public const int StateLength = 4;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The numbers of a seed, from the first on.</summary>
    /// <param name="seed">Any number.</param>
    public NormalNoise(int seed)
    {
        ulong next = unchecked((ulong)seed);
        _s0 = Split(ref next);
        _s1 = Split(ref next);
        _s2 = Split(ref next);
        _s3 = Split(ref next);
    }

    /// <summary>The numbers that follow a state.</summary>
    /// <param name="state">What <see cref="State"/> gave, four numbers.</param>
    public NormalNoise(ReadOnlySpan<long> state) =>
        (_s0, _s1, _s2, _s3) = unchecked(((ulong)state[0], (ulong)state[1], (ulong)state[2], (ulong)state[3]));

    /// <summary>All that decides the next number: four numbers.</summary>
    public long[] State => unchecked([(long)_s0, (long)_s1, (long)_s2, (long)_s3]);

    /// <summary>The next number.</summary>
    public double Next()
    {
        while (true)
        {
            double x = (2 * Uniform()) - 1;
            double y = (2 * Uniform()) - 1;
            double square = (x * x) + (y * y);
            if (square < 1 && square != 0)
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }

    /// <summary>The same state in an object of its own.</summary>
    public NormalNoise Clone() => new(State);

    private double Uniform()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return (result >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Split(ref ulong next)
    {
        ulong z = next += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
