using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>Sixteen sums, by AVX-512's products of bytes.</summary>
internal readonly unsafe struct CodeLanes512 : ICodeLanes<CodeLanes512>
{
    private readonly Vector512<int> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CodeLanes512(Vector512<int> value) => _value = value;

    /// <inheritdoc/>
    public static int Count => Vector512<int>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes512 Load(int* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes512 Broadcast(int codes) => new(Vector512.Create(codes));

    /// <inheritdoc/>
    /// <remarks>Two products are at most 2 · 127 · 63 = 16 002, so that two such pairs fit into 16 bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes512 MultiplyAdd(CodeLanes512 x0, CodeLanes512 y0, CodeLanes512 x1, CodeLanes512 y1, CodeLanes512 sum)
    {
        Vector512<short> pairs = Avx512BW.MultiplyAddAdjacent(x0._value.AsByte(), y0._value.AsSByte())
            + Avx512BW.MultiplyAddAdjacent(x1._value.AsByte(), y1._value.AsSByte());
        return new(sum._value + Avx512BW.MultiplyAddAdjacent(pairs, Vector512<short>.One));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(CodeLanes512 sum, float limit) =>
        (uint)Vector512.GreaterThan(Vector512.ConvertToSingle(sum._value), Vector512.Create(limit)).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => Vector512.ConvertToSingle(_value).Store(target);
}
