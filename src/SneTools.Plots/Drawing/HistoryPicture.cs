using ScottPlot;

namespace SneTools.Plots;

/// <summary>Draws the cost of a run by ScottPlot.</summary>
public static class HistoryPicture
{
    /// <summary>Writes the picture of a run.</summary>
    /// <param name="source">The run.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(HistoryPlot source, PlotSize size, PictureFormat format, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        Plot plot = ScottPlotColors.NewPlot(source.Theme);
        Color ink = Palette.Ink(source.Theme).ToScottPlot();
        Extent cost = Extent.Of(source.Divergences);
        double top = cost.High + (0.12 * cost.Length);
        foreach (HistoryPhase phase in source.Phases)
        {
            if (phase.IsExaggerated)
            {
                ScottPlot.Plottables.HorizontalSpan span = plot.Add.HorizontalSpan(phase.First - 0.5, phase.Last + 0.5);
                span.FillColor = Palette.Category(1).ToScottPlot().WithOpacity(0.18);
                span.LineWidth = 0;
            }

            ScottPlot.Plottables.Text name = plot.Add.Text(phase.Name, (phase.First + phase.Last) / 2.0, top);
            name.LabelAlignment = Alignment.UpperCenter;
            name.LabelFontColor = ink;
            name.LabelFontName = PictureFonts.Sans;
            name.LabelFontSize = 13;
        }

        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(source.Iterations, source.Divergences);
        line.LineWidth = 2;
        line.Color = Palette.Category(0).ToScottPlot();
        plot.XLabel("iteration", 14);
        plot.YLabel("divergence, nats", 14);
        plot.Title(PictureFonts.Arrange(PlotText.OneLine(source.Title, 200)), 16);
        plot.Axes.Title.Label.Font = null;
        plot.Axes.Title.Label.FontName = PictureFonts.For(source.Title);
        plot.Axes.SetLimits(0, source.Iterations[^1] + 1, cost.Low - (0.05 * cost.Length), top);
        var picture = new Picture(size, source.Theme);
        picture.Add(plot);
        picture.Write(stream, format);
    }
}
