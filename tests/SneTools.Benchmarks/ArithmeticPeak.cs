using System.Diagnostics;
using System.Numerics;

namespace SneTools.Benchmarks;

/// <summary>What the processor can do: fused multiply-adds on registers, nothing else, on all cores.</summary>
internal static class ArithmeticPeak
{
    private const int Chains = 10;

    /// <summary>Floating-point operations a second in single precision, the best of a few tries.</summary>
    public static double MeasureSingle()
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);
        var sums = new float[team.Size];
        const int Rounds = 20_000_000;
        double best = 0;
        for (int trial = 0; trial < 5; trial++)
        {
            var clock = Stopwatch.StartNew();
            team.Run(team.Size, core => sums[core] = Multiply(Rounds));
            double operations = 2.0 * Vector<float>.Count * Chains * Rounds * team.Size;
            best = Math.Max(best, operations / clock.Elapsed.TotalSeconds);
        }

        // The sums are used, so that the loop is not optimized away.
        return sums.Any(float.IsNaN) ? double.NaN : best;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static float Multiply(int rounds)
    {
        var factor = new Vector<float>(0.999f);
        var term = new Vector<float>(0.001f);
        Vector<float> a = term, b = term, c = term, d = term, e = term, f = term, g = term, h = term, i = term, j = term;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector.FusedMultiplyAdd(a, factor, term);
            b = Vector.FusedMultiplyAdd(b, factor, term);
            c = Vector.FusedMultiplyAdd(c, factor, term);
            d = Vector.FusedMultiplyAdd(d, factor, term);
            e = Vector.FusedMultiplyAdd(e, factor, term);
            f = Vector.FusedMultiplyAdd(f, factor, term);
            g = Vector.FusedMultiplyAdd(g, factor, term);
            h = Vector.FusedMultiplyAdd(h, factor, term);
            i = Vector.FusedMultiplyAdd(i, factor, term);
            j = Vector.FusedMultiplyAdd(j, factor, term);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
