namespace SneTools;

/// <summary>Logarithms of sums, without overflow or loss of digits.</summary>
internal static class LogSum
{
    /// <summary>log Σ exp(xᵢ), shifted by the largest so that nothing overflows and not everything underflows.</summary>
    public static double Of(ReadOnlySpan<double> logarithms)
    {
        double largest = double.NegativeInfinity;
        foreach (double x in logarithms)
            largest = Math.Max(largest, x);
        if (double.IsInfinity(largest))
            return largest;
        double sum = 0;
        foreach (double x in logarithms)
            sum += Math.Exp(x - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>log(1 + x) with full relative accuracy for small x (Goldberg 1991, theorem 4).</summary>
    public static double OnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
