namespace SneTools;

/// <summary>
/// How far a score in single precision may be from the true one. The rounding of h products and of the coordinates
/// themselves moves s = x·y - ‖y‖²/2 by at most γ (‖x‖‖y‖ + ‖y‖²/2), γ = (h + 4) 2⁻²⁴; and only points with
/// ‖y‖ ≤ ‖x‖ + d can be at a distance of d.
/// </summary>
internal sealed class ScoreAccuracy
{
    /// <summary>What products too small for single precision may add.</summary>
    private const double Underflow = 1e-34;

    private readonly double[] _norms;
    private readonly double _gamma;
    private readonly double _scale;

    /// <summary>Computes the lengths of the points.</summary>
    public ScoreAccuracy(MetricRows rows)
    {
        _gamma = (rows.Columns + 4) * Math.ScaleB(1.01, -24);
        _scale = rows.ScoreScale;
        _norms = new double[rows.Count];
        var buffer = new float[rows.Columns];
        for (int i = 0; i < rows.Count; i++)
            _norms[i] = rows.Round(i, buffer);
    }

    /// <summary>A squared distance below which no point can be whose score does not exceed a limit, if it is within a given
    /// squared distance at all.</summary>
    public double LeastSquaredDistance(int i, float limit, double squaredDistance) =>
        (_norms[i] - (2.0 * limit) - Error(i, _scale * squaredDistance)) / _scale;

    /// <summary>A score that every point within a squared distance exceeds.</summary>
    public float LeastScore(int i, double squaredDistance) =>
        MathF.BitDecrement((float)(0.5 * (_norms[i] - (_scale * squaredDistance) - Error(i, _scale * squaredDistance))));

    private double Error(int i, double squaredDistance)
    {
        double reach = (2 * Math.Sqrt(_norms[i])) + Math.Sqrt(squaredDistance);
        return (_gamma * reach * reach) + Underflow;
    }
}
