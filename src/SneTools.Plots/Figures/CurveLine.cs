namespace SneTools.Plots;

/// <summary>One line of a figure whose points were measured in order, as the cost of a run.</summary>
/// <param name="Series">What it is called in the legend; lines of one name have one color.</param>
/// <param name="X">The places of its points, from left to right.</param>
/// <param name="Y">Their values.</param>
public sealed record CurveLine(string Series, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>What the legend says behind the name, as a number that sums the line up. Empty for nothing, and where several lines share a
    /// name.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>What a page says it is under the mouse; by default its series.</summary>
    public string Name { get; init; } = Series;
}
