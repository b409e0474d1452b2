namespace SneTools;

/// <summary>Given distances between all pairs of points.</summary>
internal sealed class SquareDistances : IPointDistances
{
    /// <summary>Pairs of the sample that the unit of length comes from.</summary>
    private const int PairSample = 512;

    /// <summary>How many units in the last place a distance may owe to its computation.</summary>
    private const double Rounding = 4 * PairMetric.HalfUnit;

    private readonly Matrix _squares;

    /// <summary>Takes over a table.</summary>
    /// <param name="distances">n × n: symmetric to the bit, at least 0, 0 on the diagonal. It becomes one of squares.</param>
    public SquareDistances(Matrix distances)
    {
        int unit = UnitExponent(distances.Values);
        Unit = Math.ScaleB(1, unit);
        _squares = distances;
        foreach (ref double value in distances.Values.AsSpan())
        {
            double distance = Math.ScaleB(value, -unit);
            value = Math.Min(distance * distance, double.MaxValue);
        }
    }

    /// <summary>Takes over squares of distances.</summary>
    /// <param name="squares">n × n: symmetric to the bit, at least 0, 0 on the diagonal.</param>
    /// <param name="unit">Their unit of length, in the data's: a power of two.</param>
    public SquareDistances(Matrix squares, double unit) => (_squares, Unit) = (squares, unit);

    /// <summary>The squares, n × n.</summary>
    public Matrix Squares => _squares;

    /// <inheritdoc/>
    public int Count => _squares.Rows;

    /// <inheritdoc/>
    public double Unit { get; }

    /// <inheritdoc/>
    public double SquaredDistance(int i, int j) => _squares[i, j];

    /// <inheritdoc/>
    public void SquaredDistances(int i, int start, Span<double> target) => _squares.Row(i).Slice(start, target.Length).CopyTo(target);

    /// <inheritdoc/>
    public double SquaredDistanceRounding(int i, int j) => 2 * Rounding * SquaredDistance(i, j);

    /// <inheritdoc/>
    public DistanceTable CreateTable() => new PointTable(this);

    /// <summary>The exponent of a unit of length in which distances can be squared: 0 wherever they can in their own.</summary>
    public static int UnitExponent(ReadOnlySpan<double> distances)
    {
        double largest = 0;
        foreach (double distance in distances)
            largest = Math.Max(largest, distance);
        if (largest == 0)
            return 0;
        var sample = new List<double>(PairSample);
        int step = Math.Max(1, (distances.Length / (4 * PairSample)) | 1);
        for (int k = 0; k < distances.Length; k += step)
        {
            if (distances[k] > 0)
                sample.Add(distances[k]);
        }

        sample.Sort();
        double typical = sample.Count > 0 ? sample[sample.Count / 4] : largest;
        return new RowScale(Math.ILogB(typical), Math.ILogB(largest) + 1, Math.ILogB(largest) + 1).UnitExponent;
    }
}
