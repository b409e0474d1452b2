namespace SneTools.Plots;

/// <summary>What stands around the map of a page, which gives way where the page is small, as it does in a picture.</summary>
internal sealed record PageFrame
{
    /// <summary>The share of the page that belongs to the map.</summary>
    private const double MapShare = 2 / 3.0;

    private const float TitleSize = 17;

    /// <summary>Pixels of a title's lines where the window's width is not known.</summary>
    private const int UsualTitleWidth = 900;

    /// <summary>Size of the figure; null for that of the window.</summary>
    public required PlotSize? Size { get; init; }

    /// <summary>Width that the figure is laid out for.</summary>
    public required int Width { get; init; }

    /// <summary>The title as Plotly has it.</summary>
    public required object Title { get; init; }

    /// <summary>Pixels around the map.</summary>
    public required object Margin { get; init; }

    /// <summary>Whether there is a legend.</summary>
    public required bool HasLegend { get; init; }

    /// <summary>Whether the axes have names.</summary>
    public required bool HasNames { get; init; }

    /// <summary>Whether numbers stand along the axes.</summary>
    public required bool HasNumbers { get; init; }

    /// <summary>Height of the letters along the axes.</summary>
    public required int TextSize { get; init; }

    /// <summary>Height of the letters of names on the map.</summary>
    public int NameSize => TextSize + 4;

    /// <summary>What there is room for.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    public static PageFrame Of(MapPlot plot, PlotSize? size)
    {
        PlotSize sheet = PagePanels.Or(size);
        int text = (int)Math.Clamp(FigureLayout.TextSize(sheet), 9, 12);
        double legend = plot.Look.HasLegend ? PageColors.LegendWidth(plot.Colors, sheet.Width) : 0;
        float letters = Math.Min(TitleSize, 1.4f * text);
        string title = PlotText.OneLine(plot.Title, 400);
        PageFrame? best = null;
        for (int level = 0; level < 4; level++)
        {
            (bool hasNames, bool hasNumbers, bool hasLegend) = (level < 1, level < 2, level < 3);
            string[] lines = new FigureText(letters, IsBold: true).Wrap(title, size is null ? UsualTitleWidth : sheet.Width - 16, level < 1 ? 3 : 1);
            if (lines.Length == 0 && title.Length > 0)
                lines = [title];
            int above = lines.Length > 0 ? (int)(lines.Length * 1.3 * letters) + 12 : hasNames ? 30 : 6;
            int left = 8 + (hasNumbers ? 3 * text : 0) + (hasNames ? 2 * text : 0);
            int under = 6 + (hasNumbers ? (int)(1.6 * text) : 0) + (hasNames ? 2 * text : 0);
            const int Right = 10;
            double share = (sheet.Width - left - Right - (hasLegend ? legend : 0)) * (sheet.Height - above - under) / ((double)sheet.Width * sheet.Height);
            best = new PageFrame
            {
                Size = size,
                Width = sheet.Width,
                Title = new { text = string.Join("<br>", lines.Select(PageWriter.Escape)), x = 8.0 / sheet.Width, xanchor = "left", y = 1, yref = "container", yanchor = "top", pad = new { t = 6 }, font = new { size = letters } },
                Margin = new { l = left, r = Right, t = above, b = under },
                HasLegend = hasLegend && plot.Look.HasLegend,
                HasNames = hasNames,
                HasNumbers = hasNumbers,
                TextSize = text,
            };
            if (size is null || share >= MapShare || plot.Map.Columns == 3)
                break;
        }

        return best!;
    }
}
