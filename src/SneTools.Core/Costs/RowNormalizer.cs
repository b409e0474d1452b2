namespace SneTools;

/// <summary>Zᵢ = Σ_{k≠i} w(‖yᵢ-yₖ‖²), as a logarithm.</summary>
internal static class RowNormalizer
{
    /// <summary>log Zᵢ of one point, from weights shifted by the largest, so that it is as exact for a point far from all
    /// others as for any.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="map">n × l.</param>
    /// <param name="i">The point, counted from 0.</param>
    public static double Log<TKernel>(TKernel kernel, Matrix map, int i)
        where TKernel : struct, IKernel
    {
        ReadOnlySpan<double> center = map.Row(i);
        double largest = double.NegativeInfinity;
        for (int j = 0; j < map.Rows; j++)
        {
            if (j != i)
                largest = Math.Max(largest, kernel.LogWeight(Distance.Squared(center, map.Row(j))));
        }

        double sum = 0;
        for (int j = 0; j < map.Rows; j++)
        {
            if (j != i)
                sum += RemoteTerms.Weight(kernel, Distance.Squared(center, map.Row(j)), largest);
        }

        return RemoteTerms.LogSum(sum, largest);
    }
}
