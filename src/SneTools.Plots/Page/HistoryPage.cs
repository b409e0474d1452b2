using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes the cost of a run as an interactive page.</summary>
public static class HistoryPage
{
    /// <summary>Writes the page of a run.</summary>
    /// <param name="source">The run.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(HistoryPlot source, PlotSize? size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        string title = PlotText.OneLine(source.Title, 200);
        Trace line = new Trace("scatter").With(
            ("mode", "lines"),
            ("x", source.Iterations),
            ("y", source.Divergences),
            ("line", new { color = Palette.Category(0).ToString(), width = 2 }),
            ("hovertemplate", "iteration %{x}: %{y:.6g} nats<extra></extra>"));
        Layout layout = PageWriter.NewLayout(title, source.Theme).With(
            ("xaxis", PageWriter.NewAxis("iteration", source.Theme)),
            ("yaxis", PageWriter.NewAxis("divergence, nats", source.Theme)),
            ("shapes", source.Phases.Where(phase => phase.IsExaggerated).Select(phase => new
            {
                type = "rect",
                xref = "x",
                yref = "paper",
                x0 = phase.First - 0.5,
                x1 = phase.Last + 0.5,
                y0 = 0,
                y1 = 1,
                layer = "below",
                fillcolor = Palette.Category(1).ToString(),
                opacity = 0.18,
                line = new { width = 0 },
            }).ToArray()),
            ("annotations", source.Phases.Select(phase => new
            {
                text = phase.Name,
                x = (phase.First + phase.Last) / 2.0,
                y = 1,
                yref = "paper",
                yanchor = "top",
                showarrow = false,
            }).ToArray()));
        PageWriter.Write(title, source.Theme, size, [line], layout, [], stream);
    }
}
