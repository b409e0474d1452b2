using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Paints the points of a map, all categories mixed, so that none hides another; what has no color of its own lies below.</summary>
/// <remarks>Points go out in batches of one color and mark each, drawn from places all over the map. In an SVG file a batch is one
/// path: its points do not add up where they overlap, but different batches do, and the file stays small.</remarks>
internal sealed class PointPainter
{
    private const int Batch = 2048;
    private const int RampSteps = 64;

    private readonly PointColors _colors;
    private readonly PictureFormat _format;
    private readonly int[] _order;

    /// <summary>Creates the painter.</summary>
    /// <param name="points">The points to be painted.</param>
    /// <param name="colors">The color of every point.</param>
    /// <param name="format">What is painted on.</param>
    public PointPainter(IEnumerable<int> points, PointColors colors, PictureFormat format)
    {
        _colors = colors;
        _format = format;
        int[] order = [.. points];
        new Random(0).Shuffle(order);
        _order = [.. order.Where(IsRest), .. order.Where(point => !IsRest(point))];
    }

    /// <summary>Paints the points.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="style">How large and how opaque they are.</param>
    /// <param name="place">Where each point lies on the canvas.</param>
    public void Paint(SKCanvas canvas, PointStyle style, Func<int, SKPoint> place)
    {
        using var paint = new SKPaint { IsAntialias = true };
        foreach (int[] batch in _order.Chunk(Batch))
        {
            foreach (IGrouping<(Rgb Color, CurveMark Mark), int> points in batch.GroupBy(Look))
            {
                paint.Color = FigureMarks.Color(points.Key.Color, style.Opacity);
                SKPoint[] places = [.. points.Select(point => Pixel(place(point)))];
                if (points.Key.Mark == CurveMark.Triangle)
                    DrawTriangles(canvas, places, (float)style.Diameter, paint);
                else
                    DrawDots(canvas, places, (float)style.Diameter, points.Key.Mark, paint);
            }
        }
    }

    private bool IsRest(int point) => _colors.Categories[_colors.CategoryOf[point]].IsRest && !_colors.IsOnScale(point);

    private (Rgb Color, CurveMark Mark) Look(int point) => _colors.IsOnScale(point)
        ? (_colors.Ramp.At(Math.Round(_colors.Position(_colors.Values![point]) * RampSteps) / RampSteps), CurveMark.Circle)
        : (_colors[point], _colors.Categories[_colors.CategoryOf[point]].Mark);

    /// <summary>A tenth of a pixel is as fine as eyes are, and keeps an SVG file short.</summary>
    private SKPoint Pixel(SKPoint place) =>
        _format == PictureFormat.Svg ? new SKPoint(MathF.Round(place.X, 1), MathF.Round(place.Y, 1)) : place;

    private void DrawDots(SKCanvas canvas, SKPoint[] points, float diameter, CurveMark mark, SKPaint paint)
    {
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeCap = mark == CurveMark.Circle ? SKStrokeCap.Round : SKStrokeCap.Square;
        paint.StrokeWidth = mark == CurveMark.Circle ? diameter : 0.9f * diameter;
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

    private void DrawTriangles(SKCanvas canvas, SKPoint[] points, float diameter, SKPaint paint)
    {
        paint.Style = SKPaintStyle.Fill;
        using var path = new SKPath();
        foreach (SKPoint point in points)
        {
            path.AddPoly(FigureMarks.Triangle(point, 0.55f * diameter));
            if (_format == PictureFormat.Svg)
                continue;
            canvas.DrawPath(path, paint); // one by one, so that they add up where they overlap
            path.Reset();
        }

        if (_format == PictureFormat.Svg)
            canvas.DrawPath(path, paint);
    }
}
