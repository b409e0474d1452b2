using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws the curves of a table: every row as a small mark, the mean at every place joined to a line, and from the smallest to the
/// largest value a band; above categories, which nothing lies between, a bar.</summary>
public static class CurvePicture
{
    /// <summary>Writes the picture.</summary>
    /// <param name="plot">The curves.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(CurvePlot plot, PlotSize size, PictureFormat format, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(stream);
        CurveLayout layout = CurveLayout.Of(plot, size);
        var picture = new Picture(size, plot.Theme);
        picture.Add(canvas =>
        {
            layout.Figure.Draw(canvas, plot.Theme);
            for (int k = 0; k < plot.Panels.Length; k++)
            {
                DrawAxes(canvas, plot, layout, k);
                foreach (Curve curve in plot.Panels[k].Curves)
                    DrawSpread(canvas, plot, layout, k, curve);
                foreach (Curve curve in plot.Panels[k].Curves)
                    DrawCurve(canvas, plot, layout, k, curve);
            }
        });
        picture.Write(stream, format);
    }

    private static void DrawAxes(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel)
    {
        SKRect frame = layout.Frames[panel];
        FigureText text = layout.Text;
        Rgb ink = Palette.Ink(plot.Theme);
        using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = text.Size / 14, Color = FigureMarks.Color(Palette.Grid(plot.Theme)) };
        var heading = text with { IsBold = true };
        SKRect whole = layout.Figure.Panels[panel];
        heading.Draw(canvas, heading.Fit(PlotText.OneLine(plot.Panels[panel].Name, 100), whole.Width), whole.Left, whole.Top, ink);
        foreach (double tick in layout.TicksUp(panel))
        {
            float y = layout.Point(panel, layout.Across.Range.Low, tick).Y;
            canvas.DrawLine(frame.Left, y, frame.Right, y, line);
            string number = text.Fit(AxisTicks.Text(tick), frame.Left - whole.Left - (0.4f * text.Size));
            text.Draw(canvas, number, frame.Left - (0.4f * text.Size), y - (0.6f * text.Size), ink, SKTextAlign.Right);
        }

        foreach ((double place, string name) in layout.TicksAcross)
        {
            float x = layout.Point(panel, place, layout.Up[panel].Range.Low).X;
            canvas.DrawLine(x, frame.Top, x, frame.Bottom, line);
            if (layout.IsUpright)
            {
                canvas.Save();
                canvas.RotateDegrees(-90, x, frame.Bottom);
                text.Draw(canvas, name, x - (0.3f * text.Size), frame.Bottom - (0.6f * text.Size), ink, SKTextAlign.Right);
                canvas.Restore();
            }
            else
            {
                text.Draw(canvas, name, x, frame.Bottom + (0.3f * text.Size), ink, SKTextAlign.Center);
            }
        }

        text.Draw(canvas, text.Fit(PlotText.OneLine(plot.XName, 100), frame.Width), frame.MidX, whole.Bottom - text.Line, ink, SKTextAlign.Center);
        line.Color = FigureMarks.Color(ink.Toward(Palette.Paper(plot.Theme), 0.4));
        canvas.DrawLine(frame.Left, frame.Bottom, frame.Right, frame.Bottom, line);
        canvas.DrawLine(frame.Left, frame.Top, frame.Left, frame.Bottom, line);
    }

    /// <summary>From the smallest value to the largest, wherever a place has several.</summary>
    private static void DrawSpread(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel, Curve curve)
    {
        if (curve.Means.All(mean => mean.Count == 1))
            return;
        double shift = plot.Shift(curve.Series);
        if (plot.Categories is null && curve.Means.Length > 1)
        {
            using var band = new SKPath();
            band.AddPoly([.. curve.Means.Select(mean => layout.Point(panel, mean.X, mean.High)).Concat(curve.Means.Reverse().Select(mean => layout.Point(panel, mean.X, mean.Low)))]);
            using var fill = new SKPaint { IsAntialias = true, Color = FigureMarks.Color(curve.Series.Color, 0.15) };
            canvas.DrawPath(band, fill);
            return;
        }

        using var bar = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 0.35f * layout.Text.Size, Color = FigureMarks.Color(curve.Series.Color, 0.3) };
        foreach (CurveMean mean in curve.Means)
            canvas.DrawLine(layout.Point(panel, mean.X + shift, mean.Low), layout.Point(panel, mean.X + shift, mean.High), bar);
    }

    private static void DrawCurve(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel, Curve curve)
    {
        CurveSeries series = curve.Series;
        double shift = plot.Shift(series);
        float unit = layout.Text.Size;
        if (plot.Categories is null && curve.Means.Length > 1)
        {
            using SKPaint paint = FigureMarks.Line(series, 0.15f * unit);
            using var path = new SKPath();
            path.AddPoly([.. curve.Means.Select(mean => layout.Point(panel, mean.X, mean.Mean))], close: false);
            canvas.DrawPath(path, paint);
        }

        foreach (CurvePoint point in curve.Points)
            FigureMarks.Draw(canvas, layout.Point(panel, point.X + shift, point.Y), 0.16f * unit, series.Mark, series.Color, 0.6);
        foreach (CurveMean mean in curve.Means)
            FigureMarks.Draw(canvas, layout.Point(panel, mean.X + shift, mean.Mean), 0.28f * unit, series.Mark, series.Color);
    }
}
