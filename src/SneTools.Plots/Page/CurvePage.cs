using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes the curves of a table as an interactive page: values under the mouse, zoom, and a legend that filters all panels.</summary>
public static class CurvePage
{
    private const int LeastRow = 260;

    private static readonly string[] Dashes = ["solid", "dash", "dot"];
    private static readonly string[] Symbols = ["circle", "square", "triangle-up"];

    /// <summary>Writes the page.</summary>
    /// <param name="plot">The curves.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isScriptShared">True for a page that reads the drawing library from the file of <see cref="PageScript"/> beside it.</param>
    public static void Write(CurvePlot plot, PlotSize? size, Stream stream, bool isScriptShared = false)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        string title = PlotText.OneLine(plot.Title, 200);
        var layout = CurveLayout.Of(plot, PagePanels.Or(size));
        var panels = PagePanels.Of([.. Enumerable.Range(0, plot.Panels.Length)], layout.Figure.Columns, size, LeastRow, 60, 50, []);
        PageWriter.Write(
            title.Length > 0 ? title : "Curves",
            plot.Theme,
            size,
            plot.Panels.SelectMany((panel, k) => panel.Curves.SelectMany(curve => Traces(plot, layout, k, curve))),
            NewLayout(plot, title, layout, panels, size),
            [],
            stream,
            leastHeight: panels.LeastHeight,
            isScriptShared: isScriptShared);
    }

    private static IEnumerable<Trace> Traces(CurvePlot plot, CurveLayout layout, int k, Curve curve)
    {
        CurveSeries series = curve.Series;
        CurvePanel panel = plot.Panels[k];
        double shift = plot.Shift(series);
        string color = series.Color.ToString();
        bool isBand = plot.Categories is null && curve.Means.Length > 1;
        bool hasMarks = plot.Categories is not null || layout.HasMarks(k, curve);
        bool isFirst = ReferenceEquals(curve, plot.Panels.SelectMany(other => other.Curves).First(other => ReferenceEquals(other.Series, series)));
        CurveMean[] means = curve.Means;
        double[] places = [.. means.Select(mean => mean.X + shift)];
        string symbol = Symbols[(int)series.Mark];
        string[] texts = [.. means.Select(mean => Text(mean.X, mean.Mean, mean.Count == 1 ? string.Empty : $"mean of {mean.Count}, "))];
        if (isBand && means.Any(mean => mean.Count > 1))
        {
            yield return NewTrace().With(
                ("mode", "lines"),
                ("x", places.Concat(places.Reverse()).ToArray()),
                ("y", means.Select(mean => mean.High).Concat(means.Reverse().Select(mean => mean.Low)).ToArray()),
                ("fill", "toself"),
                ("fillcolor", color + "26"),
                ("line", new { width = 0 }),
                ("hoverinfo", "skip"),
                ("showlegend", false));
        }

        yield return (plot.Form == CurveForm.Bar ? NewBars() : NewTrace().With(
            ("mode", !isBand ? "markers" : hasMarks ? "lines+markers" : "lines"),
            ("line", new { color, width = 2, dash = Dashes[(int)series.Mark] }),
            ("marker", new { color, size = 8, symbol }))).With(
            ("x", places),
            ("y", means.Select(mean => mean.Mean).ToArray()),
            ("text", texts),
            ("hovertemplate", "%{text}<extra></extra>"),
            ("showlegend", isFirst));
        if (!hasMarks || means.All(mean => mean.Count == 1))
            yield break;
        string spot = plot.Form == CurveForm.Bar ? Palette.Ink(plot.Theme).ToString() : color;
        yield return NewTrace().With(
            ("mode", "markers"),
            ("x", curve.Points.Select(point => point.X + shift).ToArray()),
            ("y", curve.Points.Select(point => point.Y).ToArray()),
            ("marker", new { color = spot, size = 5, symbol, opacity = 0.6 }),
            ("text", curve.Points.Select(point => Text(point.X, point.Y, $"row {point.Row + 1}, ")).ToArray()),
            ("hovertemplate", "%{text}<extra></extra>"),
            ("showlegend", false));

        Trace NewTrace() => Named(new Trace("scatter"));

        Trace NewBars() => Named(new Trace("bar")).With(
            ("width", 0.92 * plot.BarWidth),
            ("textposition", "none"),
            ("marker", new { color }),
            ("error_y", new
            {
                type = "data",
                symmetric = false,
                array = means.Select(mean => mean.High - mean.Mean).ToArray(),
                arrayminus = means.Select(mean => mean.Mean - mean.Low).ToArray(),
                visible = means.Any(mean => mean.Count > 1),
                color = Palette.Ink(plot.Theme).ToString(),
                thickness = 1.2,
                width = 4,
            }));

        Trace Named(Trace trace) => trace.With(
            ("name", PageWriter.Escape(series.Name)), ("legendgroup", PageWriter.Escape(series.Name)), ("xaxis", PagePanels.Axis("x", k)), ("yaxis", PagePanels.Axis("y", k)));

        string Text(double x, double y, string what) => PageWriter.Escape(PlotText.OneLine(
            $"{(curve.Name.Length > 0 ? curve.Name + ", " : string.Empty)}{plot.XName} {(plot.Categories is { } names ? names[(int)x] : AxisTicks.Text(x))}: {what}{panel.Name} {PlotText.Number(y)}", 300));
    }

    private static Layout NewLayout(CurvePlot plot, string title, CurveLayout picture, PagePanels panels, PlotSize? size)
    {
        PlotTheme theme = plot.Theme;
        Layout layout = PageWriter.NewLayout(title, theme).With(
            ("margin", new { l = 10, r = 20, t = title.Length > 0 ? 50 : 30, b = 10 }),
            ("showlegend", plot.SeriesName.Length > 0),
            ("legend", new { font = new { size = 13 }, tracegroupgap = 0, title = new { text = PageWriter.Escape(PlotText.OneLine(plot.SeriesName, 60)) } }),
            ("barmode", "overlay"),
            ("shapes", PhaseParts.Shapes(plot).ToArray()),
            ("annotations", plot.Panels.Select((panel, k) => panels.Caption(k, panel.Note.Length > 0 ? $"{panel.Name} – {panel.Note}" : panel.Name, size)).Concat(PhaseParts.Names(plot, layout: picture)).ToArray()));
        for (int k = 0; k < plot.Panels.Length; k++)
        {
            Dictionary<string, object> x = Axis(PageWriter.Escape(PlotText.OneLine(plot.XName, 100)), picture.Across, panels.Across(k), PagePanels.Axis("y", k));
            if (plot.Categories is { } names)
            {
                x["tickvals"] = Enumerable.Range(0, names.Length).ToArray();
                x["ticktext"] = names.Select(name => PageWriter.Escape(PlotText.OneLine(name, 40))).ToArray();
            }
            else if (plot.IsLogX)
            {
                x["tickvals"] = picture.TicksAcross.Select(tick => tick.Place).ToArray();
                x["ticktext"] = picture.TicksAcross.Select(tick => tick.Text).ToArray();
            }

            layout = layout.With(
                (PagePanels.AxisSetting("x", k), x),
                (PagePanels.AxisSetting("y", k), Axis(string.Empty, picture.Up[k], panels.Up(k), PagePanels.Axis("x", k))));
        }

        return layout;

        Dictionary<string, object> Axis(string name, CurveAxis axis, double[] domain, string anchor) => PageWriter.NewAxis(
            name,
            theme,
            ("title", new { text = name, standoff = 6 }),
            ("domain", domain),
            ("anchor", anchor),
            ("type", axis.IsLog ? "log" : "linear"),
            ("range", axis.IsLog ? new[] { Math.Log10(axis.Range.Low), Math.Log10(axis.Range.High) } : [axis.Range.Low, axis.Range.High]));
    }
}
