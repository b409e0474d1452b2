using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>The numbers of one register of 512 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Lanes512<T> : ILanes<Lanes512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value;

    /// <summary>Takes a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes512(Vector512<T> value) => _value = value;

    /// <summary>The register.</summary>
    public Vector512<T> Value => _value;

    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> a, Lanes512<T> b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> a, Lanes512<T> b) => new(Vector512.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Exp(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(ExpSingle(x._value.AsSingle()).As<float, T>())
        : new(ExpDouble(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Log(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(LogSingle(x._value.AsSingle()).As<float, T>())
        : new(LogDouble(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Lanes512<T> a, Lanes512<T> b) =>
        (uint)Vector512.GreaterThan(a._value, b._value).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ClearBefore(Lanes512<T> a, int lane) => new(
        a._value & Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(lane))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ClearFrom(Lanes512<T> a, int lane) => new(
        a._value & Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(lane))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes512<T> a) => Vector512.Sum(a._value);

    /// <inheritdoc/>
    public static void Transpose(T* square, nint rowPitch, T* target, nint pitch)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
            Transposition.Write16((float*)square, rowPitch, (float*)target, pitch);
        else
            Transposition.Write(square, rowPitch, target, pitch, Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    /// <summary>2^(x log₂e): the exponent's whole part goes into the bits, a polynomial gives the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpSingle(Vector512<float> x)
    {
        // Adding 1.5 · 2²³ leaves the nearest integer in the low bits.
        Vector512<float> magic = Vector512.Create(12582912f);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpTable.Log2E), magic);
        Vector512<float> whole = shifted - magic;
        Vector512<float> part = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpTable.Log2E), -whole);
        Vector512<float> power = Vector512.Create(ExpTable.C6);
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.C5));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.C4));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.C3));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.C2));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.C1));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512<float>.One);
        Vector512<float> result = (power.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
        return result & Vector512.GreaterThan(x, Vector512.Create(ExpTable.SmallestSingle));
    }

    /// <summary>e ln 2 + ln m with x = 2ᵉ m and m between the roots of 1/2 and 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogSingle(Vector512<float> x)
    {
        Vector512<int> exponent = (x.AsInt32() - Vector512.Create(LogTable.RootOfHalf)) >> 23;
        Vector512<float> z = (x.AsInt32() - (exponent << 23)).AsSingle() - Vector512<float>.One;
        Vector512<float> series = Vector512.Create(LogTable.C9);
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C8));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C7));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C6));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C5));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C4));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C3));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(LogTable.C2));
        Vector512<float> rest = Vector512.FusedMultiplyAdd(series, z * z, z);
        return Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(exponent), Vector512.Create(LogTable.Ln2), rest);
    }

    /// <summary>2ᵏ eʳ with x = k ln 2 + r: k goes into the bits, a polynomial gives the rest.</summary>
    /// <remarks>Not the runtime's own: that one is a method by itself, which is called for every register, and which a new process
    /// runs unoptimized until it has been called often.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpDouble(Vector512<double> x)
    {
        // Adding 1.5 · 2⁵² leaves the nearest integer in the low bits.
        Vector512<double> magic = Vector512.Create(6755399441055744.0);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpTable.Log2EDouble), magic);
        Vector512<double> whole = magic - shifted;
        Vector512<double> part = Vector512.FusedMultiplyAdd(whole, Vector512.Create(ExpTable.Ln2), x);
        part = Vector512.FusedMultiplyAdd(whole, Vector512.Create(ExpTable.Ln2Rest), part);
        Vector512<double> power = Vector512.Create(ExpTable.E11);
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E10));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E9));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E8));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E7));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E6));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E5));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E4));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E3));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512.Create(ExpTable.E2));
        power = Vector512.FusedMultiplyAdd(power, part, Vector512<double>.One);
        power = Vector512.FusedMultiplyAdd(power, part, Vector512<double>.One);
        Vector512<double> result = (power.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
        return result & Vector512.GreaterThan(x, Vector512.Create(ExpTable.SmallestDouble));
    }

    /// <summary>e ln 2 + ln m with x = 2ᵉ m and m between the roots of 1/2 and 2; of infinity and of what is no number, itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogDouble(Vector512<double> x)
    {
        Vector512<long> moved = x.AsInt64() + Vector512.Create(LogTable.ToExponentOf1);
        Vector512<double> exponent = ((moved >>> 52) | Vector512.Create(LogTable.BitsOfWhole)).AsDouble() - Vector512.Create(LogTable.WholeOfExponent0);
        Vector512<long> bits = (moved & Vector512.Create(LogTable.Significand)) + Vector512.Create(LogTable.BitsOfRootOfHalf);
        Vector512<double> z = bits.AsDouble() - Vector512<double>.One;
        Vector512<double> s = z / (Vector512.Create(2.0) + z);
        Vector512<double> square = s * s;
        Vector512<double> series = Vector512.Create(LogTable.D7);
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D6));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D5));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D4));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D3));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D2));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(LogTable.D1));

        // ln m = z - z²/2 + s (z²/2 + s² series): z, the largest, is exact.
        Vector512<double> half = Vector512.Create(0.5) * z * z;
        Vector512<double> small = Vector512.FusedMultiplyAdd(s, Vector512.FusedMultiplyAdd(square, series, half), exponent * Vector512.Create(LogTable.Ln2Low));
        Vector512<double> result = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(LogTable.Ln2High), z - (half - small));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), result, x);
    }
}
