namespace SneTools;

/// <summary>
/// The rows as a metric sees them, x̂ᵢ = fᵢ xᵢ: under <see cref="NeighborMetric.Cosine"/> fᵢ makes the length 1, else it is
/// one power of two, so that squares neither overflow nor vanish whatever the unit of the data.
/// </summary>
internal sealed class MetricRows : IPointSource
{
    /// <summary>Squared distances are kept in the unit of the data as long as the largest coordinate's exponent is
    /// within this; a number in single precision holds their squares then.</summary>
    private const int PlainExponent = 50;

    private readonly Matrix _points;
    private readonly double[] _factors;
    private readonly double[] _center;
    private readonly int _exponent;

    /// <summary>Prepares the rows.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means. A row of zeros has no direction: under cosine it stays the origin, which is at
    /// a squared distance of 1 from every other direction.</param>
    public MetricRows(Matrix points, NeighborMetric metric)
    {
        _points = points;
        _factors = new double[points.Rows];
        if (metric == NeighborMetric.Cosine)
        {
            for (int i = 0; i < points.Rows; i++)
                _factors[i] = InverseLength(points.Row(i));
            _center = Center();
        }
        else
        {
            Array.Fill(_factors, 1);
            _center = Center();
            _exponent = Exponent();
            double factor = Math.ScaleB(1, -_exponent);
            Array.Fill(_factors, factor);
            for (int k = 0; k < _center.Length; k++)
                _center[k] *= factor;
        }
    }

    /// <summary>Number of rows, n.</summary>
    public int Count => _points.Rows;

    /// <inheritdoc/>
    public int Columns => _points.Columns;

    /// <summary>By what the squared distances between x̂ are multiplied for a result.</summary>
    public double ResultFactor => IsPlain ? Math.ScaleB(1, 2 * _exponent) : 1;

    /// <summary>The unit of length of a result, as a share of the data's.</summary>
    public double Unit => IsPlain ? 1 : Math.ScaleB(1, _exponent);

    /// <summary>The unit of length of x̂, in the data's.</summary>
    public double RowUnit => Math.ScaleB(1, _exponent);

    private bool IsPlain => Math.Abs(_exponent) <= PlainExponent;

    /// <summary>‖x̂ᵢ - x̂ⱼ‖², summed over differences.</summary>
    public double SquaredDistance(int i, int j) =>
        Distance.Squared(_points.Row(i), _factors[i], _points.Row(j), _factors[j]);

    /// <summary>Writes x̂ᵢ.</summary>
    /// <param name="i">The row.</param>
    /// <param name="target">h numbers.</param>
    public void CopyTo(int i, Span<double> target)
    {
        ReadOnlySpan<double> row = _points.Row(i);
        for (int k = 0; k < row.Length; k++)
            target[k] = row[k] * _factors[i];
    }

    /// <summary>How much ‖x̂ᵢ - x̂ⱼ‖² may owe to the rounding of the numbers that the rows were read as: half a unit in the last place of
    /// each.</summary>
    public double SquaredDistanceRounding(int i, int j)
    {
        const double Unit = 1.2e-16;
        ReadOnlySpan<double> a = _points.Row(i);
        ReadOnlySpan<double> b = _points.Row(j);
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            double x = a[k] * _factors[i];
            double y = b[k] * _factors[j];
            double difference = Math.Abs(x - y);
            sum += 2 * difference * Unit * (Math.Abs(x) + Math.Abs(y) + difference);
        }

        return sum;
    }

    /// <summary>Writes x̂ᵢ, with the mean of all at the origin, in single precision.</summary>
    /// <inheritdoc/>
    public double Round(int i, Span<float> target)
    {
        ReadOnlySpan<double> row = _points.Row(i);
        double norm = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double value = (row[k] * _factors[i]) - _center[k];
            target[k] = (float)value;
            norm += value * value;
        }

        return norm;
    }

    private static double InverseLength(ReadOnlySpan<double> row)
    {
        double largest = 0;
        foreach (double value in row)
            largest = Math.Max(largest, Math.Abs(value));
        if (largest < 1e-300)
            return 0;
        double sum = 0;
        foreach (double value in row)
            sum += value / largest * (value / largest);
        return 1 / largest / Math.Sqrt(sum);
    }

    private double[] Center()
    {
        var center = new double[Columns];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = _points.Row(i);
            double weight = _factors[i] / Count;
            for (int k = 0; k < row.Length; k++)
                center[k] += row[k] * weight;
        }

        return center;
    }

    /// <summary>The exponent of the largest centered coordinate.</summary>
    private int Exponent()
    {
        double largest = 0;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = _points.Row(i);
            for (int k = 0; k < row.Length; k++)
                largest = Math.Max(largest, Math.Abs(row[k] - _center[k]));
        }

        return largest == 0 ? 0 : Math.Clamp(Math.ILogB(largest), -1000, 1022);
    }
}
