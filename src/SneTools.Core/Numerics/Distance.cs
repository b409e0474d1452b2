using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Distances and products of rows.</summary>
/// <remarks>
/// A squared distance is one number, wherever it is computed: the squares of the differences go to four sums, that of coordinate k to
/// sum k mod 4, and these are added in their order. It is the same in both directions, and equal rows are at 0 of each other
/// however far they are from the origin. <see cref="DistanceTable"/> computes the same number for many pairs at once.
/// </remarks>
internal static class Distance
{
    /// <summary>Numbers in a register of sums.</summary>
    public const int Lanes = 4;

    /// <summary>‖a - b‖², summed over differences.</summary>
    public static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => SquaredOf(a, b);

    /// <summary>The same of rows in whatever precision they are kept.</summary>
    public static double Squared(MatrixRow a, MatrixRow b)
    {
        if (a.Singles.IsEmpty)
            return b.Singles.IsEmpty ? SquaredOf(a.Doubles, b.Doubles) : SquaredOf(a.Doubles, b.Singles);
        return b.Singles.IsEmpty ? SquaredOf(a.Singles, b.Doubles) : SquaredOf(a.Singles, b.Singles);
    }

    /// <summary>‖u a - v b‖².</summary>
    public static double Squared(MatrixRow a, double u, MatrixRow b, double v)
    {
        if (a.Singles.IsEmpty)
            return b.Singles.IsEmpty ? SquaredOf(a.Doubles, u, b.Doubles, v) : SquaredOf(a.Doubles, u, b.Singles, v);
        return b.Singles.IsEmpty ? SquaredOf(a.Singles, u, b.Doubles, v) : SquaredOf(a.Singles, u, b.Singles, v);
    }

    private static double SquaredOf<TFirst, TSecond>(ReadOnlySpan<TFirst> a, ReadOnlySpan<TSecond> b)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        ref TFirst first = ref MemoryMarshal.GetReference(a);
        ref TSecond second = ref MemoryMarshal.GetReference(b);
        if (a.Length < Lanes)
        {
            double x = a.Length > 0 ? At(ref first, 0) - At(ref second, 0) : 0;
            double y = a.Length > 1 ? At(ref first, 1) - At(ref second, 1) : 0;
            double z = a.Length > 2 ? At(ref first, 2) - At(ref second, 2) : 0;
            return (x * x) + (y * y) + (z * z);
        }

        Vector256<double> sums = Vector256<double>.Zero;
        nuint k = 0;
        for (; k + Lanes <= (nuint)a.Length; k += Lanes)
        {
            Vector256<double> difference = Load(ref first, k) - Load(ref second, k);
            sums = Vector256.FusedMultiplyAdd(difference, difference, sums);
        }

        if (k < (nuint)a.Length)
        {
            Vector256<double> difference = Rest(ref first, k, (nuint)a.Length) - Rest(ref second, k, (nuint)a.Length);
            sums = Vector256.FusedMultiplyAdd(difference, difference, sums);
        }

        return Sum(sums);
    }

    private static double SquaredOf<TFirst, TSecond>(ReadOnlySpan<TFirst> a, double u, ReadOnlySpan<TSecond> b, double v)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        ref TFirst first = ref MemoryMarshal.GetReference(a);
        ref TSecond second = ref MemoryMarshal.GetReference(b);
        Vector256<double> wideU = Vector256.Create(u);
        Vector256<double> wideV = Vector256.Create(v);
        Vector256<double> sums = Vector256<double>.Zero;
        nuint k = 0;
        for (; k + Lanes <= (nuint)a.Length; k += Lanes)
        {
            Vector256<double> difference = (Load(ref first, k) * wideU) - (Load(ref second, k) * wideV);
            sums = Vector256.FusedMultiplyAdd(difference, difference, sums);
        }

        if (k < (nuint)a.Length)
        {
            Vector256<double> difference =
                (Rest(ref first, k, (nuint)a.Length) * wideU) - (Rest(ref second, k, (nuint)a.Length) * wideV);
            sums = Vector256.FusedMultiplyAdd(difference, difference, sums);
        }

        return Sum(sums);
    }

    /// <summary>1/‖a‖, whatever the size of the numbers; 0 for a row that has no direction, because all its numbers are 0 or too small to
    /// have one (below 2.3e-308).</summary>
    public static double InverseLength(MatrixRow a)
    {
        double largest = 0;
        for (int k = 0; k < a.Length; k++)
            largest = Math.Max(largest, Math.Abs(a[k]));
        if (!double.IsNormal(largest))
            return 0;

        // In units of the largest number, so that no square overflows or vanishes.
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
            sum += a[k] / largest * (a[k] / largest);
        return 1 / largest / Math.Sqrt(sum);
    }

    /// <summary>The sum of four sums, in the one order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> sums)
    {
        Vector128<double> low = sums.GetLower();
        Vector128<double> high = sums.GetUpper();
        return low.GetElement(0) + low.GetElement(1) + high.GetElement(0) + high.GetElement(1);
    }

    /// <summary>Σ aₖbₖ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> sums = Vector<double>.Zero;
        for (int v = 0; v < wideA.Length; v++)
            sums += wideA[v] * wideB[v];
        double sum = Vector.Sum(sums);
        for (int k = wideA.Length * Vector<double>.Count; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    /// <summary>A number of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At<T>(ref T row, nuint k)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.As<T, float>(ref Unsafe.Add(ref row, k)) : Unsafe.As<T, double>(ref Unsafe.Add(ref row, k));

    /// <summary>Four numbers of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load<T>(ref T row, nuint k)
        where T : unmanaged => typeof(T) == typeof(float)
        ? MatrixRow.Widen(Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref row), k))
        : Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref row), k);

    /// <summary>The last numbers of a row, fewer than a register holds, with zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rest<T>(ref T row, nuint start, nuint length)
        where T : unmanaged => Vector256.Create(
        At(ref row, start),
        start + 1 < length ? At(ref row, start + 1) : 0,
        start + 2 < length ? At(ref row, start + 2) : 0,
        0);
}
