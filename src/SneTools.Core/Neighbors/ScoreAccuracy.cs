using System.Numerics;

namespace SneTools;

/// <summary>
/// How far a score in single precision may be from the true one. The rounding of h products and of the coordinates
/// themselves moves s = x·y - ‖y‖²/2 by at most γ (‖x‖‖y‖ + ‖y‖²/2), γ = (h + 4) 2⁻²⁴; and only points with
/// ‖y‖ ≤ ‖x‖ + d can be at a distance of d. Coordinates out of reach only make the distance that a score stands for smaller than the
/// true one.
/// </summary>
/// <remarks>Where all coordinates are small whole multiples of one power of two, there is no rounding: a score is the distance then.
/// </remarks>
internal sealed class ScoreAccuracy
{
    /// <summary>What products too small for single precision may add.</summary>
    private const double Underflow = 1e-34;

    private readonly double[] _norms;
    private readonly double _gamma;
    private readonly double _factor;

    /// <summary>Computes the lengths of the points.</summary>
    public ScoreAccuracy(MetricRows rows)
    {
        _gamma = (rows.Columns + 4) * Math.ScaleB(1.01, -24);
        _factor = rows.SquaredRoundingFactor;
        _norms = new double[rows.Count];
        var buffer = new float[rows.Columns];
        double largest = 0;
        for (int i = 0; i < rows.Count; i++)
            largest = Math.Max(largest, _norms[i] = rows.Round(i, buffer));
        IsExact = !rows.IsClamped && AreExact(rows, largest / _factor);
    }

    /// <summary>Computes the lengths of queries, whose scores are never taken for exact: what is found for one must not depend on the others.
    /// </summary>
    public ScoreAccuracy(QueryRows queries)
    {
        _gamma = (queries.Columns + 4) * Math.ScaleB(1.01, -24);
        _factor = queries.SquaredRoundingFactor;
        _norms = new double[queries.Count];
        var buffer = new float[queries.Columns];
        for (int q = 0; q < _norms.Length; q++)
            _norms[q] = queries.Round(~q, buffer);
    }

    /// <summary>Whether every score is right to the last bit.</summary>
    public bool IsExact { get; }

    /// <summary>‖x̂ᵢ - x̂ⱼ‖² by the score of j, if scores are exact: the number that <see cref="MetricRows.SquaredDistance"/> gives.
    /// </summary>
    public double SquaredDistance(int i, float score) => (Norm(i) - (2.0 * score)) / _factor;

    /// <summary>Whether a point whose score does not exceed a limit could be within a squared distance.</summary>
    public bool CouldMiss(int i, float limit, double squaredDistance) =>
        _factor * squaredDistance >= Norm(i) - (2.0 * limit) - Error(i, squaredDistance);

    /// <summary>A score that every point within a squared distance exceeds.</summary>
    public float LeastScore(int i, double squaredDistance) =>
        MathF.BitDecrement((float)(0.5 * (Norm(i) - (_factor * squaredDistance) - Error(i, squaredDistance))));

    /// <summary>‖x‖² of a point, or of a query q, whose number is ~q.</summary>
    private double Norm(int i) => _norms[i < 0 ? ~i : i];

    private double Error(int i, double squaredDistance)
    {
        if (IsExact)
            return 0;
        double reach = (2 * Math.Sqrt(Norm(i))) + Math.Sqrt(_factor * squaredDistance);
        return (_gamma * reach * reach) + Underflow;
    }

    /// <summary>Whether all coordinates and the center are multiples of a power of two q so large that no sum of a score, a multiple of
    /// q²/2 below 3/2 max ‖x‖², has more than 24 bits.</summary>
    private static bool AreExact(MetricRows rows, double largestNorm)
    {
        double bound = Math.ScaleB(1, 24) / 3;
        int Lowest(double value, int lowest)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(value);
            ulong mantissa = bits & ((1UL << 52) - 1);
            int last = mantissa == 0 ? 52 : BitOperations.TrailingZeroCount(mantissa);
            return Math.Min(lowest, Math.ILogB(value) - 52 + last);
        }

        bool Fits(int lowest) => largestNorm <= Math.ScaleB(bound, 2 * lowest);

        int lowest = 500;
        foreach (double value in rows.Center)
            lowest = value == 0 ? lowest : Lowest(value, lowest);
        for (int i = 0; i < rows.Count && Fits(lowest); i++)
        {
            double factor = rows.Factor(i);
            MatrixRow row = rows.Row(i);
            for (int k = 0; k < row.Length; k++)
                lowest = row[k] == 0 ? lowest : Lowest(row[k] * factor, lowest);
        }

        return Fits(lowest);
    }
}
