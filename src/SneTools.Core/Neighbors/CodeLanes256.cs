using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Eight sums.</summary>
/// <typeparam name="TProducts">The processor's products of bytes.</typeparam>
internal readonly unsafe struct CodeLanes256<TProducts> : ICodeLanes<CodeLanes256<TProducts>>
    where TProducts : struct, ICodeProducts
{
    private readonly Vector256<int> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CodeLanes256(Vector256<int> value) => _value = value;

    /// <inheritdoc/>
    public static int Count => Vector256<int>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes256<TProducts> Load(int* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes256<TProducts> Broadcast(int codes) => new(Vector256.Create(codes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeLanes256<TProducts> MultiplyAdd(
        CodeLanes256<TProducts> x0, CodeLanes256<TProducts> y0, CodeLanes256<TProducts> x1, CodeLanes256<TProducts> y1, CodeLanes256<TProducts> sum) =>
        new(TProducts.MultiplyAdd(x0._value, y0._value, x1._value, y1._value, sum._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(CodeLanes256<TProducts> sum, float limit) =>
        Vector256.GreaterThan(Vector256.ConvertToSingle(sum._value), Vector256.Create(limit)).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => Vector256.ConvertToSingle(_value).Store(target);
}
