using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes a map as an interactive page: zoom, pan, lasso, labels under the mouse, a legend that filters, and
/// search.</summary>
public static class MapPage
{
    private const double UsualPixels = 900 * 800;
    private const int FewPoints = 5000;

    /// <summary>The longest name on a map, in letters.</summary>
    private const int NameLength = 24;

    /// <summary>Writes the page of a map.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isScriptShared">True for a page that reads the drawing library from the file of <see cref="PageScript"/> beside it.</param>
    public static void Write(MapPlot plot, PlotSize? size, Stream stream, bool isScriptShared = false)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        Write(plot, size, stream, string.Empty, isScriptShared);
    }

    /// <summary>Writes the page of a map on its way, with a button that plays it and a slider.</summary>
    /// <param name="movie">The map on its way. The page takes 6 bytes for every point of a frame in the plane.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="frameRate">Frames a second that it plays at most.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isScriptShared">True for a page that reads the drawing library from the file of <see cref="PageScript"/> beside it.</param>
    public static void Write(MapMovie movie, PlotSize? size, double frameRate, Stream stream, bool isScriptShared = false)
    {
        ArgumentNullException.ThrowIfNull(movie);
        ArgumentNullException.ThrowIfNull(stream);
        Write(movie.Plot, size, stream, PlayerPart.Of(movie, frameRate), isScriptShared);
    }

    private static void Write(MapPlot plot, PlotSize? size, Stream stream, string player, bool isScriptShared)
    {
        string title = PlotText.OneLine(plot.Title, 400);
        IEnumerable<LabelColumn> color = plot.Colors.Source is { } source ? [source] : [];
        var frame = PageFrame.Of(plot, size);
        (Trace[] traces, Dictionary<int, int> traceOf) = Traces(plot, frame);
        PageWriter.Write(
            title.Length > 0 ? title : "Map",
            plot.Colors.Theme,
            size,
            traces,
            NewLayout(plot, frame, traceOf),
            [.. color.Concat(plot.Columns).DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)],
            stream,
            player,
            isScriptShared: isScriptShared);
    }

    /// <summary>The traces, what has no color of its own and the largest categories below the others, and the trace of every category.</summary>
    private static (Trace[] Traces, Dictionary<int, int> TraceOf) Traces(MapPlot plot, PageFrame frame)
    {
        PointColors colors = plot.Colors;
        double[][] coordinates = Coordinates(plot);
        PointStyle style = PointStyle.For(plot.Count, frame.Size is { } size ? Math.Min(UsualPixels, (double)size.Width * size.Height) : UsualPixels);
        ILookup<int, int> points = Enumerable.Range(0, plot.Count).ToLookup(i => colors.IsOnScale(i) ? -1 : colors.CategoryOf[i]);
        var traces = new List<Trace>();
        var traceOf = new Dictionary<int, int>();
        foreach (int c in Enumerable.Range(0, colors.Categories.Count).Where(c => points[c].Any()).OrderByDescending(c => colors.Categories[c].IsRest).ThenByDescending(c => colors.Categories[c].Count))
        {
            PlotCategory category = colors.Categories[c];
            Dictionary<string, object> marker = Marker(style, plot, category.Color.ToString());
            marker["symbol"] = PageColors.Symbol(category, plot.Map.Columns == 3);
            traceOf[c] = traces.Count;
            traces.Add(NewTrace(plot, coordinates, [.. points[c]], marker).With(
                ("name", PageColors.Cut(category.Caption, frame.Width)),
                ("meta", category.Label),
                ("legendrank", PageColors.Rank(colors, category))));
        }

        if (points[-1].Any())
        {
            int[] its = [.. points[-1]];
            Dictionary<string, object> marker = Marker(style, plot, PageColors.Numbers(colors, its));
            foreach ((string name, object value) in PageColors.Scale(colors, frame.Width))
                marker[name] = value;
            marker["showscale"] = frame.HasLegend;
            traces.Add(NewTrace(plot, coordinates, its, marker).With(("name", string.Empty), ("showlegend", false)));
        }

        return ([.. traces], traceOf);
    }

    private static Dictionary<string, object> Marker(PointStyle style, MapPlot plot, object color) => new()
    {
        ["color"] = color,
        ["size"] = plot.Look.PointSize ?? (plot.Map.Columns == 3 ? Math.Max(2, 0.6 * style.Diameter) : Math.Round(style.Diameter + 0.6, 2)),

        // Translucent points in space hide each other by the order in which they are drawn.
        ["opacity"] = plot.Look.Opacity ?? (plot.Map.Columns == 3 && plot.Count <= FewPoints ? 1 : Math.Round(Math.Max(0.5, style.Opacity), 3)),
        ["line"] = new { width = 0 },
    };

    private static Trace NewTrace(MapPlot plot, double[][] coordinates, int[] points, Dictionary<string, object> marker)
    {
        bool isSpace = plot.Map.Columns == 3;
        Trace trace = new Trace(isSpace ? "scatter3d" : "scattergl").With(
            ("mode", "markers"),
            ("x", points.Select(i => coordinates[0][i]).ToArray()),
            ("y", points.Select(i => coordinates[1][i]).ToArray()),
            ("customdata", points),
            ("hoverinfo", "none"),
            ("marker", marker));
        return isSpace
            ? trace.With(("z", points.Select(i => coordinates[2][i]).ToArray()))
            : trace.With(("selected", new { marker = new { opacity = 0.95 } }), ("unselected", new { marker = new { opacity = 0.04 } }));
    }

    /// <summary>Coordinates to five digits of the map's extent, finer than any screen, which halves the page.</summary>
    private static double[][] Coordinates(MapPlot plot)
    {
        MapView[] views = [.. plot.Views()];
        double[][] all = plot.Map.Columns == 3 ? [views[0].X, views[0].Y, views[1].X] : [views[0].X, views[0].Y];
        double extent = all.Max(values => Extent.Of(values).Length);
        int digits = Math.Clamp(5 - (int)Math.Ceiling(Math.Log10(extent)), 0, 15);
        return [.. all.Select(values => values.Select(value => Math.Round(value, digits)).ToArray())];
    }

    private static Layout NewLayout(MapPlot plot, PageFrame frame, Dictionary<int, int> traceOf)
    {
        PlotTheme theme = plot.Colors.Theme;
        Layout layout = PageWriter.NewLayout(string.Empty, theme).With(
            ("title", frame.Title),
            ("margin", frame.Margin),
            ("showlegend", frame.HasLegend && (plot.Colors.HasLegend || plot.Colors.Missing is not null)),
            ("legend", PageColors.Legend(plot.Colors, frame.Width)),
            ("dragmode", plot.Map.Columns == 3 ? "orbit" : "pan"));
        if (plot.Map.Columns == 3)
        {
            return layout.With(("scene", new
            {
                aspectmode = "data",
                xaxis = PageWriter.NewAxis("Y1", theme),
                yaxis = PageWriter.NewAxis("Y2", theme),
                zaxis = PageWriter.NewAxis("Y3", theme),
            }));
        }

        MapView view = plot.Views()[0];
        layout = layout.With(
            ("xaxis", Axis(view.XName, view.Across)),
            ("yaxis", view.YName is { } name ? Axis(name, view.Up, ("scaleanchor", "x")) : PageWriter.NewAxis(string.Empty, theme, ("showticklabels", false))));
        return layout.With(("annotations", plot.Names(view).Select(place => new
        {
            x = place.X,
            y = place.Y,
            text = $"<b>{PageWriter.Escape(PlotText.OneLine(place.Category.Label, NameLength))}</b>",
            name = traceOf[place.Index].ToString(System.Globalization.CultureInfo.InvariantCulture),
            showarrow = false,
            borderpad = 1,
            bgcolor = Palette.Paper(theme) + "b0",
            font = new { size = frame.NameSize, color = Palette.Ink(theme).ToString() },
        }).ToArray()));

        Dictionary<string, object> Axis(string name, Extent shown, params ReadOnlySpan<(string Name, object Value)> further)
        {
            Dictionary<string, object> axis = PageWriter.NewAxis(frame.HasNames ? name : string.Empty, theme, further);
            axis["showticklabels"] = frame.HasNumbers;
            axis["tickfont"] = new { size = frame.TextSize };
            if (view.IsLimited)
                axis["range"] = new[] { shown.Low, shown.High };
            return axis;
        }
    }
}
