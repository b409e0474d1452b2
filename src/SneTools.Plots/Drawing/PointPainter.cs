using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Paints the points of a map, all categories mixed, so that none hides another.</summary>
/// <remarks>Points go out in batches of one color each, drawn from places all over the map. In an SVG file a batch is one
/// path: its points do not add up where they overlap, but different batches do, and the file stays small.</remarks>
internal sealed class PointPainter
{
    private const int Batch = 2048;
    private const int RampSteps = 64;

    private readonly PointColors _colors;
    private readonly PictureFormat _format;
    private readonly int[] _order;

    /// <summary>Creates the painter.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="colors">The color of every point.</param>
    /// <param name="format">What is painted on.</param>
    public PointPainter(int count, PointColors colors, PictureFormat format)
    {
        _colors = colors;
        _format = format;
        _order = [.. Enumerable.Range(0, count)];
        new Random(0).Shuffle(_order);
    }

    /// <summary>Paints the points.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="style">How large and how opaque they are.</param>
    /// <param name="place">Where each point lies on the canvas.</param>
    public void Paint(SKCanvas canvas, PointStyle style, Func<int, SKPoint> place)
    {
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeWidth = (float)style.Diameter,
        };
        foreach (int[] batch in _order.Chunk(Batch))
        {
            foreach (IGrouping<Rgb, int> points in batch.GroupBy(Color))
            {
                paint.Color = new SKColor(points.Key.Red, points.Key.Green, points.Key.Blue, (byte)Math.Round(255 * style.Opacity));
                Draw(canvas, [.. points.Select(point => Pixel(place(point)))], paint);
            }
        }
    }

    private Rgb Color(int point) => _colors.Values is { } values && double.IsFinite(values[point])
        ? ColorRamp.At(Math.Round(_colors.Position(values[point]) * RampSteps) / RampSteps)
        : _colors[point];

    /// <summary>A tenth of a pixel is as fine as eyes are, and keeps an SVG file short.</summary>
    private SKPoint Pixel(SKPoint place) =>
        _format == PictureFormat.Svg ? new SKPoint(MathF.Round(place.X, 1), MathF.Round(place.Y, 1)) : place;

    private void Draw(SKCanvas canvas, SKPoint[] points, SKPaint paint)
    {
        if (_format == PictureFormat.Png)
        {
            canvas.DrawPoints(SKPointMode.Points, points, paint);
            return;
        }

        using var path = new SKPath();
        foreach (SKPoint point in points)
        {
            path.MoveTo(point);
            path.LineTo(point);
        }

        canvas.DrawPath(path, paint);
    }
}
