using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a figure of several maps lie.</summary>
/// <param name="Figure">Title, legend and panels.</param>
/// <param name="Frames">The frame of each map.</param>
/// <param name="Captions">The lines over each.</param>
/// <param name="CaptionText">The letters of these.</param>
internal sealed record GridLayout(FigureLayout Figure, SKRect[] Frames, string[][] Captions, FigureText CaptionText)
{
    private const int MostLines = 4;

    /// <summary>How much higher a frame may be than what it shows.</summary>
    private const double Looseness = 1.2;

    /// <summary>Pixels from the top of the sheet to the end of what is drawn, with a margin.</summary>
    public int Height => (int)Math.Ceiling(Math.Max(Frames.Max(frame => frame.Bottom), Figure.LegendPlace.Top + (Figure.Legend?.Height ?? 0)) + (0.7f * Figure.Text.Size));

    /// <summary>Lays the figure out.</summary>
    public static GridLayout Of(MapGrid grid, PlotSize size)
    {
        string[] captions = [.. grid.Maps.Select(map => PlotText.OneLine(map.Title, 200))];
        // More lines leave less room, so that there may be other columns: the first number of lines that suffices for its own layout is taken.
        int most = 1;
        FigureLayout figure = Lay(most);
        while (most < MostLines && Letters(figure, most).Lines(captions, figure.Panels[0].Width, MostLines) > most)
            figure = Lay(++most);
        FigureText text = Letters(figure, most);
        string[][] lines = [.. captions.Select(caption => text.Wrap(caption, figure.Panels[0].Width, most))];
        float above = lines.Max(caption => caption.Length) * text.Line;
        return new GridLayout(figure, [.. figure.Panels.Select(panel => Frame(panel, above, grid.Aspect))], lines, text);

        static SKRect Frame(SKRect panel, float above, double aspect) => SKRect.Create(
            panel.Left,
            panel.Top + above,
            panel.Width,
            Math.Min(panel.Height - above, panel.Width * (float)(Looseness / aspect)));

        FigureLayout Lay(int most) => FigureLayout.Of(size, grid.Title, FigureLegend.Of(grid.Colors), captions.Length, grid.Aspect, most);

        // Letters shrink by a quarter at most, and never below what can be read.
        FigureText Letters(FigureLayout figure, int most)
        {
            float widest = Math.Max(1, captions.Max(figure.Text.Width));
            float letters = figure.Text.Size * Math.Clamp(most * figure.Panels[0].Width / widest, 0.75f, 1);
            return new FigureText(Math.Max(Math.Min(FigureLayout.SmallestText, figure.Text.Size), letters));
        }
    }
}
