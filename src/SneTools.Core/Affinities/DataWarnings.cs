
namespace SneTools;

/// <summary>What about a data set deserves a word to its user, although the result is defined.</summary>
public static class DataWarnings
{
    /// <summary>What the reader noticed, dropped rows and replaced cells.</summary>
    /// <param name="data">The data.</param>
    public static IReadOnlyList<string> OfReading(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<string> warnings = [.. data.Warnings];
        if (data.DroppedRows.Count > 0)
            warnings.Add(OfDropped(data.DroppedRows.Count, data.DroppedRows[0]));
        if (data.ReplacedCells > 0)
            warnings.Add($"{Count(data.ReplacedCells, "value was", "values were")} missing or not a finite number and got the mean of the column.");
        return warnings;
    }

    /// <summary>What the reader noticed in a file that it gave in batches, beside the warnings of the first: dropped rows.</summary>
    /// <param name="summary">What it tells of the whole file.</param>
    public static IReadOnlyList<string> OfReading(ReadingSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.DroppedRows == 0 ? summary.Warnings : [.. summary.Warnings, OfDropped(summary.DroppedRows, summary.FirstDroppedRow)];
    }

    /// <summary>Constant columns and equal rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cancellation">Ends the search for equal rows.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<string> Of(Dataset data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var warnings = new List<string>();
        string[] constant = [.. Enumerable.Range(0, data.Dimension).Where(data.IsConstant).Select(k => data.Columns[k])];
        using var team = new ThreadTeam(1, cancellation);
        int repeated = EqualRows.Find(data.Values, NeighborMetric.Euclidean, team)?.Repeated ?? 0;
        if (constant.Length == data.Dimension)
            warnings.Add("All rows are equal: there is nothing to tell the points apart by.");
        else if (constant.Length > 0)
            warnings.Add($"{Count(constant.Length, "column is constant and tells", "columns are constant and tell")} nothing apart: {string.Join(", ", constant.Take(5))}{(constant.Length > 5 ? ", ..." : string.Empty)}.");
        if (repeated > 0 && constant.Length < data.Dimension)
            warnings.Add($"{Count(repeated, "row equals an earlier row", "rows equal an earlier row")}; equal rows lie close together in the map.");
        return warnings;
    }

    /// <summary>A column, or very few of many, whose numbers are so much larger than all others that it decides nearly alone which rows are near
    /// each other: at least 95 % of the variance. None for data that were standardized or reduced, and for metrics that scales do not
    /// matter to.</summary>
    /// <param name="data">The data, as they are before anything is done to them.</param>
    /// <param name="metric">What near means.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<string> OfScale(Dataset data, NeighborMetric metric, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ScaleWarning.Of(data, metric, cancellation) is { } text ? [text] : [];
    }

    /// <summary>Points with too many nearest neighbors, and points that nobody has as a neighbor.</summary>
    /// <param name="saturated">Number of the former.</param>
    /// <param name="isolated">The latter, counted from 0.</param>
    public static IReadOnlyList<string> Of(int saturated, IReadOnlyList<int> isolated)
    {
        ArgumentNullException.ThrowIfNull(isolated);
        var warnings = new List<string>();
        if (saturated > 0)
            warnings.Add($"{Count(saturated, "row has", "rows have")} more equally near neighbors than the perplexity asks for; they share the probability equally.");
        if (isolated.Count > 0)
            warnings.Add($"{Count(isolated.Count, "row is", "rows are")} so far from all others that none of them counts it as a neighbor; the first is row {isolated[0] + 1}.");
        return warnings;
    }

    private static string OfDropped(int count, int first) => FormattableString.Invariant(
        $"{Count(count, "row was", "rows were")} left out because a value was missing or not a finite number; the first is row {first + 1}.");

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
