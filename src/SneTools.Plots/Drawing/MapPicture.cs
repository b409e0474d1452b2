using ScottPlot;

namespace SneTools.Plots;

/// <summary>Draws maps by ScottPlot: one projection, or three of a map in space.</summary>
public static class MapPicture
{
    /// <summary>Room around the points, as a share of the map.</summary>
    private const double Margin = 0.06;

    /// <summary>Pixels beside the vertical axis of a frame, enough for every number that stands there.</summary>
    private const float FrameAxis = 84;

    /// <summary>Writes the picture of a map.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(MapPlot plot, PlotSize size, PictureFormat format, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        Compose(plot, size, format).Write(stream, format);
    }

    /// <summary>Lays a map out.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is drawn as.</param>
    internal static Picture Compose(MapPlot plot, PlotSize size, PictureFormat format)
    {
        IReadOnlyList<MapView> views = plot.Views();
        var picture = new Picture(size, plot.Colors.Theme);
        if (views.Count == 1)
            picture.Add(WithCaption(Draw(plot, views[0], format, views[0].IsPlane ? null : views[0].Across.Length, hasTitle: true, hasLegend: true), plot, size.Width));
        else
            AddProjections(picture, plot, views, size, format);
        return picture;
    }

    /// <summary>Front, side and top as on an engineer's drawing: neighbors share an axis and all share a scale.</summary>
    private static void AddProjections(Picture picture, MapPlot plot, IReadOnlyList<MapView> views, PlotSize size, PictureFormat format)
    {
        double length = views.Max(view => Math.Max(view.Across.Length, view.Up.Length));
        float middle = size.Width / 2f;
        float center = size.Height / 2f;
        PixelRect[] places =
        [
            new(0, middle, center, 0),
            new(middle, size.Width, center, 0),
            new(0, middle, size.Height, center),
        ];
        for (int v = 0; v < views.Count; v++)
            picture.Add(WithCaption(Draw(plot, views[v], format, length, hasTitle: v == 0, hasLegend: false), plot, middle), places[v]);
        var corner = new PixelRect(middle, size.Width, size.Height, center);
        Plot legend = ScottPlotColors.NewPlot(plot.Colors.Theme);
        if (plot.Colors.HasLegend)
        {
            legend.Legend.ManualItems.AddRange(plot.Colors.Categories.Select(MapPoints.Item));
            picture.Add(canvas => legend.Legend.Render(canvas, Paint.NewDisposablePaint(), corner, Alignment.MiddleCenter));
        }
        else if (plot.Colors.Values is not null)
        {
            legend.HideAxesAndGrid();
            AddScale(legend, plot.Colors, new MapPoints(views[0], plot.Colors, format), Edge.Left);
            picture.Add(legend, corner);
        }
    }

    /// <summary>The plot of a frame with letters so small that its caption, which is as long in a small one, is not cut.</summary>
    private static Plot WithCaption(Plot plot, MapPlot source, float width)
    {
        if (source.Box is not null)
            plot.Axes.Title.Label.FontSize = Math.Clamp(18 * width / 1000, 9, 18);
        return plot;
    }

    private static Plot Draw(MapPlot source, MapView view, PictureFormat format, double? length, bool hasTitle, bool hasLegend)
    {
        Plot plot = ScottPlotColors.NewPlot(source.Colors.Theme);
        var points = new MapPoints(view, source.Colors, format);
        plot.Add.Plottable(points);
        plot.Add.Plottable(new CategoryNames(CategoryPlace.Find(source.Colors, view), source.Colors.Theme));
        SetLimits(plot, view, length);
        plot.XLabel(view.XName, 14);
        if (view.YName is { } name)
            plot.YLabel(name, 14);
        else
            plot.Axes.Left.TickLabelStyle.IsVisible = false;
        if (hasTitle && source.Title.Length > 0)
        {
            plot.Title(PictureFonts.Arrange(PlotText.OneLine(source.Title, 200)), 18);
            plot.Axes.Title.Label.Font = null;
            plot.Axes.Title.Label.FontName = PictureFonts.For(source.Title);
        }

        // Numbers along the axes take more room in one frame than in another, and the map must not jump.
        if (source.Box is not null)
            plot.Axes.Left.MinimumSize = plot.Axes.Left.MaximumSize = FrameAxis;
        plot.HideLegend();
        if (hasLegend && source.Colors.HasLegend)
            plot.ShowLegend(Edge.Right);
        else if (hasLegend && source.Colors.Values is not null)
            AddScale(plot, source.Colors, points, Edge.Right);
        return plot;
    }

    private static void SetLimits(Plot plot, MapView view, double? length)
    {
        Extent x = view.Across;
        Extent y = view.Up;
        if (!view.IsPlane)
        {
            plot.Axes.SetLimits(x.Low - (Margin * x.Length), x.High + (Margin * x.Length), y.Low - 0.2, y.High + 0.2);
            return;
        }

        double wide = (length ?? x.Length) * (1 + (2 * Margin));
        double high = (length ?? y.Length) * (1 + (2 * Margin));
        plot.Axes.SetLimits(x.WithLength(wide).Low, x.WithLength(wide).High, y.WithLength(high).Low, y.WithLength(high).High);
        plot.Axes.SquareUnits();
    }

    private static void AddScale(Plot plot, PointColors colors, MapPoints points, Edge edge)
    {
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(points, edge);
        Color ink = Palette.Ink(colors.Theme).ToScottPlot();
        bar.Width = 20;
        bar.Label = PictureFonts.Arrange(PlotText.OneLine(colors.Column!, 60));
        bar.LabelStyle.Font = null;
        bar.LabelStyle.FontName = PictureFonts.For(bar.Label);
        bar.LabelStyle.ForeColor = ink;
        bar.Axis.TickLabelStyle.ForeColor = ink;
        bar.Axis.FrameLineStyle.Color = ink;
        bar.Axis.MajorTickStyle.Color = ink;
        bar.Axis.MinorTickStyle.Color = ink;
    }
}
