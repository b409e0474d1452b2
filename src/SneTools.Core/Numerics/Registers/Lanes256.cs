using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>The numbers of one register of 256 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Lanes256<T> : ILanes<Lanes256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value;

    /// <summary>Takes a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes256(Vector256<T> value) => _value = value;

    /// <summary>The register.</summary>
    public Vector256<T> Value => _value;

    /// <inheritdoc/>
    public static int Count => Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> a, Lanes256<T> b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Exp(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(ExpSingle(x._value.AsSingle()).As<float, T>())
        : new(ExpDouble(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Log(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(LogSingle(x._value.AsSingle()).As<float, T>())
        : new(Vector256.Log(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Lanes256<T> a, Lanes256<T> b) =>
        (uint)Vector256.GreaterThan(a._value, b._value).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ClearBefore(Lanes256<T> a, int lane) => new(
        a._value & Vector256.GreaterThanOrEqual(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(lane))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ClearFrom(Lanes256<T> a, int lane) => new(
        a._value & Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(lane))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes256<T> a) => Vector256.Sum(a._value);

    /// <inheritdoc/>
    public static void Transpose(T* square, T* target, nint pitch)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            Transposition.Write8((float*)square, (float*)target, pitch);
        else
            Transposition.Write(square, target, pitch, Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    /// <summary>2^(x log₂e): the exponent's whole part goes into the bits, a polynomial gives the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpSingle(Vector256<float> x)
    {
        // Adding 1.5 · 2²³ leaves the nearest integer in the low bits.
        Vector256<float> magic = Vector256.Create(12582912f);
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpTable.Log2E), magic);
        Vector256<float> whole = shifted - magic;
        Vector256<float> part = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpTable.Log2E), -whole);
        Vector256<float> power = Vector256.Create(ExpTable.C6);
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.C5));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.C4));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.C3));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.C2));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.C1));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256<float>.One);
        Vector256<float> result = (power.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
        return result & Vector256.GreaterThan(x, Vector256.Create(ExpTable.SmallestSingle));
    }

    /// <summary>e ln 2 + ln m with x = 2ᵉ m and m between the roots of 1/2 and 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogSingle(Vector256<float> x)
    {
        Vector256<int> exponent = (x.AsInt32() - Vector256.Create(LogTable.RootOfHalf)) >> 23;
        Vector256<float> z = (x.AsInt32() - (exponent << 23)).AsSingle() - Vector256<float>.One;
        Vector256<float> series = Vector256.Create(LogTable.C9);
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C8));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C7));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C6));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C5));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C4));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C3));
        series = Vector256.FusedMultiplyAdd(series, z, Vector256.Create(LogTable.C2));
        Vector256<float> rest = Vector256.FusedMultiplyAdd(series, z * z, z);
        return Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(exponent), Vector256.Create(LogTable.Ln2), rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpDouble(Vector256<double> x) =>
        Vector256.Exp(x) & Vector256.GreaterThan(x, Vector256.Create(ExpTable.SmallestDouble));
}
