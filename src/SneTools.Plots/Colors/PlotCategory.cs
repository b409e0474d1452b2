namespace SneTools.Plots;

/// <summary>Points that share a color and a mark.</summary>
/// <param name="Label">Their value in the column that gives the colors.</param>
/// <param name="Count">Number of points.</param>
/// <param name="Color">The color.</param>
/// <param name="IsRest">True for what has no color of its own: the values beyond the palette, and points without a
/// value.</param>
public sealed record PlotCategory(string Label, int Count, Rgb Color, bool IsRest = false)
{
    /// <summary>What its points are drawn as, where there are more categories than colors.</summary>
    public CurveMark Mark { get; init; }

    /// <summary>How many categories share this one; 1 for one of its own.</summary>
    public int Categories { get; init; } = 1;

    /// <summary>The label with the number of points, as a legend shows it.</summary>
    public string Caption => Categories > 1 ? $"{Label}: {PlotText.Count(Count)}" : $"{Label} ({PlotText.Count(Count)})";
}
