namespace SneTools;

/// <summary>
/// Minimizes the cost of one point over its place: the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal &amp; Wright 2006,
/// algorithm 6.1) with a full matrix, steps of bounded length, and a search along each that takes no step uphill.
/// </summary>
/// <param name="dimension">Number of coordinates, l.</param>
internal sealed class PlaceDescent(int dimension)
{
    private const int MaxStep = 60;
    private const int MaxHalving = 25;

    /// <summary>The share of the decrease that the slope promises which a step must give.</summary>
    private const double SufficientDecrease = 1e-4;

    /// <summary>Length of a step below which the place has been found, in lengths of the kernel.</summary>
    private const double Resolution = 1e-6;

    private readonly double[] _inverse = new double[dimension * dimension];
    private readonly double[] _gradient = new double[dimension];
    private readonly double[] _nextGradient = new double[dimension];
    private readonly double[] _next = new double[dimension];
    private readonly double[] _step = new double[dimension];
    private readonly double[] _change = new double[dimension];
    private readonly double[] _product = new double[dimension];

    /// <summary>Moves a place to where the cost is least around it.</summary>
    /// <param name="cost">The cost.</param>
    /// <param name="place">l coordinates, which are moved.</param>
    /// <param name="length">The length over which the kernel changes.</param>
    /// <param name="reach">The longest step.</param>
    /// <returns>The cost there.</returns>
    public double Minimize(IPlaceCost cost, Span<double> place, double length, double reach)
    {
        double value = cost.Evaluate(place, _gradient);
        Restart(1 / cost.Curvature(place));
        for (int iteration = 0; iteration < MaxStep; iteration++)
        {
            if (!Direct())
            {
                Restart(1 / cost.Curvature(place));
                if (!Direct())
                    break;
            }

            double size = Math.Sqrt(Distance.Dot(_step, _step));
            double slope = Distance.Dot(_step, _gradient);
            double share = size > reach ? reach / size : 1;
            (double next, share) = Search(cost, place, value, slope, share);
            if (!(next < value))
                break;
            for (int c = 0; c < dimension; c++)
            {
                _step[c] *= share;
                _change[c] = _nextGradient[c] - _gradient[c];
            }

            _next.CopyTo(place);
            _nextGradient.CopyTo(_gradient, 0);
            value = next;
            Update();
            if (size * share < Resolution * length)
                break;
        }

        return value;
    }

    /// <summary>The step against the gradient; false if it leads uphill.</summary>
    private bool Direct()
    {
        Multiply(_gradient, _step);
        for (int c = 0; c < dimension; c++)
            _step[c] = -_step[c];
        return Distance.Dot(_step, _gradient) < 0;
    }

    /// <summary>Shortens a step until it leads down far enough.</summary>
    /// <returns>The cost at <see cref="_next"/>, whose gradient is <see cref="_nextGradient"/>, and the share of the step taken.</returns>
    private (double Value, double Share) Search(IPlaceCost cost, ReadOnlySpan<double> place, double value, double slope, double share)
    {
        double next = value;
        for (int trial = 0; trial < MaxHalving; trial++)
        {
            for (int c = 0; c < dimension; c++)
                _next[c] = place[c] + (share * _step[c]);
            next = cost.Evaluate(_next, _nextGradient);
            if (next <= value + (SufficientDecrease * share * slope))
                break;

            // The least of the parabola through what is known, kept away from both ends.
            double parabola = -0.5 * slope * share * share / (next - value - (slope * share));
            share = double.IsFinite(parabola) ? Math.Clamp(parabola, 0.1 * share, 0.5 * share) : 0.1 * share;
        }

        return (next, share);
    }

    private void Restart(double scale)
    {
        Array.Clear(_inverse);
        for (int c = 0; c < dimension; c++)
            _inverse[(c * dimension) + c] = double.IsFinite(scale) ? scale : 1;
    }

    /// <summary>Learns from a step s and the change y of the gradient: H becomes (1-ρsyᵀ) H (1-ρysᵀ) + ρssᵀ, ρ = 1/sᵀy.</summary>
    private void Update()
    {
        double product = Distance.Dot(_step, _change);

        // Where the cost curves down, there is nothing to learn that would lead down.
        if (!(product > 1e-12 * Math.Sqrt(Distance.Dot(_step, _step) * Distance.Dot(_change, _change))))
            return;
        Multiply(_change, _product);
        double factor = (1 + (Distance.Dot(_change, _product) / product)) / product;
        for (int r = 0; r < dimension; r++)
        {
            for (int c = 0; c < dimension; c++)
                _inverse[(r * dimension) + c] += (factor * _step[r] * _step[c]) - (((_product[r] * _step[c]) + (_step[r] * _product[c])) / product);
        }
    }

    private void Multiply(double[] vector, double[] target)
    {
        for (int r = 0; r < dimension; r++)
            target[r] = Distance.Dot(_inverse.AsSpan(r * dimension, dimension), vector);
    }
}
