using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws several maps in one picture: small maps in rows and columns, each under its caption, and one legend.</summary>
public static class GridPicture
{
    /// <summary>Room around the points, as a share of the map.</summary>
    private const double Margin = 0.05;

    /// <summary>Writes the picture.</summary>
    /// <param name="grid">The maps.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="isHeightFree">True to let the picture be lower than asked for, where the maps leave room under them.</param>
    /// <param name="isWidthFree">True to let it be narrower, where they leave room beside them.</param>
    /// <param name="observe">Is told the share that is done, from 0 to 1, before every map.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static void Write(
        MapGrid grid,
        PlotSize size,
        PictureFormat format,
        Stream stream,
        bool isHeightFree = false,
        bool isWidthFree = false,
        Action<double>? observe = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(stream);
        var layout = GridLayout.Of(grid, size, isWidthFree);
        PlotTheme theme = grid.Colors.Theme;
        var sheet = new PlotSize(isWidthFree ? Math.Min(size.Width, layout.Width) : size.Width, isHeightFree ? Math.Min(size.Height, layout.Height) : size.Height);
        var picture = new Picture(sheet, theme);
        picture.Add(canvas =>
        {
            layout.Figure.Draw(canvas, theme);
            for (int k = 0; k < grid.Maps.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                observe?.Invoke((double)k / grid.Maps.Length);
                DrawCaption(canvas, layout, k, theme);
                DrawMap(canvas, grid.Maps[k], layout.Frames[k], layout.Figure.Text.Size / 14, format);
            }
        });
        picture.Write(stream, format);
    }

    /// <summary>Where a point of a map lies in its frame: a unit is as long upward as to the right.</summary>
    internal static Func<int, SKPoint> Places(MapView view, SKRect frame)
    {
        double perUnit = Math.Min(frame.Width / view.Across.Length, frame.Height / view.Up.Length) / (1 + (2 * Margin));
        double perUnitUp = view.IsPlane ? perUnit : frame.Height / view.Up.Length / (1 + (2 * Margin));
        double perUnitAcross = view.IsPlane ? perUnit : frame.Width / view.Across.Length / (1 + (2 * Margin));
        return point => new SKPoint(
            frame.MidX + (float)((view.X[point] - view.Across.Center) * perUnitAcross),
            frame.MidY - (float)((view.Y[point] - view.Up.Center) * perUnitUp));
    }

    private static void DrawCaption(SKCanvas canvas, GridLayout layout, int map, PlotTheme theme)
    {
        string[] lines = layout.Captions[map];
        float top = layout.Frames[map].Top - (lines.Length * layout.CaptionText.Line);
        for (int line = 0; line < lines.Length; line++)
            layout.CaptionText.Draw(canvas, lines[line], layout.Frames[map].Left, top + (line * layout.CaptionText.Line), Palette.Ink(theme));
        if (layout.RowNames.Length > 0 && layout.Cells[map] % layout.Columns == 0)
            DrawRowName(canvas, layout, map, theme);
    }

    /// <summary>What the maps of a row have in common, over the first of them and the names of columns that may stand there.</summary>
    private static void DrawRowName(SKCanvas canvas, GridLayout layout, int map, PlotTheme theme)
    {
        int row = layout.Cells[map] / layout.Columns;
        FigureText bold = layout.CaptionText with { IsBold = true };
        int lines = 1 + layout.Captions.Where((_, k) => layout.Cells[k] / layout.Columns == row).Max(caption => caption.Length);
        bold.Draw(canvas, layout.RowNames[row], layout.Frames[map].Left, layout.Frames[map].Top - (lines * bold.Line), Palette.Ink(theme));
    }

    private static void DrawMap(SKCanvas canvas, MapPlot map, SKRect frame, float line, PictureFormat format)
    {
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = line };
        paint.Color = FigureMarks.Color(Palette.Paper(map.Colors.Theme).Toward(Palette.Ink(map.Colors.Theme), 0.25));
        canvas.DrawRect(frame, paint);
        MapView view = map.Views()[0];
        int[] points = [.. Enumerable.Range(0, map.Count).Where(view.Shows)];
        canvas.Save();
        canvas.ClipRect(frame);
        new PointPainter(points, map.Colors, format).Paint(canvas, PointStyle.For(points.Length, frame.Width * frame.Height, line).With(map.Look), Places(view, frame));
        canvas.Restore();
    }
}
