using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a figure of several maps lie.</summary>
/// <param name="Figure">Title, legend and panels.</param>
/// <param name="Frames">The frame of each map.</param>
/// <param name="Captions">The lines over each.</param>
/// <param name="CaptionText">The letters of these.</param>
internal sealed record GridLayout(FigureLayout Figure, SKRect[] Frames, string[][] Captions, FigureText CaptionText)
{
    private const int MostLines = 2;

    /// <summary>Lays the figure out.</summary>
    public static GridLayout Of(MapGrid grid, PlotSize size)
    {
        string[] captions = [.. grid.Maps.Select(map => PlotText.OneLine(map.Title, 200))];
        FigureLayout figure = Lay(1);
        (FigureText text, string[][] lines) = Captions(1);
        if (captions.Any(caption => text.Width(caption) > figure.Panels[0].Width))
        {
            figure = Lay(MostLines);
            (text, lines) = Captions(MostLines);
        }

        float above = lines.Max(caption => caption.Length) * text.Line;
        return new GridLayout(figure, [.. figure.Panels.Select(panel => new SKRect(panel.Left, panel.Top + above, panel.Right, panel.Bottom))], lines, text);

        FigureLayout Lay(int most) => FigureLayout.Of(size, grid.Title, FigureLegend.Of(grid.Colors), captions.Length, grid.Aspect, most);

        // Letters shrink by a quarter at most before a caption is wrapped, and never below what can be read.
        (FigureText, string[][]) Captions(int most)
        {
            float widest = Math.Max(1, captions.Max(figure.Text.Width));
            float letters = figure.Text.Size * Math.Clamp(most * figure.Panels[0].Width / widest, 0.75f, 1);
            var fitting = new FigureText(Math.Max(Math.Min(9, figure.Text.Size), letters));
            return (fitting, [.. captions.Select(caption => fitting.Wrap(caption, figure.Panels[0].Width, most))]);
        }
    }
}
