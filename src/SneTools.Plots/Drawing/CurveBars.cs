using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws bars from 0 to the means, side by side above every category, with a whisker from the smallest value to the largest and a
/// small mark for every row where there are several.</summary>
internal static class CurveBars
{
    /// <summary>Draws the bars of a panel.</summary>
    public static void Draw(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel)
    {
        Rgb ink = Palette.Ink(plot.Theme);
        float unit = layout.Text.Size;
        foreach (Curve curve in plot.Panels[panel].Curves)
        {
            double shift = plot.Shift(curve.Series);
            using var fill = new SKPaint { IsAntialias = true, Color = FigureMarks.Color(curve.Series.Color) };
            foreach (CurveMean mean in curve.Means)
            {
                SKRect bar = Bar(plot, layout, panel, mean, shift);
                canvas.DrawRect(bar, fill);
                if (mean.Count > 1)
                    DrawWhisker(canvas, plot, layout, panel, mean, bar);
            }

            // The paper around a mark keeps it apart from its own bar.
            foreach (CurvePoint point in curve.Points.Where(point => curve.Means.First(mean => mean.X == point.X).Count > 1))
            {
                SKPoint place = layout.Point(panel, point.X + shift, point.Y);
                float radius = Math.Min(0.2f * unit, 0.2f * (float)(plot.BarWidth * layout.Frames[panel].Width / layout.Across.Range.Length));
                FigureMarks.Draw(canvas, place, radius, CurveMark.Circle, Palette.Paper(plot.Theme));
                FigureMarks.Draw(canvas, place, 0.7f * radius, CurveMark.Circle, ink);
            }
        }

        using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = unit / 14, Color = FigureMarks.Color(ink.Toward(Palette.Paper(plot.Theme), 0.4)) };
        float zero = layout.Point(panel, 0, 0).Y;
        canvas.DrawLine(layout.Frames[panel].Left, zero, layout.Frames[panel].Right, zero, line);
    }

    /// <summary>Where a bar lies on the sheet.</summary>
    internal static SKRect Bar(CurvePlot plot, CurveLayout layout, int panel, CurveMean mean, double shift)
    {
        double half = 0.46 * plot.BarWidth; // a gap between bars
        SKPoint zero = layout.Point(panel, mean.X + shift - half, 0);
        SKPoint end = layout.Point(panel, mean.X + shift + half, mean.Mean);
        return new SKRect(zero.X, Math.Min(zero.Y, end.Y), end.X, Math.Max(zero.Y, end.Y));
    }

    private static void DrawWhisker(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel, CurveMean mean, SKRect bar)
    {
        float high = layout.Point(panel, mean.X, mean.High).Y;
        float low = layout.Point(panel, mean.X, mean.Low).Y;
        float cap = Math.Min(0.25f * bar.Width, 0.4f * layout.Text.Size);
        foreach ((Rgb color, float width) in new[] { (Palette.Paper(plot.Theme), 3f), (Palette.Ink(plot.Theme), 1f) })
        {
            float thin = Math.Min(0.1f * layout.Text.Size, 0.1f * bar.Width);
            using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width * thin, Color = FigureMarks.Color(color) };
            canvas.DrawLine(bar.MidX, high, bar.MidX, low, line);
            canvas.DrawLine(bar.MidX - cap, high, bar.MidX + cap, high, line);
            canvas.DrawLine(bar.MidX - cap, low, bar.MidX + cap, low, line);
        }
    }
}
