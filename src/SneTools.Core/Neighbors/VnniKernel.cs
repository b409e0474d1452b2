using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SneTools;

/// <summary>The scores of <see cref="CodeKernel{TLanes}"/>, by the instruction made for products of bytes: twelve sums at once, as many as keep
/// both of its units busy and fit into registers.</summary>
internal readonly unsafe struct VnniKernel : IScoreKernel
{
    private const int Lanes = 8;

    /// <inheritdoc/>
    public static int Queries => 6;

    /// <inheritdoc/>
    public static int Points => 2 * Lanes;

    /// <inheritdoc/>
    public static int Stride => sizeof(int);

    /// <inheritdoc/>
    /// <remarks>It calls nothing, so that the sums stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Multiply(void** rows, void* column, int columns, float* limits, uint* hits, float* scores)
    {
        int* y = (int*)column;
        Vector256<int> a0 = Vector256.Load(y), a1 = Vector256.Load(y + Lanes);
        Vector256<int> b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1, e0 = a0, e1 = a1, f0 = a0, f1 = a1;
        int* rowA = (int*)rows[0], rowB = (int*)rows[1], rowC = (int*)rows[2];
        int* rowD = (int*)rows[3], rowE = (int*)rows[4], rowF = (int*)rows[5];
        for (nint k = 0; k < 2 * columns; k++)
        {
            y += PointPanels.Width;
            Vector256<sbyte> y0 = Vector256.Load(y).AsSByte();
            Vector256<sbyte> y1 = Vector256.Load(y + Lanes).AsSByte();
            Vector256<byte> x = Vector256.Create(rowA[k]).AsByte();
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, x, y0);
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, x, y1);
            x = Vector256.Create(rowB[k]).AsByte();
            b0 = AvxVnni.MultiplyWideningAndAdd(b0, x, y0);
            b1 = AvxVnni.MultiplyWideningAndAdd(b1, x, y1);
            x = Vector256.Create(rowC[k]).AsByte();
            c0 = AvxVnni.MultiplyWideningAndAdd(c0, x, y0);
            c1 = AvxVnni.MultiplyWideningAndAdd(c1, x, y1);
            x = Vector256.Create(rowD[k]).AsByte();
            d0 = AvxVnni.MultiplyWideningAndAdd(d0, x, y0);
            d1 = AvxVnni.MultiplyWideningAndAdd(d1, x, y1);
            x = Vector256.Create(rowE[k]).AsByte();
            e0 = AvxVnni.MultiplyWideningAndAdd(e0, x, y0);
            e1 = AvxVnni.MultiplyWideningAndAdd(e1, x, y1);
            x = Vector256.Create(rowF[k]).AsByte();
            f0 = AvxVnni.MultiplyWideningAndAdd(f0, x, y0);
            f1 = AvxVnni.MultiplyWideningAndAdd(f1, x, y1);
        }

        hits[0] = Above(a0, a1, limits[0]);
        hits[1] = Above(b0, b1, limits[1]);
        hits[2] = Above(c0, c1, limits[2]);
        hits[3] = Above(d0, d1, limits[3]);
        hits[4] = Above(e0, e1, limits[4]);
        hits[5] = Above(f0, f1, limits[5]);
        if ((hits[0] | hits[1] | hits[2] | hits[3] | hits[4] | hits[5]) == 0)
            return false;
        Store(a0, a1, scores, 0);
        Store(b0, b1, scores, 1);
        Store(c0, c1, scores, 2);
        Store(d0, d1, scores, 3);
        Store(e0, e1, scores, 4);
        Store(f0, f1, scores, 5);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Above(Vector256<int> low, Vector256<int> high, float limit) => Above(low, limit) | (Above(high, limit) << Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Above(Vector256<int> sums, float limit) =>
        Vector256.GreaterThan(Vector256.ConvertToSingle(sums), Vector256.Create(limit)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> low, Vector256<int> high, float* scores, int query)
    {
        Vector256.ConvertToSingle(low).Store(scores + (query * 2 * Lanes));
        Vector256.ConvertToSingle(high).Store(scores + (((query * 2) + 1) * Lanes));
    }
}
