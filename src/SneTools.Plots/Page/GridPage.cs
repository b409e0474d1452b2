using Plotly.NET;

namespace SneTools.Plots;

/// <summary>Writes several maps as one interactive page: zoom, pan, lasso and search in all of them, labels under the mouse, and one legend
/// that filters them all.</summary>
public static class GridPage
{
    /// <summary>Points that a browser shows at once without taking long.</summary>
    private const long MostPoints = 1_000_000;

    /// <summary>Pixels that a row of maps needs.</summary>
    private const int LeastRow = 190;

    /// <summary>Pixels of height for every map, six of which stand in a row.</summary>
    private const int RowShare = 33;

    private const double Margin = 0.05;

    /// <summary>Of so many points a page has every first, second, third, …, so that they are not more than a browser shows.</summary>
    /// <param name="grid">The maps.</param>
    public static int Stride(MapGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return (int)((grid.Count + MostPoints - 1) / MostPoints);
    }

    /// <summary>Writes the page.</summary>
    /// <param name="grid">The maps.</param>
    /// <param name="size">Size of the figure; null for that of the window.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isScriptShared">True for a page that reads the drawing library from the file of <see cref="PageScript"/> beside it.</param>
    public static void Write(MapGrid grid, PlotSize? size, Stream stream, bool isScriptShared = false)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(stream);
        string title = PlotText.OneLine(grid.Title, 200);

        // A page can be scrolled: many maps make it longer, not each of them tiny.
        PlotSize sheet = size ?? PagePanels.Or(null) with { Height = Math.Max(PagePanels.Or(null).Height, RowShare * grid.Maps.Length) };
        var figure = GridLayout.Of(grid, sheet);
        var panels = PagePanels.Of(figure.Cells, figure.Columns, size, LeastRow, 0, 0, [.. grid.Maps.Select(map => map.Title)]);
        (int[] firsts, LabelColumn[] columns) = GridColumns.Of(grid);
        PageWriter.Write(
            title.Length > 0 ? title : "Maps",
            grid.Colors.Theme,
            size,
            Traces(grid, firsts, panels, size),
            NewLayout(grid, title, panels, size),
            columns,
            stream,
            leastHeight: panels.LeastHeight,
            isScriptShared: isScriptShared);
    }

    private static IEnumerable<Trace> Traces(MapGrid grid, int[] firsts, PagePanels panels, PlotSize? size)
    {
        PlotSize sheet = PagePanels.Or(size);
        double pixels = 0.8 * sheet.Width / panels.Columns * (Math.Max(sheet.Height, panels.LeastHeight) / (double)panels.Rows);
        IReadOnlyList<PlotCategory> order = grid.Colors.Legend;
        var named = new HashSet<PlotCategory>(ReferenceEqualityComparer.Instance);
        int stride = Stride(grid);
        for (int k = 0; k < grid.Maps.Length; k++)
        {
            MapPlot map = grid.Maps[k];
            MapView view = map.Views()[0];
            int digits = Math.Clamp(5 - (int)Math.Ceiling(Math.Log10(Math.Max(view.Across.Length, view.Up.Length))), 0, 15);
            PointStyle style = PointStyle.For((map.Count + stride - 1) / stride, pixels).With(map.Look);
            ILookup<int, int> points = Enumerable.Range(0, map.Count).Where(i => i % stride == 0)
                .ToLookup(i => map.Colors.IsOnScale(i) ? -1 : map.Colors.CategoryOf[i]);
            foreach (PlotCategory category in order)
            {
                int[] its = [.. points[IndexOf(grid.Colors, category)]];
                if (its.Length == 0)
                    continue;
                string name = category.Label;
                Dictionary<string, object> marker = Marker(style, category.Color.ToString());
                marker["symbol"] = PageColors.Symbol(category);
                yield return NewTrace(its, marker).With(
                    ("name", PageColors.Cut(name, sheet.Width)), ("meta", name), ("legendgroup", name), ("showlegend", named.Add(category)));
            }

            if (points[-1].Any())
            {
                int[] its = [.. points[-1]];
                Dictionary<string, object> marker = Marker(style, PageColors.Numbers(map.Colors, its));
                marker["coloraxis"] = "coloraxis";
                yield return NewTrace(its, marker).With(("name", string.Empty), ("showlegend", false));
            }

            Trace NewTrace(int[] its, Dictionary<string, object> marker) => new Trace("scattergl").With(
                ("mode", "markers"),
                ("x", its.Select(i => Math.Round(view.X[i], digits)).ToArray()),
                ("y", its.Select(i => Math.Round(view.Y[i], digits)).ToArray()),
                ("xaxis", PagePanels.Axis("x", k)),
                ("yaxis", PagePanels.Axis("y", k)),
                ("customdata", its.Select(i => firsts[k] + i).ToArray()),
                ("first", firsts[k]),
                ("map", PlotText.OneLine(map.Title, 200)),
                ("hoverinfo", "none"),
                ("marker", marker),
                ("selected", new { marker = new { opacity = 0.95 } }),
                ("unselected", new { marker = new { opacity = 0.04 } }));
        }
    }

    private static int IndexOf(PointColors colors, PlotCategory category) =>
        Enumerable.Range(0, colors.Categories.Count).First(k => ReferenceEquals(colors.Categories[k], category));

    private static Dictionary<string, object> Marker(PointStyle style, object color) => new()
    {
        ["color"] = color,
        ["size"] = Math.Round(style.Diameter + 0.6, 2),
        ["opacity"] = Math.Round(Math.Max(0.5, style.Opacity), 3),
        ["line"] = new { width = 0 },
    };

    private static Layout NewLayout(MapGrid grid, string title, PagePanels panels, PlotSize? size)
    {
        PlotTheme theme = grid.Colors.Theme;
        int width = PagePanels.Or(size).Width;
        Layout layout = PageWriter.NewLayout(title, theme).With(
            ("margin", new { l = 20, r = 20, t = title.Length > 0 ? 50 : 30, b = 20 }),
            ("showlegend", grid.HasLegend && (grid.Colors.HasLegend || grid.Colors.Missing is not null)),
            ("legend", PageColors.Legend(grid.Colors, width)),
            ("dragmode", "pan"),
            ("annotations", grid.Maps.Select((map, k) => panels.Caption(k, map.Title, size)).ToArray()));
        if (grid.Colors.Values is not null)
        {
            Dictionary<string, object> axis = PageColors.Scale(grid.Colors, width).ToDictionary(part => part.Name, part => part.Value);
            axis["showscale"] = grid.HasLegend;
            layout = layout.With(("coloraxis", axis));
        }

        for (int k = 0; k < grid.Maps.Length; k++)
        {
            MapView view = grid.Maps[k].Views()[0];
            Dictionary<string, object> y = Axis(view.Up, panels.Up(k), PagePanels.Axis("x", k));
            if (view.IsPlane)
                y["scaleanchor"] = PagePanels.Axis("x", k);
            layout = layout.With(
                (PagePanels.AxisSetting("x", k), Axis(view.Across, panels.Across(k), PagePanels.Axis("y", k))),
                (PagePanels.AxisSetting("y", k), y));
        }

        return layout;

        Dictionary<string, object> Axis(Extent shown, double[] domain, string anchor)
        {
            Extent range = shown.WithLength(shown.Length * (1 + (2 * Margin)));
            return PageWriter.NewAxis(
                string.Empty,
                theme,
                ("domain", domain),
                ("anchor", anchor),
                ("range", new[] { range.Low, range.High }),
                ("showgrid", false),
                ("showticklabels", false),
                ("showline", true),
                ("mirror", true),
                ("linecolor", Palette.Paper(theme).Toward(Palette.Ink(theme), 0.25).ToString()));
        }
    }
}
