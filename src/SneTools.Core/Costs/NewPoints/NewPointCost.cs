namespace SneTools;

/// <summary>
/// The cost of a new point in a map that stays as it is, less its entropy: KL(P‖Q) + Σⱼ pⱼ log pⱼ = -Σⱼ pⱼ log w(‖y-yⱼ‖²) + log Z(y), with
/// q = w/Z over all points of the map (docs/derivation.md). Its gradient is 2 Σⱼ (pⱼ - qⱼ) φⱼ (y-yⱼ).
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="field">log Z of the map.</param>
/// <param name="dimension">Dimension l of the map.</param>
internal sealed class NewPointCost<TKernel>(TKernel kernel, IMapField field, int dimension) : IPlaceCost
    where TKernel : struct, IKernel
{
    private double[] _places = [];
    private double[] _weights = [];
    private int _count;

    /// <summary>Takes the neighbors of a new point.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="neighbors">Which points they are.</param>
    /// <param name="probabilities">pⱼ of each.</param>
    public void Take(Matrix map, ReadOnlySpan<int> neighbors, ReadOnlySpan<double> probabilities)
    {
        // What others add is less than the rounding of the sum.
        const double Negligible = 1e-17;
        if (_weights.Length < neighbors.Length)
            (_weights, _places) = (new double[neighbors.Length], new double[neighbors.Length * dimension]);
        _count = 0;
        for (int k = 0; k < neighbors.Length; k++)
        {
            if (probabilities[k] < Negligible)
                continue;
            map.Row(neighbors[k]).CopyTo(_places.AsSpan(_count * dimension));
            _weights[_count++] = probabilities[k];
        }
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> place, Span<double> gradient)
    {
        double cost = field.LogSum(place, gradient);
        for (int k = 0; k < _count; k++)
        {
            ReadOnlySpan<double> other = _places.AsSpan(k * dimension, dimension);
            double distance = Distance.Squared(place, other);
            cost -= _weights[k] * kernel.LogWeight(distance);
            double strength = 2 * _weights[k] * kernel.Phi(distance);
            for (int c = 0; c < gradient.Length; c++)
                gradient[c] += strength * (place[c] - other[c]);
        }

        return cost;
    }

    /// <inheritdoc/>
    public double Curvature(ReadOnlySpan<double> place)
    {
        double curvature = 0;
        for (int k = 0; k < _count; k++)
            curvature += 2 * _weights[k] * kernel.Phi(Distance.Squared(place, _places.AsSpan(k * dimension, dimension)));
        return curvature;
    }

    /// <summary>The weighted median of the neighbors' places, coordinate by coordinate: half of the probability lies on either side.</summary>
    /// <param name="place">l numbers, overwritten.</param>
    public void Median(Span<double> place)
    {
        var coordinates = new double[_count];
        var weights = new double[_count];
        for (int c = 0; c < place.Length; c++)
        {
            double half = 0;
            for (int k = 0; k < _count; k++)
            {
                (coordinates[k], weights[k]) = (_places[(k * dimension) + c], _weights[k]);
                half += 0.5 * weights[k];
            }

            Array.Sort(coordinates, weights);
            int middle = 0;
            for (double sum = weights[0]; sum < half && middle < _count - 1;)
                sum += weights[++middle];
            place[c] = coordinates[middle];
        }
    }
}
