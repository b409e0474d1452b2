namespace SneTools.Plots;

/// <summary>A series in a panel.</summary>
/// <param name="Series">The series.</param>
/// <param name="Points">Its rows that have a value here, in their order.</param>
/// <param name="Means">What they come to at every place, from left to right.</param>
public sealed record Curve(CurveSeries Series, CurvePoint[] Points, CurveMean[] Means)
{
    /// <summary>What a page says it is under the mouse.</summary>
    public string Name { get; init; } = Series.Name;

    /// <summary>The curve of some rows.</summary>
    /// <param name="series">The series.</param>
    /// <param name="points">Its rows.</param>
    internal static Curve Of(CurveSeries series, CurvePoint[] points) => new(series, points, [.. points
        .GroupBy(point => point.X)
        .OrderBy(group => group.Key)
        .Select(group => new CurveMean(group.Key, group.Average(point => point.Y), group.Min(point => point.Y), group.Max(point => point.Y), group.Count()))]);
}
