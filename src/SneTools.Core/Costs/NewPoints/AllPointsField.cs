namespace SneTools;

/// <summary>log Z by a sum over all points of the map: for few of them, for maps of many dimensions, and for places far from all.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="map">n × l.</param>
internal sealed class AllPointsField<TKernel>(TKernel kernel, Matrix map) : IMapField
    where TKernel : struct, IKernel
{
    /// <summary>A sum below this may have lost what vanished.</summary>
    private const double Least = 1e-200;

    /// <summary>Logarithm of a share of the largest weight that adds nothing.</summary>
    private const double Negligible = -45;

    private readonly IPointSums _sums = PointSums.Of(kernel, map);

    /// <inheritdoc/>
    public double LogSum(ReadOnlySpan<double> place, Span<double> gradient)
    {
        gradient.Clear();
        double sum = _sums.Add(place, 0, map.Rows, gradient);
        if (!(sum > Least) || !double.IsFinite(sum))
            return ShiftedLogSum(place, gradient);
        foreach (ref double number in gradient)
            number *= -2 / sum;
        return Math.Log(sum);
    }

    /// <summary>The same with all weights divided by the largest, so that they do not vanish together.</summary>
    public double ShiftedLogSum(ReadOnlySpan<double> place, Span<double> gradient)
    {
        double nearest = double.PositiveInfinity;
        for (int j = 0; j < map.Rows; j++)
            nearest = Math.Min(nearest, Distance.Squared(place, map.Row(j)));
        double largest = kernel.LogWeight(nearest);
        double sum = 0;
        gradient.Clear();
        for (int j = 0; j < map.Rows; j++)
        {
            ReadOnlySpan<double> point = map.Row(j);
            double distance = Distance.Squared(place, point);
            double share = kernel.LogWeight(distance) - largest;
            if (share < Negligible)
                continue;
            double weight = Math.Exp(share);
            sum += weight;
            double repulsion = weight * kernel.Phi(distance);
            for (int c = 0; c < gradient.Length; c++)
                gradient[c] += repulsion * (place[c] - point[c]);
        }

        foreach (ref double number in gradient)
            number *= -2 / sum;
        return RemoteTerms.LogSum(sum, largest);
    }

    /// <inheritdoc/>
    public void Dispose() => _sums.Dispose();
}
