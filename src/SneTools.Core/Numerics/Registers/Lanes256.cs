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
    public static Lanes256<T> Min(Lanes256<T> a, Lanes256<T> b) => new(Vector256.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Exp(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(ExpSingle(x._value.AsSingle()).As<float, T>())
        : new(ExpDouble(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Log(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(LogSingle(x._value.AsSingle()).As<float, T>())
        : new(LogDouble(x._value.AsDouble()).As<double, T>());

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
    public static void Transpose(T* square, nint rowPitch, T* target, nint pitch)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            Transposition.Write8((float*)square, rowPitch, (float*)target, pitch);
        else
            Transposition.Write(square, rowPitch, target, pitch, Count);
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

    /// <summary>2ᵏ eʳ with x = k ln 2 + r: k goes into the bits, a polynomial gives the rest.</summary>
    /// <remarks>Not the runtime's own: that one is a method by itself, which is called for every register, and which a new process
    /// runs unoptimized until it has been called often.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpDouble(Vector256<double> x)
    {
        // Adding 1.5 · 2⁵² leaves the nearest integer in the low bits.
        Vector256<double> magic = Vector256.Create(6755399441055744.0);
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpTable.Log2EDouble), magic);
        Vector256<double> whole = magic - shifted;
        Vector256<double> part = Vector256.FusedMultiplyAdd(whole, Vector256.Create(ExpTable.Ln2), x);
        part = Vector256.FusedMultiplyAdd(whole, Vector256.Create(ExpTable.Ln2Rest), part);
        Vector256<double> power = Vector256.Create(ExpTable.E11);
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E10));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E9));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E8));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E7));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E6));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E5));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E4));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E3));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256.Create(ExpTable.E2));
        power = Vector256.FusedMultiplyAdd(power, part, Vector256<double>.One);
        power = Vector256.FusedMultiplyAdd(power, part, Vector256<double>.One);
        Vector256<double> result = (power.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
        return result & Vector256.GreaterThan(x, Vector256.Create(ExpTable.SmallestDouble));
    }

    /// <summary>e ln 2 + ln m with x = 2ᵉ m and m between the roots of 1/2 and 2; of infinity and of what is no number, itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogDouble(Vector256<double> x)
    {
        Vector256<long> moved = x.AsInt64() + Vector256.Create(LogTable.ToExponentOf1);
        Vector256<double> exponent = ((moved >>> 52) | Vector256.Create(LogTable.BitsOfWhole)).AsDouble() - Vector256.Create(LogTable.WholeOfExponent0);
        Vector256<long> bits = (moved & Vector256.Create(LogTable.Significand)) + Vector256.Create(LogTable.BitsOfRootOfHalf);
        Vector256<double> z = bits.AsDouble() - Vector256<double>.One;
        Vector256<double> s = z / (Vector256.Create(2.0) + z);
        Vector256<double> square = s * s;
        Vector256<double> series = Vector256.Create(LogTable.D7);
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D6));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D5));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D4));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D3));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D2));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(LogTable.D1));

        // ln m = z - z²/2 + s (z²/2 + s² series): z, the largest, is exact.
        Vector256<double> half = Vector256.Create(0.5) * z * z;
        Vector256<double> small = Vector256.FusedMultiplyAdd(s, Vector256.FusedMultiplyAdd(square, series, half), exponent * Vector256.Create(LogTable.Ln2Low));
        Vector256<double> result = Vector256.FusedMultiplyAdd(exponent, Vector256.Create(LogTable.Ln2High), z - (half - small));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), result, x);
    }
}
