using System.Globalization;
using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>What the cmdlets that draw maps share: where the colors come from, and what of a map is shown.</summary>
public abstract class MapCommand : SneCommand
{
    /// <summary>How numbers are spread over the colors.</summary>
    [Parameter(ParameterSetName = "Map")]
    public ColorScale ColorScale { get; set; }

    /// <summary>Where the scale of colors begins and ends: two numbers, dates, or percentiles as p1, p99.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNullOrEmpty]
    public object[]? ColorLimit { get; set; }

    /// <summary>The name of a palette, or colors.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PaletteCompleter))]
    public string[]? Palette { get; set; }

    /// <summary>The order of the legend.</summary>
    [Parameter(ParameterSetName = "Map")]
    public LegendOrder LegendOrder { get; set; }

    /// <summary>Draw no legend.</summary>
    [Parameter(ParameterSetName = "Map")]
    public SwitchParameter NoLegend { get; set; }

    /// <summary>Write no names of categories on the map.</summary>
    [Parameter(ParameterSetName = "Map")]
    public SwitchParameter NoLabel { get; set; }

    /// <summary>From where to where the first coordinate is shown.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateCount(2, 2)]
    public double[]? XLimit { get; set; }

    /// <summary>From where to where the second coordinate is shown.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateCount(2, 2)]
    public double[]? YLimit { get; set; }

    /// <summary>Rows, as many as there are points, with further columns for the colors, and the data for measures.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNull]
    public object? Data { get; set; }

    /// <summary>What Measure-SneEmbedding has found, for colors by measures of the points.</summary>
    [Parameter(ParameterSetName = "Map")]
    [ValidateNotNull]
    public EmbeddingQuality? Quality { get; set; }

    /// <summary>How values become colors.</summary>
    /// <param name="kind">What the values are.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    private protected ColorOptions Coloring(ColorKind kind, PlotTheme theme) => new()
    {
        Kind = kind,
        Theme = theme,
        Scale = ColorScale,
        Limit = ColorLimit is null ? null : [.. ColorLimit.Select(LimitText)],
        Palette = Palette,
        LegendOrder = LegendOrder,
    };

    /// <summary>What of a map is shown.</summary>
    private protected MapLook Look() => new()
    {
        XLimit = XLimit is [var left, var right] ? (left, right) : null,
        YLimit = YLimit is [var low, var high] ? (low, high) : null,
        HasLegend = !NoLegend,
        HasLabels = !NoLabel,
    };

    /// <summary>What is asked of a map.</summary>
    /// <param name="color">The column or the measure that gives the colors.</param>
    /// <param name="hover">Columns that a page shows.</param>
    /// <param name="observe">Is told the share of measures that is computed.</param>
    private protected MapRequest Request(string? color, string[] hover, Action<double>? observe) => new(color, Cancellation)
    {
        Hover = hover,
        Data = Data,
        Quality = Quality,
        Observe = observe,
        Warn = WriteWarning,
    };

    private static string LimitText(object limit) => InputRow.Unwrap(limit) switch
    {
        DateTime or DateTimeOffset or DateOnly => ((IFormattable)InputRow.Unwrap(limit)!).ToString("o", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString() ?? string.Empty,
    };
}
