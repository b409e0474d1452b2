namespace SneTools;

/// <summary>
/// Points as a metric sees them. Where its distance grows with a straight one between rows that can be had from the data's, the rows are
/// these, and all that is fast with straight distances is so with this metric.
/// </summary>
internal sealed class MetricPoints
{
    private MetricPoints(Matrix rows, NeighborMetric metric, bool isStraight)
    {
        Rows = rows;
        Metric = metric;
        IsStraight = isStraight;
    }

    /// <summary>The rows, n × h; equal ones are at a distance of 0.</summary>
    public Matrix Rows { get; }

    /// <summary>The metric.</summary>
    public NeighborMetric Metric { get; }

    /// <summary>Whether neighbors by straight distances are those of the metric.</summary>
    public bool IsStraight { get; }

    /// <summary>Prepares points that other rows are to be compared with.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: rows have no distances that are given.</exception>
    /// <remarks>Rows that are no points may have other numbers than these: what is so by chance, as that there are two of them, does not
    /// count.</remarks>
    public static MetricPoints ForQueries(Matrix points, NeighborMetric metric) =>
        metric == NeighborMetric.Hamming ? new(points, metric, false) : Of(points, metric);

    /// <summary>Prepares points.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">What near means.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: rows have no distances that are given.</exception>
    public static MetricPoints Of(Matrix points, NeighborMetric metric) => metric switch
    {
        NeighborMetric.Euclidean or NeighborMetric.Cosine => new(points, metric, true),
        NeighborMetric.Correlation => new(Deviations(points), metric, true),
        NeighborMetric.Hamming => Codes(points) is { } codes ? new(codes, metric, true) : new(points, metric, false),
        NeighborMetric.Jaccard => new(Sets(points), metric, false),
        NeighborMetric.Precomputed => throw new SneException(
            SneError.InvalidOption, "The metric Precomputed is for distances that are given; these are rows, between which distances are to be taken.", column: nameof(Metric)),
        _ => new(points, metric, false),
    };

    /// <summary>The distances between points.</summary>
    /// <inheritdoc cref="Of"/>
    public static IPointDistances Distances(Matrix points, NeighborMetric metric) => Of(points, metric).Distances();

    /// <summary>The rows for straight distances.</summary>
    /// <param name="selection">Which of them; null for all.</param>
    public MetricRows Straight(int[]? selection = null) => new(
        Rows, Metric is NeighborMetric.Cosine or NeighborMetric.Correlation ? NeighborMetric.Cosine : NeighborMetric.Euclidean, selection);

    /// <summary>The distances.</summary>
    /// <param name="selection">Between which of the points; null for all.</param>
    public IPointDistances Distances(int[]? selection = null)
    {
        Matrix rows = selection is null ? Rows : Rows.Select(selection);
        switch (Metric)
        {
            case NeighborMetric.Manhattan:
                double unit = new MetricRows(Rows, NeighborMetric.Euclidean).Unit;
                return new PairRows<ManhattanMetric>(rows, 1 / unit, unit);
            case NeighborMetric.Chebyshev:
                unit = new MetricRows(Rows, NeighborMetric.Euclidean).Unit;
                return new PairRows<ChebyshevMetric>(rows, 1 / unit, unit);
            case NeighborMetric.Canberra:
                // Shares of numbers and of their halves are the same, and no sum of two halves overflows.
                bool isHuge = Array.Exists(rows.Values, value => Math.Abs(value) > 0.25 * double.MaxValue);
                return new PairRows<CanberraMetric>(rows, isHuge ? 0.5 : 1, 1);
            case NeighborMetric.Hamming:
                return new PairRows<HammingMetric>(rows, 1, 1);
            case NeighborMetric.Jaccard:
                return new PairRows<JaccardMetric>(rows, 1, 1);
            default:
                return Straight(selection);
        }
    }

    /// <summary>The metric's squared distance, in its own unit.</summary>
    /// <param name="straight">The squared straight distance.</param>
    public double Square(double straight) => Metric == NeighborMetric.Hamming ? straight / Rows.Columns * (straight / Rows.Columns) : straight;

    /// <summary>Rows that are no points as the metric sees them.</summary>
    /// <param name="rows">m × h, finite.</param>
    public Matrix See(Matrix rows) => Metric switch
    {
        NeighborMetric.Correlation => Deviations(rows),
        NeighborMetric.Jaccard => Sets(rows),
        _ => rows,
    };

    /// <summary>The rows less their own means, each in a unit of its own: only their directions count. A row of one number is 0.</summary>
    private static Matrix Deviations(Matrix points)
    {
        var result = new Matrix(points.Rows, points.Columns);
        for (int i = 0; i < points.Rows; i++)
        {
            MatrixRow source = points.ReadRow(i);
            double largest = 0;
            bool isOne = true;
            for (int k = 0; k < source.Length; k++)
            {
                largest = Math.Max(largest, Math.Abs(source[k]));
                isOne &= source[k] == source[0];
            }

            if (isOne)
                continue;
            Span<double> row = result.Row(i);
            double mean = 0;
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = Math.ScaleB(source[k], -Math.ILogB(largest));
                mean += row[k] / row.Length;
            }

            for (int k = 0; k < row.Length; k++)
                row[k] -= mean;
        }

        return result;
    }

    /// <summary>Columns of no more than two different numbers as 0 and 1; null if one has more. Rows that differ at m places are at a
    /// straight distance of √m.</summary>
    private static Matrix? Codes(Matrix points)
    {
        var others = new double?[points.Columns];
        var result = new Matrix(points.Rows, points.Columns);
        for (int i = 0; i < points.Rows; i++)
        {
            for (int k = 0; k < others.Length; k++)
            {
                double value = points[i, k];
                if (value == points[0, k])
                    continue;
                others[k] ??= value;
                if (value != others[k])
                    return null;
                result[i, k] = 1;
            }
        }

        return result;
    }

    /// <summary>1 for numbers that are not 0.</summary>
    private static Matrix Sets(Matrix points)
    {
        var result = new Matrix(points.Rows, points.Columns);
        for (int k = 0; k < result.Values.Length; k++)
            result.Values[k] = points[k / points.Columns, k % points.Columns] == 0 ? 0 : 1;
        return result;
    }
}
