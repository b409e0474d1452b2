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

    private static readonly float[][] Shares = [[1, 0.9f, 0.8f], [0.7f, 0.6f]];

    /// <summary>How much higher a frame may be than what it shows.</summary>
    private const double Looseness = 1.2;

    /// <summary>Pixels from the top of the sheet to the end of what is drawn, with a margin.</summary>
    public int Height => (int)Math.Ceiling(Math.Max(Frames.Max(frame => frame.Bottom), Figure.LegendPlace.Top + (Figure.Legend?.Height ?? 0)) + (0.7f * Figure.Text.Size));

    /// <summary>Lays the figure out.</summary>
    public static GridLayout Of(MapGrid grid, PlotSize size)
    {
        string[] captions = [.. grid.Maps.Select(map => PlotText.OneLine(map.Title, 200))];
        (FigureLayout figure, FigureText text, int most) = Choose(captions, Lay);
        string[][] lines = [.. captions.Select(caption => text.Wrap(caption, figure.Panels[0].Width, most))];
        float above = lines.Max(caption => caption.Length) * text.Line;
        return new GridLayout(figure, [.. figure.Panels.Select(panel => Frame(panel, above, grid.Aspect))], lines, text);

        static SKRect Frame(SKRect panel, float above, double aspect) => SKRect.Create(
            panel.Left,
            panel.Top + above,
            panel.Width,
            Math.Clamp(panel.Width * (float)(Looseness / aspect), 1, Math.Max(1, panel.Height - above)));

        FigureLayout Lay(int most) => FigureLayout.Of(size, grid.Title, grid.Legend(), captions.Length, grid.Aspect, most);
    }

    /// <summary>The fewest lines in which all captions stand whole in letters of about the usual size, or where not even four lines suffice in
    /// smaller ones, which can be read still. More lines leave less room, so that each number of them is tried with its own layout.</summary>
    private static (FigureLayout Figure, FigureText Text, int Lines) Choose(string[] captions, Func<int, FigureLayout> lay)
    {
        FigureLayout[] layouts = [.. Enumerable.Range(1, MostLines).Select(lay)];
        foreach (float[] shares in Shares)
        {
            for (int lines = 1; lines <= MostLines; lines++)
            {
                foreach (float share in shares)
                {
                    FigureText text = Letters(layouts[lines - 1], share);
                    if (text.AreWhole(captions, layouts[lines - 1].Panels[0].Width, lines))
                        return (layouts[lines - 1], text, lines);
                }
            }
        }

        return (layouts[^1], Letters(layouts[^1], Shares[^1][^1]), MostLines);

        static FigureText Letters(FigureLayout figure, float share) => new(Math.Max(FigureLayout.SmallestText, share * figure.Text.Size));
    }
}
