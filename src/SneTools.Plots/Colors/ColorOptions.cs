namespace SneTools.Plots;

/// <summary>How the values of a column become colors.</summary>
public sealed record ColorOptions
{
    /// <summary>What the values are.</summary>
    public ColorKind Kind { get; init; }

    /// <summary>What the colors stand on.</summary>
    public PlotTheme Theme { get; init; }

    /// <summary>How numbers are spread over the colors.</summary>
    public ColorScale Scale { get; init; }

    /// <summary>Where the scale begins and ends: two texts, each a number, a date, or a percentile as p1 and p99; null for the smallest and the
    /// largest number. What lies outside has the color of the end.</summary>
    public IReadOnlyList<string>? Limit { get; init; }

    /// <summary>The name of a palette, or colors as style sheets write them; null for the usual ones.</summary>
    public IReadOnlyList<string>? Palette { get; init; }

    /// <summary>The order of the legend.</summary>
    public LegendOrder LegendOrder { get; init; }
}
