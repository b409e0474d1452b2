namespace SneTools;

/// <summary>Columns shifted to mean 0 and scaled to standard deviation 1, as those of some rows were; other rows can be scaled alike.
/// </summary>
public sealed class Standardization
{
    private readonly double[] _means;

    private readonly double[] _ranges;
    private readonly double[] _deviations;

    /// <summary>Takes over what was found.</summary>
    /// <param name="means">The means, h numbers.</param>
    /// <param name="ranges">The largest distance from the mean in every column.</param>
    /// <param name="deviations">Standard deviations in units of the ranges.</param>
    internal Standardization(double[] means, double[] ranges, double[] deviations)
    {
        _means = means;
        _ranges = ranges;
        _deviations = deviations;
    }

    /// <summary>The mean of every column, h numbers.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>The standard deviation of every column (over n), h numbers; 0 for a constant one.</summary>
    public IReadOnlyList<double> Deviations => [.. _deviations.Select((deviation, k) => deviation * _ranges[k])];

    /// <summary>The largest distance from the mean in every column; 0 in a constant one.</summary>
    public IReadOnlyList<double> Ranges => _ranges;

    /// <summary>Standard deviations in units of the ranges: the squares of numbers as large as 1e160, or as small as 1e-170, are not
    /// doubles any more. 0 for a constant column.</summary>
    public IReadOnlyList<double> RelativeDeviations => _deviations;

    /// <summary>Finds means and deviations.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Standardization Fit(Matrix data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);

        // Row by row, as the numbers lie in memory; the sums of a column are those of a loop down the column.
        double[] means = data.Means(cancellation);
        var ranges = new double[data.Columns];
        for (int i = 0; i < data.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = data.ReadRow(i);
            for (int k = 0; k < row.Length; k++)
                ranges[k] = Math.Max(ranges[k], Math.Abs(row[k] - means[k]));
        }

        var deviations = new double[data.Columns];
        for (int i = 0; i < data.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = data.ReadRow(i);
            for (int k = 0; k < row.Length; k++)
            {
                double share = (row[k] - means[k]) / ranges[k];
                deviations[k] += share * share;
            }
        }

        // A mean is rounded: where all numbers are equal, they may lie beside it.
        for (int k = 0; k < deviations.Length; k++)
            deviations[k] = data.IsConstant(k) ? 0 : Math.Sqrt(deviations[k] / data.Rows);
        return new Standardization(means, ranges, deviations);
    }

    /// <summary>Scales rows; a column that was constant becomes 0.</summary>
    /// <param name="data">m × h: the rows that means and deviations were found for, or others.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>m × h.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public Matrix Apply(Matrix data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Columns != _means.Length)
            throw new ArgumentException($"{data.Columns} columns where {_means.Length} are expected.", nameof(data));
        Matrix result = Matrix.Unset(data.Rows, data.Columns);
        for (int i = 0; i < data.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = data.ReadRow(i);
            Span<double> target = result.Row(i);
            for (int k = 0; k < row.Length; k++)
                target[k] = _deviations[k] == 0 ? 0 : (row[k] - _means[k]) / _ranges[k] / _deviations[k];
        }

        return result;
    }
}
