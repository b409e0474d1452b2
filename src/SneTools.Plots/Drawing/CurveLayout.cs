using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a figure of curves lie.</summary>
internal sealed class CurveLayout
{
    private const int MostTicks = 8;

    /// <summary>The share of a panel's width that the numbers beside it may take, and of its height those under it.</summary>
    private const float AxisShare = 0.3f;

    private CurveLayout(FigureLayout figure, SKRect[] frames, CurveAxis across, CurveAxis[] up, (double Place, string Text)[] ticks, bool isUpright) =>
        (Figure, Frames, Across, Up, TicksAcross, IsUpright) = (figure, frames, across, up, ticks, isUpright);

    /// <summary>Title, legend and panels.</summary>
    public FigureLayout Figure { get; }

    /// <summary>The frame of each panel, in which its curves lie.</summary>
    public SKRect[] Frames { get; }

    /// <summary>The horizontal axis of all panels.</summary>
    public CurveAxis Across { get; }

    /// <summary>The vertical axis of each.</summary>
    public CurveAxis[] Up { get; }

    /// <summary>What stands under the frames.</summary>
    public (double Place, string Text)[] TicksAcross { get; }

    /// <summary>True when that is written from the bottom to the top.</summary>
    public bool IsUpright { get; }

    /// <summary>The letters along the axes.</summary>
    public FigureText Text => Figure.Text;

    /// <summary>Lays the figure out.</summary>
    public static CurveLayout Of(CurvePlot plot, PlotSize size)
    {
        FigureLayout figure = FigureLayout.Of(size, plot.Title, FigureLegend.Of(plot), plot.Panels.Length, 1.5, 3.5f);
        FigureText text = figure.Text;
        SKRect panel = figure.Panels[0];
        CurveAxis across = plot.Categories is null ? CurveAxis.Around(plot.Across, plot.IsLogX, 0.05) : new CurveAxis(plot.Across, false);
        CurveAxis[] up = [.. plot.Panels.Select(each => plot.Form == CurveForm.Bar ? FromZero(each) : CurveAxis.Around(Positive(each), each.IsLog, 0.07))];
        float beside = Math.Min(AxisShare * panel.Width, (0.5f * text.Size) + up.Max(axis => AxisTicks.Texts(axis.Ticks(MostUp(text, panel.Height)), axis.IsLog).Max(text.Width)));
        float width = Math.Max(1, panel.Width - beside - (0.5f * text.Size));
        ((double Place, string Text)[] ticks, bool isUpright) = plot.Categories is { } names
            ? Names(names, text, width, panel.Height)
            : (Numbers(plot, across, text, width), false);
        float under = (isUpright ? ticks.Max(tick => text.Width(tick.Text)) + (0.4f * text.Size) : text.Line) + (1.3f * text.Line);
        SKRect[] frames = [.. figure.Panels.Select(each => SKRect.Create(each.Left + beside, each.Top + (1.4f * text.Line), width, Math.Max(1, each.Height - (1.4f * text.Line) - under)))];
        return new CurveLayout(figure, frames, across, up, ticks, isUpright);
    }

    /// <summary>Where a place of the horizontal axis and a value of a panel lie on the sheet.</summary>
    public SKPoint Point(int panel, double x, double y) => new(
        Frames[panel].Left + (float)(Across.Share(x) * Frames[panel].Width),
        Frames[panel].Bottom - (float)(Up[panel].Share(y) * Frames[panel].Height));

    /// <summary>Round numbers up a panel, and how they are written.</summary>
    public (double Place, string Text)[] TicksUp(int panel)
    {
        double[] ticks = Up[panel].Ticks(MostUp(Text, Frames[panel].Height));
        return [.. ticks.Zip(AxisTicks.Texts(ticks, Up[panel].IsLog))];
    }

    /// <summary>True where the places of a curve lie so far apart that each can have a mark.</summary>
    public bool HasMarks(int panel, Curve curve)
    {
        double[] shares = [.. curve.Means.Select(mean => Across.Share(mean.X) * Frames[panel].Width)];
        return shares.Length < 2 || shares[^1] - shares[0] >= 1.2f * Text.Size * (shares.Length - 1);
    }

    /// <summary>An axis of bars, which begin at 0.</summary>
    private static CurveAxis FromZero(CurvePanel panel)
    {
        double[] values = [.. panel.Curves.SelectMany(curve => curve.Points).Select(point => point.Y)];
        double low = Math.Min(0, values.Min());
        double high = Math.Max(0, values.Max());
        if (low == high)
            high = 1;
        double margin = 0.07 * (high - low);
        return new CurveAxis(new Extent(low < 0 ? low - margin : 0, high > 0 ? high + margin : 0), false);
    }

    private static int MostUp(FigureText text, float height) => Math.Clamp((int)(height / (2 * text.Line)), 2, MostTicks);

    private static Extent Positive(CurvePanel panel) => panel.IsLog && panel.Values.Low <= 0
        ? new Extent(panel.Values.High / 2, panel.Values.High * 2) // the unit around a single value near 0
        : panel.Values;

    /// <summary>The numbers that rows have, if all of them can stand side by side; else round ones.</summary>
    private static (double Place, string Text)[] Numbers(CurvePlot plot, CurveAxis axis, FigureText text, float width)
    {
        double[] places = plot.Places;
        if (places.Length <= 12 && Fits(places))
            return Written(places);
        for (int most = 10; most > 2; most--)
        {
            if (axis.Ticks(most) is { Length: > 0 } ticks && Fits(ticks))
                return Written(ticks);
        }

        return Written(axis.Ticks(2));

        bool Fits(double[] ticks)
        {
            float end = float.NegativeInfinity;
            foreach ((double tick, string written) in Written(ticks))
            {
                float middle = (float)axis.Share(tick) * width;
                float half = text.Width(written) / 2;
                if (middle - half < end + (0.5f * text.Size))
                    return false;
                end = middle + half;
            }

            return true;
        }

        (double, string)[] Written(double[] ticks) => [.. ticks.Zip(ticks == places ? ticks.Select(AxisTicks.Text) : AxisTicks.Texts(ticks, axis.IsLog))];
    }

    /// <summary>The names of the categories: side by side, cut a little or written upward where there is no room, and every second or third
    /// where there are more of them than lines.</summary>
    private static ((double Place, string Text)[] Ticks, bool IsUpright) Names(string[] names, FigureText text, float width, float height)
    {
        string[] lines = [.. names.Select(name => PlotText.OneLine(name, 60))];
        float slot = (width / names.Length) - (0.5f * text.Size);
        if (lines.All(line => text.Width(line) <= slot) || slot >= 8 * text.Size)
            return ([.. lines.Select((line, k) => ((double)k, text.Fit(line, slot)))], false);
        int stride = (int)Math.Ceiling(1.1f * text.Size / (width / names.Length));
        return ([.. Enumerable.Range(0, lines.Length).Where(k => k % stride == 0).Select(k => ((double)k, text.Fit(lines[k], AxisShare * height)))], true);
    }
}
