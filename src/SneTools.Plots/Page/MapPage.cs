using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes a map as an interactive page: zoom, pan, lasso, labels under the mouse, a legend that filters, and
/// search.</summary>
public static class MapPage
{
    private const double UsualPixels = 900 * 800;
    private const int FewPoints = 5000;

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
        string title = PlotText.OneLine(plot.Title, 200);
        IEnumerable<LabelColumn> color = plot.Colors.Source is { } source ? [source] : [];
        PageWriter.Write(
            title.Length > 0 ? title : "Map",
            plot.Colors.Theme,
            size,
            Traces(plot),
            NewLayout(plot, title),
            [.. color.Concat(plot.Columns).DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)],
            stream,
            player,
            isScriptShared: isScriptShared);
    }

    private static IEnumerable<Trace> Traces(MapPlot plot)
    {
        double[][] coordinates = Coordinates(plot);
        var style = PointStyle.For(plot.Count, UsualPixels);
        for (int c = 0; c < plot.Colors.Categories.Count; c++)
        {
            PlotCategory category = plot.Colors.Categories[c];
            int[] points = [.. Enumerable.Range(0, plot.Count).Where(i => plot.Colors.CategoryOf[i] == c && !IsOnScale(plot.Colors, i))];
            if (points.Length > 0)
            {
                yield return NewTrace(plot, coordinates, points, Marker(style, plot, category.Color.ToString())).With(
                    ("name", PageWriter.Escape(plot.Colors.Values is null ? category.Caption : "(none)")),
                    ("meta", category.Label));
            }
        }

        if (plot.Colors.Values is { } values)
        {
            int[] points = [.. Enumerable.Range(0, plot.Count).Where(i => IsOnScale(plot.Colors, i))];
            Dictionary<string, object> marker = Marker(style, plot, points.Select(i => values[i]).ToArray());
            marker["cmin"] = plot.Colors.Minimum;
            marker["cmax"] = plot.Colors.Maximum;
            marker["colorscale"] = Enumerable.Range(0, 16).Select(k => new object[] { k / 15.0, ColorRamp.At(k / 15.0).ToString() }).ToArray();
            marker["colorbar"] = new { title = new { text = PageWriter.Escape(PlotText.OneLine(plot.Colors.Column!, 60)) } };
            if (points.Length > 0)
                yield return NewTrace(plot, coordinates, points, marker).With(("name", string.Empty), ("showlegend", false));
        }
    }

    private static bool IsOnScale(PointColors colors, int point) => colors.Values is { } values && double.IsFinite(values[point]);

    private static Dictionary<string, object> Marker(PointStyle style, MapPlot plot, object color) => new()
    {
        ["color"] = color,
        ["size"] = plot.Map.Columns == 3 ? Math.Max(2, 0.6 * style.Diameter) : Math.Round(style.Diameter + 0.6, 2),

        // Translucent points in space hide each other by the order in which they are drawn.
        ["opacity"] = plot.Map.Columns == 3 && plot.Count <= FewPoints ? 1 : Math.Round(Math.Max(0.5, style.Opacity), 3),
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

    private static Layout NewLayout(MapPlot plot, string title)
    {
        PlotTheme theme = plot.Colors.Theme;
        Layout layout = PageWriter.NewLayout(title, theme).With(
            ("showlegend", plot.Colors.HasLegend),
            ("legend", new { itemsizing = "constant", font = new { size = 13 } }),
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
            ("xaxis", PageWriter.NewAxis(view.XName, theme)),
            ("yaxis", view.YName is { } name
                ? PageWriter.NewAxis(name, theme, ("scaleanchor", "x"))
                : PageWriter.NewAxis(string.Empty, theme, ("showticklabels", false))));
        return layout.With(("annotations", CategoryPlace.Find(plot.Colors, view).Select(place => new
        {
            x = place.X,
            y = place.Y,
            text = $"<b>{PageWriter.Escape(place.Category.Label)}</b>",
            name = plot.Colors.Categories.Index().First(pair => ReferenceEquals(pair.Item, place.Category)).Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
            showarrow = false,
            borderpad = 1,
            bgcolor = Palette.Paper(theme) + "b0",
            font = new { size = 16, color = Palette.Ink(theme).ToString() },
        }).ToArray()));
    }
}
