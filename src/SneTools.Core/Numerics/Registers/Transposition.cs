using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>Rows and columns of small squares of numbers exchanged: what a strided write of single numbers would do, in whole registers.
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>A square of any size, number by number.</summary>
    public static void Write<T>(T* square, nint rowPitch, T* target, nint pitch, int size)
        where T : unmanaged
    {
        for (int column = 0; column < size; column++)
        {
            for (int row = 0; row < size; row++)
                target[(column * pitch) + row] = square[(row * rowPitch) + column];
        }
    }

    /// <summary>8 x 8 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write8(float* square, nint rowPitch, float* target, nint pitch)
    {
        for (int half = 0; half < 2; half++, square += 4, target += 4 * pitch)
        {
            // Four columns of eight rows: rows 0 to 3 in the lower halves of the registers, 4 to 7 in the upper ones.
            Vector256<float> a = Vector256.Create(Vector128.Load(square), Vector128.Load(square + (4 * rowPitch)));
            Vector256<float> b = Vector256.Create(Vector128.Load(square + rowPitch), Vector128.Load(square + (5 * rowPitch)));
            Vector256<float> c = Vector256.Create(Vector128.Load(square + (2 * rowPitch)), Vector128.Load(square + (6 * rowPitch)));
            Vector256<float> d = Vector256.Create(Vector128.Load(square + (3 * rowPitch)), Vector128.Load(square + (7 * rowPitch)));
            Vector256<double> first = Avx.UnpackLow(a, b).AsDouble();
            Vector256<double> second = Avx.UnpackHigh(a, b).AsDouble();
            Vector256<double> third = Avx.UnpackLow(c, d).AsDouble();
            Vector256<double> fourth = Avx.UnpackHigh(c, d).AsDouble();
            Avx.UnpackLow(first, third).AsSingle().Store(target);
            Avx.UnpackHigh(first, third).AsSingle().Store(target + pitch);
            Avx.UnpackLow(second, fourth).AsSingle().Store(target + (2 * pitch));
            Avx.UnpackHigh(second, fourth).AsSingle().Store(target + (3 * pitch));
        }
    }

    /// <summary>16 x 16 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write16(float* square, nint rowPitch, float* target, nint pitch)
    {
        for (int quarter = 0; quarter < 4; quarter++, square += 4, target += 4 * pitch)
        {
            // Four columns of sixteen rows, four rows in each quarter of a register.
            Vector512<float> a = Rows(square, rowPitch);
            Vector512<float> b = Rows(square + rowPitch, rowPitch);
            Vector512<float> c = Rows(square + (2 * rowPitch), rowPitch);
            Vector512<float> d = Rows(square + (3 * rowPitch), rowPitch);
            Vector512<double> first = Avx512F.UnpackLow(a, b).AsDouble();
            Vector512<double> second = Avx512F.UnpackHigh(a, b).AsDouble();
            Vector512<double> third = Avx512F.UnpackLow(c, d).AsDouble();
            Vector512<double> fourth = Avx512F.UnpackHigh(c, d).AsDouble();
            Avx512F.UnpackLow(first, third).AsSingle().Store(target);
            Avx512F.UnpackHigh(first, third).AsSingle().Store(target + pitch);
            Avx512F.UnpackLow(second, fourth).AsSingle().Store(target + (2 * pitch));
            Avx512F.UnpackHigh(second, fourth).AsSingle().Store(target + (3 * pitch));
        }
    }

    /// <summary>Four numbers of every fourth row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rows(float* square, nint rowPitch) => Vector512.Create(
        Vector256.Create(Vector128.Load(square), Vector128.Load(square + (4 * rowPitch))),
        Vector256.Create(Vector128.Load(square + (8 * rowPitch)), Vector128.Load(square + (12 * rowPitch))));
}
