namespace SneTools;

/// <summary>The innermost loop of matrix products: four rows times two registers of columns.</summary>
/// <typeparam name="TLanes">The registers.</typeparam>
internal static unsafe class PanelKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>Rows that are computed together.</summary>
    public const int Rows = 4;

    /// <summary>Columns that are computed together.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>target[r, c] = Σₖ a[k, r] b[k, c].</summary>
    /// <param name="a">The four numbers of each k, <paramref name="step"/> numbers apart.</param>
    /// <param name="step">Numbers from one k to the next in <paramref name="a"/>.</param>
    /// <param name="b">The <see cref="Columns"/> numbers of each k, one k after the other.</param>
    /// <param name="depth">How many k there are.</param>
    /// <param name="target"><see cref="Rows"/> × <see cref="Columns"/>.</param>
    public static void Multiply(double* a, int step, double* b, int depth, double* target)
    {
        TLanes zero = TLanes.Broadcast(0);
        TLanes s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero, s31 = zero;
        for (int k = 0; k < depth; k++)
        {
            TLanes low = TLanes.Load(b);
            TLanes high = TLanes.Load(b + TLanes.Count);
            TLanes factor = TLanes.Broadcast(a[0]);
            s00 = TLanes.MultiplyAdd(factor, low, s00);
            s01 = TLanes.MultiplyAdd(factor, high, s01);
            factor = TLanes.Broadcast(a[1]);
            s10 = TLanes.MultiplyAdd(factor, low, s10);
            s11 = TLanes.MultiplyAdd(factor, high, s11);
            factor = TLanes.Broadcast(a[2]);
            s20 = TLanes.MultiplyAdd(factor, low, s20);
            s21 = TLanes.MultiplyAdd(factor, high, s21);
            factor = TLanes.Broadcast(a[3]);
            s30 = TLanes.MultiplyAdd(factor, low, s30);
            s31 = TLanes.MultiplyAdd(factor, high, s31);
            a += step;
            b += Columns;
        }

        Store(target, s00, s01);
        Store(target + Columns, s10, s11);
        Store(target + (2 * Columns), s20, s21);
        Store(target + (3 * Columns), s30, s31);
    }

    private static void Store(double* target, TLanes low, TLanes high)
    {
        low.Store(target);
        high.Store(target + TLanes.Count);
    }
}
