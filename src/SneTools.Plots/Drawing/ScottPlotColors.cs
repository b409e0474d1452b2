using ScottPlot;

namespace SneTools.Plots;

/// <summary>Colors and themes as ScottPlot has them.</summary>
internal static class ScottPlotColors
{
    /// <summary>The color.</summary>
    public static Color ToScottPlot(this Rgb color) => new(color.Red, color.Green, color.Blue);

    /// <summary>A plot on the theme's paper, with its ink.</summary>
    public static Plot NewPlot(PlotTheme theme)
    {
        Color ink = Palette.Ink(theme).ToScottPlot();
        var plot = new Plot();
        plot.FigureBackground.Color = Palette.Paper(theme).ToScottPlot();
        plot.DataBackground.Color = Palette.Paper(theme).ToScottPlot();
        plot.Font.Set(PictureFonts.Sans);
        plot.Legend.FontName = null; // every line of it has the font that its label needs
        plot.Axes.Color(ink);
        plot.Grid.MajorLineColor = Palette.Grid(theme).ToScottPlot();
        plot.Legend.BackgroundColor = Palette.Paper(theme).ToScottPlot();
        plot.Legend.FontColor = ink;
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        return plot;
    }
}
