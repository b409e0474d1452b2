using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a figure lie: the title on top, the legend on the right, and panels of equal size in rows and columns.</summary>
internal sealed class FigureLayout
{
    /// <summary>The height of letters below which nobody reads them, in pixels.</summary>
    public const float SmallestText = 9;

    /// <summary>Pixels of a usual figure, at which letters are 14 high.</summary>
    private const double UsualPixels = 1000 * 800;

    /// <summary>The share of the width that a legend may take.</summary>
    private const float LegendShare = 0.25f;

    private FigureLayout(FigureText text, string[] title, FigureText titleText, FigureLegend? legend, SKRect legendPlace, SKRect[] panels, int columns, float left) =>
        (Text, Title, TitleText, Legend, LegendPlace, Panels, Columns, Left) = (text, title, titleText, legend, legendPlace, panels, columns, left);

    /// <summary>The letters of the figure.</summary>
    public FigureText Text { get; }

    /// <summary>The lines of the title.</summary>
    public string[] Title { get; }

    /// <summary>The letters of the title.</summary>
    public FigureText TitleText { get; }

    /// <summary>The legend; null if there is none.</summary>
    public FigureLegend? Legend { get; }

    /// <summary>Where the legend lies.</summary>
    public SKRect LegendPlace { get; }

    /// <summary>Where each panel lies with all that belongs to it, row by row.</summary>
    public SKRect[] Panels { get; }

    /// <summary>Panels in a row.</summary>
    public int Columns { get; }

    /// <summary>Where the title begins.</summary>
    public float Left { get; }

    /// <summary>Room between the parts of the figure.</summary>
    public float Margin => 0.7f * Text.Size;

    /// <summary>Lays a figure out.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="title">What stands over it; empty for nothing.</param>
    /// <param name="legend">The legend; null for none.</param>
    /// <param name="count">Number of panels.</param>
    /// <param name="aspect">Width of what a panel shows, over its height.</param>
    /// <param name="above">Lines of text that a panel has beside what it shows.</param>
    public static FigureLayout Of(PlotSize size, string title, FigureLegend? legend, int count, double aspect, float above)
    {
        var text = new FigureText(TextSize(size));
        float margin = 0.7f * text.Size;
        var titleText = new FigureText(1.25f * text.Size, IsBold: true);
        var room = new SKRect(margin, margin, size.Width - margin, size.Height - margin);
        string[] lines = titleText.Wrap(PlotText.OneLine(title, 300), room.Width, Math.Clamp((int)(size.Height / (7 * titleText.Line)), 1, 3));
        if (lines.Length > 0)
            room.Top += (lines.Length * titleText.Line) + (margin / 2);
        SKRect place = default;
        if (legend is not null)
        {
            legend = legend.Fitted(text, LegendShare * size.Width, room.Height);
            place = new SKRect(room.Right - legend.Width, room.Top, room.Right, room.Bottom);
            room.Right = place.Left - margin;
        }

        (int columns, SKRect[] panels) = Divide(room, count, aspect, above * text.Line, margin);
        return new FigureLayout(text, lines, titleText, legend, place, panels, columns, margin);
    }

    /// <summary>The same figure with its parts closer together: the title from some place on, and the legend from another.</summary>
    public FigureLayout Moved(float title, float legend) =>
        new(Text, Title, TitleText, Legend, LegendPlace with { Left = legend, Right = legend + LegendPlace.Width }, Panels, Columns, title);

    /// <summary>The height of letters in a figure, in pixels: in proportion to it, as it is looked at as a whole, and never too small to be read.
    /// </summary>
    public static float TextSize(PlotSize size) => (float)Math.Max(SmallestText, 14 * Math.Sqrt((double)size.Width * size.Height / UsualPixels));

    /// <summary>Draws title and legend.</summary>
    public void Draw(SKCanvas canvas, PlotTheme theme)
    {
        for (int line = 0; line < Title.Length; line++)
            TitleText.Draw(canvas, Title[line], Left, Margin + (line * TitleText.Line), Palette.Ink(theme));
        Legend?.Draw(canvas, LegendPlace, theme);
    }

    /// <summary>As many columns as make what the panels show largest; where others are nearly as good, such that the last row is full.</summary>
    private static (int Columns, SKRect[] Panels) Divide(SKRect room, int count, double aspect, float above, float gap)
    {
        (int Columns, double Score) best = (1, double.NegativeInfinity);
        for (int columns = 1; columns <= count; columns++)
        {
            int rows = (count + columns - 1) / columns;
            double wide = (room.Width - ((columns - 1) * gap)) / columns;
            double high = ((room.Height - ((rows - 1) * gap)) / rows) - above;
            double score = Math.Min(wide / aspect, high) * (count % columns == 0 ? 1.15 : 1);
            if (score > best.Score)
                best = (columns, score);
        }

        int lines = (count + best.Columns - 1) / best.Columns;
        float width = Math.Max(1, (room.Width - ((best.Columns - 1) * gap)) / best.Columns);
        float height = Math.Max(1, (room.Height - ((lines - 1) * gap)) / lines);
        return (best.Columns, [.. Enumerable.Range(0, count).Select(k =>
            SKRect.Create(room.Left + (k % best.Columns * (width + gap)), room.Top + (k / best.Columns * (height + gap)), width, height))]);
    }
}
