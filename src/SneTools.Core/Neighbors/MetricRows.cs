namespace SneTools;

/// <summary>
/// The rows as a metric sees them, x̂ᵢ = fᵢ xᵢ: under <see cref="NeighborMetric.Cosine"/> fᵢ makes the length 1, else it is
/// one power of two, so that squares neither overflow nor vanish whatever the unit of the data, and whatever one row or cell holds.
/// </summary>
internal sealed class MetricRows : IPointSource
{
    /// <summary>The unit is the data's own as long as the exponent of a typical difference is within this: its square is far within
    /// what a number holds then, and that of one 1e100 times as large, too.</summary>
    private const int PlainExponent = 100;

    /// <summary>The largest coordinate in scores, which single precision holds the square of. Farther ones are set there: that brings no two
    /// points farther from each other than they are, so that scores still show which cannot be neighbors.</summary>
    private const double ScoreReach = 1L << 50;

    /// <summary>Pairs of rows that tell what is typical, and rows that tell the middle.</summary>
    private const int SampledPairs = 1000;
    private const int SampledRows = 101;

    private readonly Matrix _points;
    private readonly double[] _factors;
    private readonly double[] _center;
    private readonly int _exponent;
    private readonly double _scoreFactor;

    /// <summary>Prepares the rows.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means. A row of zeros has no direction: under cosine it stays the origin, which is at
    /// a squared distance of 1 from every other direction.</param>
    public MetricRows(Matrix points, NeighborMetric metric)
    {
        _points = points;
        _factors = new double[points.Rows];
        int typical = 0;
        if (metric == NeighborMetric.Cosine)
        {
            for (int i = 0; i < points.Rows; i++)
                _factors[i] = Distance.InverseLength(points.Row(i));
        }
        else
        {
            typical = TypicalExponent(points);
            _exponent = Math.Abs(typical) <= PlainExponent ? 0 : typical;
            Array.Fill(_factors, Math.ScaleB(1, -_exponent));
            typical -= _exponent;
        }

        _center = Center();
        _scoreFactor = Math.ScaleB(1, -typical);
    }

    /// <summary>Number of rows, n.</summary>
    public int Count => _points.Rows;

    /// <inheritdoc/>
    public int Columns => _points.Columns;

    /// <summary>The unit of length of x̂, in the data's: a power of two.</summary>
    public double Unit => Math.ScaleB(1, _exponent);

    /// <summary>By what squared distances are multiplied in scores.</summary>
    public double ScoreScale => _scoreFactor * _scoreFactor;

    /// <summary>‖x̂ᵢ - x̂ⱼ‖², summed over differences.</summary>
    /// <remarks>What is too large for a number is the largest.</remarks>
    public double SquaredDistance(int i, int j) =>
        Math.Min(double.MaxValue, Distance.Squared(_points.Row(i), _factors[i], _points.Row(j), _factors[j]));

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

    /// <summary>Writes x̂ᵢ, with the middle of all at the origin and in units that suit single precision.</summary>
    /// <inheritdoc/>
    public double Round(int i, Span<float> target)
    {
        ReadOnlySpan<double> row = _points.Row(i);
        double norm = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double value = Math.Clamp(((row[k] * _factors[i]) - _center[k]) * _scoreFactor, -ScoreReach, ScoreReach);
            target[k] = (float)value;
            norm += value * value;
        }

        return norm;
    }

    /// <summary>The median of every column over some rows, which no few far rows move.</summary>
    private double[] Center()
    {
        int count = Math.Min(Count, SampledRows);
        var center = new double[Columns];
        var values = new double[count];
        for (int k = 0; k < center.Length; k++)
        {
            for (int s = 0; s < count; s++)
            {
                int i = (int)((long)s * Count / count);
                values[s] = _points[i, k] * _factors[i];
            }

            Array.Sort(values);
            center[k] = values[count / 2];
        }

        return center;
    }

    /// <summary>The exponent of the largest difference of coordinates in the middle one of many pairs of rows.</summary>
    private static int TypicalExponent(Matrix points)
    {
        int n = points.Rows;
        var largest = new List<double>();
        for (int s = 0; s < SampledPairs; s++)
        {
            int i = (int)(PairHash.Of(1, s, 0) % (ulong)n);
            int j = (int)(PairHash.Of(1, s, 1) % (ulong)n);
            double difference = 0;
            for (int k = 0; k < points.Columns; k++)
                difference = Math.Max(difference, Math.Abs(points[i, k] - points[j, k]));
            if (difference > 0)
                largest.Add(Math.Min(difference, double.MaxValue));
        }

        if (largest.Count == 0)
            return Exponent(points.Values.Max() - points.Values.Min());
        largest.Sort();
        return Exponent(largest[largest.Count / 2]);
    }

    private static int Exponent(double value) => value == 0 ? 0 : Math.Clamp(Math.ILogB(value), -1020, 1020);
}
