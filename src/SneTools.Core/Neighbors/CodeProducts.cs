using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>The ways in which processors multiply codes.</summary>
internal static class CodeProducts
{
    /// <summary>By AVX2: two products are at most 2 · 127 · 63 = 16 002, so that two such pairs fit into 16 bits.</summary>
    public readonly struct Pairs : ICodeProducts
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> MultiplyAdd(Vector256<int> x0, Vector256<int> y0, Vector256<int> x1, Vector256<int> y1, Vector256<int> sum)
        {
            Vector256<short> pairs = Avx2.MultiplyAddAdjacent(x0.AsByte(), y0.AsSByte()) + Avx2.MultiplyAddAdjacent(x1.AsByte(), y1.AsSByte());
            return sum + Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
        }
    }

    /// <summary>One code after the other, on any processor.</summary>
    public readonly struct Single : ICodeProducts
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> MultiplyAdd(Vector256<int> x0, Vector256<int> y0, Vector256<int> x1, Vector256<int> y1, Vector256<int> sum) =>
            sum + Four(x0, y0) + Four(x1, y1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<int> Four(Vector256<int> x, Vector256<int> y) =>
            (((x << 24) >> 24) * ((y << 24) >> 24))
            + (((x << 16) >> 24) * ((y << 16) >> 24))
            + (((x << 8) >> 24) * ((y << 8) >> 24))
            + ((x >> 24) * (y >> 24));
    }
}
