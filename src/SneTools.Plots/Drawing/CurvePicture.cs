using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Draws the curves of a table: every row as a small mark, the mean at every place joined to a line, and from the smallest to the
/// largest value a band; above categories, which nothing lies between, a stroke. Bars begin at 0. Where places lie so close that marks would
/// touch, the line stands alone.</summary>
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
                DrawPhases(canvas, plot, layout, k);
                DrawAxes(canvas, plot, layout, k);
                if (plot.Form == CurveForm.Bar)
                {
                    CurveBars.Draw(canvas, plot, layout, k);
                    continue;
                }

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
        SKRect whole = layout.Figure.Panels[panel];
        DrawHeading(canvas, plot, layout, panel);
        foreach ((double tick, string written) in layout.TicksUp(panel))
        {
            float y = layout.Point(panel, layout.Across.Range.Low, tick).Y;
            canvas.DrawLine(frame.Left, y, frame.Right, y, line);
            string number = text.Fit(written, frame.Left - whole.Left - (0.4f * text.Size));
            text.Draw(canvas, number, frame.Left - (0.4f * text.Size), y - (0.6f * text.Size), ink, SKTextAlign.Right);
        }

        foreach ((double place, string name) in layout.TicksAcross)
        {
            float x = layout.Point(panel, place, layout.Up[panel].Range.Low).X;
            if (plot.Form != CurveForm.Bar)
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

    /// <summary>The name of a panel, and what its marks and bands are where there is room to say it.</summary>
    private static void DrawHeading(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel)
    {
        SKRect whole = layout.Figure.Panels[panel];
        FigureText bold = layout.Text with { IsBold = true };
        Rgb ink = Palette.Ink(plot.Theme);
        string name = bold.Fit(PlotText.OneLine(plot.Panels[panel].Name, 100), whole.Width);
        bold.Draw(canvas, name, whole.Left, whole.Top, ink);
        float end = bold.Width(name) + layout.Text.Size;
        if (end + layout.Text.Width(plot.Panels[panel].Note) <= whole.Width)
            layout.Text.Draw(canvas, plot.Panels[panel].Note, whole.Left + end, whole.Top, ink.Toward(Palette.Paper(plot.Theme), 0.25));
    }

    /// <summary>What is named along the horizontal axis: exaggerated phases in a tint, each name where it has room.</summary>
    private static void DrawPhases(SKCanvas canvas, CurvePlot plot, CurveLayout layout, int panel)
    {
        SKRect frame = layout.Frames[panel];
        FigureText text = layout.Text;
        foreach (HistoryPhase phase in plot.Phases)
        {
            float left = Math.Clamp(layout.Point(panel, phase.First - 0.5, 1).X, frame.Left, frame.Right);
            float right = Math.Clamp(layout.Point(panel, phase.Last + 0.5, 1).X, frame.Left, frame.Right);
            using var tint = new SKPaint { Color = FigureMarks.Color(Palette.Category(1), 0.15) };
            if (phase.IsExaggerated)
                canvas.DrawRect(new SKRect(left, frame.Top, right, frame.Bottom), tint);
            if (text.Width(phase.Name) + text.Size <= right - left)
                text.Draw(canvas, phase.Name, (left + right) / 2, frame.Top + (0.3f * text.Size), Palette.Ink(plot.Theme), SKTextAlign.Center);
        }
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

        if (plot.Categories is null && !layout.HasMarks(panel, curve))
            return;
        foreach (CurvePoint point in curve.Points)
            FigureMarks.Draw(canvas, layout.Point(panel, point.X + shift, point.Y), 0.16f * unit, series.Mark, series.Color, 0.6);
        foreach (CurveMean mean in curve.Means)
            FigureMarks.Draw(canvas, layout.Point(panel, mean.X + shift, mean.Mean), 0.28f * unit, series.Mark, series.Color);
    }
}
