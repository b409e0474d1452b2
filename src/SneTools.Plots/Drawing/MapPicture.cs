using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws maps: one projection, or three of a map in space.</summary>
public static class MapPicture
{
    /// <summary>Writes the picture of a map.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the picture, or the most that it may be.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isWidthFree">True to let the picture be narrower, as suits the map.</param>
    /// <param name="isHeightFree">True to let it be lower.</param>
    public static void Write(MapPlot plot, PlotSize size, PictureFormat format, Stream stream, bool isWidthFree = false, bool isHeightFree = false)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        Compose(plot, MapLayout.Of(plot, size, isWidthFree, isHeightFree), format).Write(stream, format);
    }

    /// <summary>Lays a map out.</summary>
    /// <param name="plot">The map.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is drawn as.</param>
    internal static Picture Compose(MapPlot plot, PlotSize size, PictureFormat format) => Compose(plot, MapLayout.Of(plot, size), format);

    /// <summary>Draws a map that is laid out.</summary>
    internal static Picture Compose(MapPlot plot, MapLayout layout, PictureFormat format)
    {
        var picture = new Picture(layout.Size, plot.Colors.Theme);
        picture.Add(canvas =>
        {
            float margin = layout.Margins;
            for (int line = 0; line < layout.Title.Length; line++)
                layout.TitleText.Draw(canvas, layout.Title[line], margin, margin + (line * layout.TitleText.Line), Palette.Ink(plot.Colors.Theme));
            layout.Legend?.Draw(canvas, layout.LegendPlace, plot.Colors.Theme);
            foreach (MapFrame frame in layout.Frames)
                Draw(canvas, plot, layout, frame, format);
        });
        return picture;
    }

    private static void Draw(SKCanvas canvas, MapPlot plot, MapLayout layout, MapFrame frame, PictureFormat format)
    {
        DrawAxes(canvas, layout, frame, plot.Colors.Theme);
        canvas.Save();
        canvas.ClipRect(frame.Area);
        int[] points = [.. Enumerable.Range(0, plot.Count).Where(frame.View.Shows)];
        double shown = Math.Min(1, frame.View.Across.Length / frame.Across.Length) * Math.Min(1, frame.View.Up.Length / frame.Up.Length);
        PointStyle style = PointStyle.For(points.Length, shown * frame.Area.Width * frame.Area.Height, layout.Text.Size / 14).With(plot.Look);
        new PointPainter(points, plot.Colors, format).Paint(canvas, style, frame.Place);
        canvas.Restore();
        MapNames.Of(plot.Names(frame.View), frame, layout.Text).Draw(canvas, plot.Colors.Theme);
    }

    private static void DrawAxes(SKCanvas canvas, MapLayout layout, MapFrame frame, PlotTheme theme)
    {
        Rgb ink = Palette.Ink(theme);
        FigureText numbers = layout.Numbers;
        SKRect area = frame.Area;
        float unit = layout.Text.Size;
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = unit / 14, Color = FigureMarks.Color(Palette.Grid(theme)) };
        foreach (double tick in frame.TicksAcross)
        {
            float x = frame.Place(tick, frame.Up.Low).X;
            canvas.DrawLine(x, area.Top, x, area.Bottom, paint);
            if (layout.HasNumbers && frame.IsNamedAcross)
                numbers.Draw(canvas, AxisTicks.Text(tick), x, area.Bottom + (0.25f * unit), ink, SKTextAlign.Center);
        }

        foreach (double tick in frame.TicksUp)
        {
            float y = frame.Place(frame.Across.Low, tick).Y;
            canvas.DrawLine(area.Left, y, area.Right, y, paint);
            if (layout.HasNumbers && frame.IsNamedUp)
                numbers.Draw(canvas, AxisTicks.Text(tick), area.Left - (0.35f * unit), y - (0.6f * numbers.Size), ink, SKTextAlign.Right);
        }

        paint.Color = FigureMarks.Color(Palette.Paper(theme).Toward(ink, 0.4));
        canvas.DrawRect(area, paint);
        if (!layout.HasNames)
            return;
        if (frame.IsNamedAcross)
            layout.Text.Draw(canvas, frame.View.XName, area.MidX, area.Bottom + (layout.HasNumbers ? numbers.Line + (0.2f * unit) : 0.2f * unit), ink, SKTextAlign.Center);
        if (frame.View.YName is not { } name || !frame.IsNamedUp)
            return;
        float left = area.Left - (layout.HasNumbers ? frame.TicksUp.Select(tick => numbers.Width(AxisTicks.Text(tick))).DefaultIfEmpty(0).Max() + (0.5f * unit) : 0.2f * unit) - layout.Text.Line;
        canvas.Save();
        canvas.RotateDegrees(-90, left, area.MidY);
        layout.Text.Draw(canvas, name, left, area.MidY, ink, SKTextAlign.Center);
        canvas.Restore();
    }
}
