namespace SneTools;

/// <summary>Finds columns that decide alone which rows are near each other, because their numbers are that much larger than all others.</summary>
/// <remarks>
/// A column's share of the distances between rows is its share of the variance. Over 84 tables of numbers (those that come with R, of
/// statsmodels, of Vega and of scikit-learn) a column with 95 % of it shares, in the median, nine of ten neighbors with the whole table, and the
/// standardized table less than half of them. Tables of one unit stay far below: images and series of years at a tenth, measures of flowers
/// at two thirds. The longer a table, the more columns may share that place, up to three: each tenth of the columns counts for one.
/// </remarks>
internal static class ScaleWarning
{
    /// <summary>The share of the variance from which on the others do not matter.</summary>
    private const double Share = 0.95;

    /// <summary>The most columns that are said to decide together.</summary>
    private const int Most = 3;

    /// <summary>Columns for each of those.</summary>
    private const int ColumnsOfOne = 10;

    /// <summary>The sentence about such columns; null where there are none, or where scales do not matter.</summary>
    /// <param name="data">The rows, as they are before anything is done to them.</param>
    /// <param name="metric">What near means.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static string? Of(Dataset data, NeighborMetric metric, CancellationToken cancellation)
    {
        if (metric is not (NeighborMetric.Euclidean or NeighborMetric.Manhattan or NeighborMetric.Chebyshev) || Preparation.Of(data) is { IsNone: false } || data.Dimension < 2)
            return null;
        (double[] squares, int varying) = SquaredDeviations(data, cancellation);
        double total = squares.Sum();
        int[] largest = [.. Enumerable.Range(0, squares.Length).OrderByDescending(k => squares[k]).Take(Math.Clamp(varying / ColumnsOfOne, 1, Most))];
        double share = 0;
        int count = 0;
        while (count < largest.Length && !(share >= Share))
            share += squares[largest[count++]] / total;
        return varying > count && share >= Share ? Text([.. largest[..count].Select(k => data.Columns[k])], share, varying) : null;
    }

    private static string Text(string[] names, double share, int columns)
    {
        string quoted = string.Join(", ", names.Select(name => $"'{name}'"));
        string part = share >= 0.9995 ? "more than 99.9 %" : FormattableString.Invariant($"{100 * share:0.0} %");
        return (names.Length == 1
            ? $"The column {quoted} holds {part} of the variance of {columns} columns: it decides nearly alone which rows are near each other."
            : $"The columns {quoted} hold {part} of the variance of {columns} columns: they decide nearly alone which rows are near each other.")
            + " Use -Standardize to let all columns weigh the same, or -Standardize:$false to say that this is meant.";
    }

    /// <summary>The sum of squared differences from its mean of every column, in units of the largest range, and how many columns are not constant.
    /// Categories, which get a scale of their own, do not count.</summary>
    private static (double[] Squares, int Varying) SquaredDeviations(Dataset data, CancellationToken cancellation)
    {
        (int n, int h) = (data.Count, data.Dimension);
        double[] first = new double[h];
        double[] low = new double[h];
        double[] high = new double[h];
        double[] mean = new double[h];
        data.Values.ReadRow(0).CopyTo(first);
        first.CopyTo(low, 0);
        first.CopyTo(high, 0);
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = data.Values.ReadRow(i);
            for (int k = 0; k < h; k++)
            {
                mean[k] += (row[k] - first[k]) / n;
                low[k] = Math.Min(low[k], row[k]);
                high[k] = Math.Max(high[k], row[k]);
            }
        }

        foreach (ColumnGroup group in CategoryScale.Categories(data.Groups))
        {
            Array.Fill(low, 0, group.First, group.Count);
            Array.Fill(high, 0, group.First, group.Count);
        }

        double unit = 0;
        int varying = 0;
        for (int k = 0; k < h; k++)
        {
            varying += high[k] > low[k] ? 1 : 0;
            unit = Math.Max(unit, (high[k] / 2) - (low[k] / 2)); // A whole range may be more than a double holds.
        }

        var result = new double[h];
        if (varying == 0)
            return (result, 0);
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = data.Values.ReadRow(i);
            for (int k = 0; k < h; k++)
            {
                double deviation = high[k] > low[k] ? ((row[k] - first[k]) / unit) - (mean[k] / unit) : 0;
                result[k] += deviation * deviation;
            }
        }

        return (result, varying);
    }
}
