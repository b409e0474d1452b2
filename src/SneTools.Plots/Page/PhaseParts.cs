namespace SneTools.Plots;

/// <summary>The phases of a run on a page of its cost: a tint where it is exaggerated, and their names.</summary>
internal static class PhaseParts
{
    /// <summary>The tinted parts.</summary>
    public static IEnumerable<object> Shapes(CurvePlot plot) => plot.Phases.Where(phase => phase.IsExaggerated).Select(phase => (object)new
    {
        type = "rect",
        xref = "x",
        yref = "y domain",
        x0 = phase.First - 0.5,
        x1 = phase.Last + 0.5,
        y0 = 0,
        y1 = 1,
        layer = "below",
        fillcolor = Palette.Category(1).ToString(),
        opacity = 0.15,
        line = new { width = 0 },
    });

    /// <summary>The names over them, where each has room.</summary>
    public static IEnumerable<object> Names(CurvePlot plot, CurveLayout layout) => plot.Phases.Where(phase => HasRoom(phase, layout)).Select(phase => (object)new
    {
        text = phase.Name,
        x = plot.IsLogX ? (Math.Log10(phase.First) + Math.Log10(phase.Last)) / 2 : (phase.First + phase.Last) / 2.0,
        y = 1,
        yref = "y domain",
        yanchor = "top",
        showarrow = false,
    });

    private static bool HasRoom(HistoryPhase phase, CurveLayout layout) =>
        layout.Text.Width(phase.Name) + layout.Text.Size <= layout.Point(0, phase.Last, 1).X - layout.Point(0, phase.First, 1).X;
}
