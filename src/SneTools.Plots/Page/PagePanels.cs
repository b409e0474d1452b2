namespace SneTools.Plots;

/// <summary>Where the panels of a figure lie on a page, as shares of its plot area.</summary>
/// <param name="Columns">Panels in a row.</param>
/// <param name="Rows">Rows of panels.</param>
/// <param name="LeastHeight">Pixels that the figure needs to be legible.</param>
/// <param name="CaptionLines">Lines of a caption.</param>
/// <param name="Above">Share of the height over each panel, for its caption.</param>
/// <param name="Beside">Share of the width left of each panel, for its axis.</param>
/// <param name="Under">Share of the height under each panel, for its axis.</param>
internal sealed record PagePanels(int Columns, int Rows, int LeastHeight, int CaptionLines, double Above, double Beside, double Under)
{
    private const double Gap = 0.012;
    private const int CaptionSize = 13;
    private const int MostLines = 4;

    /// <summary>Pixels of a figure's height in a low window, and those of them around its plot area.</summary>
    private const int LowWindow = 620;

    private const int Margins = 80;

    /// <summary>The share of the width that is left beside a legend.</summary>
    private const double MapShare = 0.88;

    /// <summary>The size of a page whose size is not given, roughly.</summary>
    private static readonly PlotSize UsualSize = new(1280, 800);

    /// <summary>Divides a page.</summary>
    /// <param name="cells">The place of each panel, counted row by row from 0.</param>
    /// <param name="columns">Panels in a row.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="leastRow">Pixels that a row of panels needs.</param>
    /// <param name="beside">Pixels left of each panel.</param>
    /// <param name="under">Pixels under each panel.</param>
    /// <param name="captions">The captions of the panels.</param>
    public static PagePanels Of(int[] cells, int columns, PlotSize? size, int leastRow, int beside, int under, string[] captions)
    {
        int rows = (cells.Max() / columns) + 1;
        var text = new FigureText(CaptionSize);
        float width = (float)(((1 / (double)columns) - Gap) * MapShare * Or(size).Width);
        int lines = Enumerable.Range(1, MostLines).FirstOrDefault(count => text.AreWhole(captions, width, count), MostLines);
        int least = (int)(rows * (leastRow + ((lines - 1) * text.Line)));

        // A low window is the worst case: in a higher one there is more room over the panels than their captions need.
        double height = (size?.Height ?? Math.Max(LowWindow, least)) - Margins;
        double above = (8 + (lines * text.Line)) / height;
        return new PagePanels(columns, rows, least, lines, Math.Min(above, 0.5 / rows), beside / (double)Or(size).Width, Math.Min(under / height, 0.3 / rows)) { Cells = cells };
    }

    /// <summary>The place of each panel, counted row by row from 0.</summary>
    public required int[] Cells { get; init; }

    /// <summary>The size that a page is laid out for.</summary>
    public static PlotSize Or(PlotSize? size) => size ?? UsualSize;

    /// <summary>From the left to the right end of a panel.</summary>
    public double[] Across(int panel)
    {
        double width = (1 + Gap) / Columns;
        double left = Cells[panel] % Columns * width;
        return [Math.Round(left + Beside, 5), Math.Round(left + width - Gap, 5)];
    }

    /// <summary>From the lower to the upper end of a panel.</summary>
    public double[] Up(int panel)
    {
        double height = 1.0 / Rows;
        double top = 1 - (Cells[panel] / Columns * height);
        return [Math.Round(top - height + Under, 5), Math.Round(top - Above, 5)];
    }

    /// <summary>A caption over a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="text">The caption, in as many lines as were reserved; what is longer is cut.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    public object Caption(int panel, string text, PlotSize? size)
    {
        double[] across = Across(panel);
        float width = (float)((across[1] - across[0] + Beside) * MapShare * Or(size).Width);
        string[] lines = new FigureText(CaptionSize).Wrap(PlotText.OneLine(text, 300), width, CaptionLines);
        return new
        {
            text = string.Join("<br>", lines.Select(PageWriter.Escape)),
            x = across[0] - Beside,
            y = Up(panel)[1],
            xref = "paper",
            yref = "paper",
            xanchor = "left",
            yanchor = "bottom",
            align = "left",
            showarrow = false,
            font = new { size = CaptionSize },
        };
    }

    /// <summary>The name of an axis as Plotly has it: x, x2, x3, …</summary>
    /// <param name="axis">x or y.</param>
    /// <param name="panel">The panel.</param>
    public static string Axis(string axis, int panel) => panel == 0 ? axis : FormattableString.Invariant($"{axis}{panel + 1}");

    /// <summary>The name of an axis in a layout: xaxis, xaxis2, xaxis3, …</summary>
    /// <param name="axis">x or y.</param>
    /// <param name="panel">The panel.</param>
    public static string AxisSetting(string axis, int panel) => panel == 0 ? $"{axis}axis" : FormattableString.Invariant($"{axis}axis{panel + 1}");
}
