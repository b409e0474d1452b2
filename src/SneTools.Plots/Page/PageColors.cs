namespace SneTools.Plots;

/// <summary>Colors, marks, legends and scales as pages have them.</summary>
internal static class PageColors
{
    private const int TextSize = 13;

    /// <summary>Pixels of a legend's line beside its text.</summary>
    private const int SymbolWidth = 52;

    /// <summary>The share of the width that a legend may take.</summary>
    private const double LegendShare = 0.25;

    /// <summary>The mark of a category.</summary>
    /// <param name="category">The category.</param>
    /// <param name="isSpace">True for a map in space, which has no triangles.</param>
    public static string Symbol(PlotCategory category, bool isSpace = false) => category.Mark switch
    {
        CurveMark.Circle => "circle",
        CurveMark.Square => "square",
        _ => isSpace ? "diamond" : "triangle-up",
    };

    /// <summary>A text of the legend, cut so that the legend takes no more than a quarter of the page.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Width of the page in pixels.</param>
    public static string Cut(string text, int width)
    {
        float room = (float)Math.Max(TextSize, (LegendShare * width) - SymbolWidth);
        return PageWriter.Escape(PictureFonts.Exist ? new FigureText(TextSize).Fit(text, room) : PlotText.OneLine(text, (int)(room / (0.6 * TextSize))));
    }

    /// <summary>The width of a legend in pixels.</summary>
    /// <param name="colors">The colors.</param>
    /// <param name="width">Width of the page.</param>
    public static double LegendWidth(PointColors colors, int width) => colors.Column is null
        ? 0
        : Math.Min(LegendShare * width, SymbolWidth + (colors.Values is null ? colors.Legend.Max(category => new FigureText(TextSize).Width(category.Caption)) : 40));

    /// <summary>Numbers as they lie along a scale, to five digits.</summary>
    public static double[] Numbers(PointColors colors, IEnumerable<int> points) =>
        [.. points.Select(i => colors.Scale!.Spread(colors.Values![i])).Select(value => colors.Scale!.IsLog ? Math.Round(value, 5) : value)];

    /// <summary>What a scale of numbers is, beside the numbers.</summary>
    /// <param name="colors">The colors.</param>
    /// <param name="width">Width of the page.</param>
    public static (string Name, object Value)[] Scale(PointColors colors, int width)
    {
        NumberScale scale = colors.Scale!;
        double low = scale.Spread(scale.Low);
        double high = scale.Spread(scale.High);
        ScaleTick[] ticks = scale.Ticks(NumberScale.MostTicks);
        return
        [
            ("cmin", low),
            ("cmax", high > low ? high : low + 1),
            ("colorscale", colors.Ramp.ToPage()),
            ("colorbar", new
            {
                title = new { text = $"<b>{Cut(PlotText.OneLine(colors.Column!, 60), width)}</b><br> " },
                tickmode = "array",
                tickvals = ticks.Select(tick => low + (tick.Position * (high > low ? high - low : 1))).ToArray(),
                ticktext = ticks.Select(tick => PageWriter.Escape(tick.Text)).ToArray(),
                outlinewidth = 0,
                thickness = 16,
                len = colors.Missing is null ? 1 : 0.8,
                y = 0,
                yanchor = "bottom",
            }),
        ];
    }

    /// <summary>A legend in the order of its categories, under the name of their column.</summary>
    /// <param name="colors">The colors.</param>
    /// <param name="width">Width of the page.</param>
    public static object Legend(PointColors colors, int width) => new
    {
        itemsizing = "constant",
        font = new { size = TextSize },
        tracegroupgap = 0,
        title = new { text = colors.Values is null && colors.Column is { } column ? $"<b>{Cut(PlotText.OneLine(column, 60), width)}</b>" : string.Empty },
    };

    /// <summary>The place of a category in the legend, as Plotly has it.</summary>
    public static int Rank(PointColors colors, PlotCategory category) =>
        1001 + Enumerable.Range(0, colors.Legend.Count).First(k => ReferenceEquals(colors.Legend[k], category));
}
