namespace SneTools;

/// <summary>How far a gradient formula is from central differences of the cost.</summary>
public sealed class GradientReport
{
    private readonly (int[] Points, Matrix Gradient, Matrix Numerical) _whole = ([], new(0, 0), new(0, 0));

    /// <summary>The name of the formula that was judged.</summary>
    public required string Formula { get; init; }

    /// <summary>The cost whose derivative it claims to be.</summary>
    public required SneMethod Method { get; init; }

    /// <summary>The engine that computed it.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>For engines that do not visit all pairs: the norm of the gradient's difference from the exact engine's, over all
    /// points, as a share of the gradient's norm. Null for the exact engine.</summary>
    public double? GradientError { get; init; }

    /// <summary>For engines that do not visit all pairs: the largest relative error of a point's sum Zᵢ. Null for the exact
    /// engine.</summary>
    public double? NormalizerError { get; init; }

    /// <summary>The precision in which the formula was computed.</summary>
    public required NumericPrecision Precision { get; init; }

    /// <summary>Number of points.</summary>
    public required int Count { get; init; }

    /// <summary>Number of points at which differences were taken.</summary>
    public required int CheckedPoints { get; init; }

    /// <summary>Dimension of the map.</summary>
    public required int Dimension { get; init; }

    /// <summary>The largest relative error of a point: ‖g - d‖ / max(‖d‖, r/1000, f/100), with the formula's gradient g
    /// and the central differences d at that point, r the root mean square of ‖d‖ over the points, and f the sum of the
    /// sizes of the forces on the point, which may cancel.</summary>
    public required double MaxRelativeError { get; init; }

    /// <summary>The mean of the points' relative errors.</summary>
    public required double MeanRelativeError { get; init; }

    /// <summary>The error along random directions in which all points move at once: the largest of |g·u - d| over the
    /// largest |d|, with the cost's differences d along the directions u.</summary>
    public required double DirectionError { get; init; }

    /// <summary>The point with the largest error, counted from 0.</summary>
    public required int WorstPoint { get; init; }

    /// <summary>The coordinate of the worst point where the two differ most: 1 for Y1, and so on.</summary>
    public required int WorstCoordinate { get; init; }

    /// <summary>The gradient by the formula at the worst point: l numbers.</summary>
    public required double[] Gradient { get; init; }

    /// <summary>The gradient by central differences at the worst point: l numbers.</summary>
    public required double[] Difference { get; init; }

    /// <summary>Half the distance between the two places of a point in a difference, in units of the map.</summary>
    public required double Step { get; init; }

    /// <summary>The largest relative error that passes.</summary>
    public required double Tolerance { get; init; }

    /// <summary>True when neither a point's error nor a direction's is above the tolerance. For an engine that does not visit all
    /// pairs: when neither <see cref="GradientError"/> nor, if each point has a sum of its own, <see cref="NormalizerError"/> is.
    /// </summary>
    public bool Passed => GradientError is { } error
        ? error <= Tolerance && (new Objective(Method).IsJoint || NormalizerError <= Tolerance)
        : MaxRelativeError <= Tolerance && DirectionError <= Tolerance;

    /// <summary>What the differences were taken at, the formula's gradient there, and the differences.</summary>
    internal (int[] Points, Matrix Gradient, Matrix Numerical) Whole
    {
        init => _whole = value;
    }

    /// <summary>The gradient beside the differences, coordinate by coordinate, at all points where differences were taken.</summary>
    public IEnumerable<GradientCoordinate> Coordinates()
    {
        (int[] points, Matrix gradient, Matrix numerical) = _whole;
        for (int k = 0; k < points.Length; k++)
        {
            for (int c = 0; c < gradient.Columns; c++)
                yield return new GradientCoordinate(Formula, points[k], c + 1, gradient[points[k], c], numerical[k, c], Engine);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Formula}: {(Passed ? "passed" : "failed")}, {(GradientError is { } error ? $"relative error {error:0.0e+0}" : $"largest relative error {MaxRelativeError:0.0e+0} at point {WorstPoint}")}");
}
