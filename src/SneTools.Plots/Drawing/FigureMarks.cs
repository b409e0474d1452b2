using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Marks and lines of a figure's curves.</summary>
internal static class FigureMarks
{
    /// <summary>Draws a mark.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="center">Its middle.</param>
    /// <param name="radius">Half its size, in pixels.</param>
    /// <param name="mark">What it is.</param>
    /// <param name="color">Its color.</param>
    /// <param name="opacity">From 0 to 1.</param>
    public static void Draw(SKCanvas canvas, SKPoint center, float radius, CurveMark mark, Rgb color, double opacity = 1)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = Color(color, opacity) };
        switch (mark)
        {
            case CurveMark.Circle:
                canvas.DrawCircle(center, radius, paint);
                break;
            case CurveMark.Square:
                canvas.DrawRect(SKRect.Create(center.X - (0.9f * radius), center.Y - (0.9f * radius), 1.8f * radius, 1.8f * radius), paint);
                break;
            default:
                using (var path = new SKPath())
                {
                    path.AddPoly(Triangle(center, radius));
                    canvas.DrawPath(path, paint);
                }

                break;
        }
    }

    /// <summary>The corners of a triangle about a place.</summary>
    public static SKPoint[] Triangle(SKPoint center, float radius) =>
        [new(center.X, center.Y - (1.2f * radius)), new(center.X + (1.1f * radius), center.Y + (0.8f * radius)), new(center.X - (1.1f * radius), center.Y + (0.8f * radius))];

    /// <summary>What a curve's line is drawn with.</summary>
    public static SKPaint Line(CurveSeries series, float width) => new()
    {
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeJoin = SKStrokeJoin.Round,
        Color = Color(series.Color),
        PathEffect = series.Mark switch
        {
            CurveMark.Square => SKPathEffect.CreateDash([4 * width, 2.5f * width], 0),
            CurveMark.Triangle => SKPathEffect.CreateDash([1.2f * width, 2 * width], 0),
            _ => null,
        },
    };

    /// <summary>A color as Skia has it.</summary>
    public static SKColor Color(Rgb color, double opacity = 1) => new(color.Red, color.Green, color.Blue, (byte)Math.Round(255 * opacity));
}
