using ScottPlot;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace SneTools.Plots;

/// <summary>The names of the categories, written on the map where most of each lies.</summary>
internal sealed class CategoryNames(IReadOnlyList<CategoryPlace> places, PlotTheme theme) : IPlottable
{
    private const float Size = 17;

    /// <summary>How far a name may move from its place to make room for another, in lines.</summary>
    private static readonly float[] Shifts = [0, 1, -1, 2, -2];

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp)
    {
        if (!PictureFonts.Exist)
            return;
        var written = new List<PixelRect>();
        foreach (CategoryPlace place in places)
        {
            string text = PictureFonts.Arrange(place.Category.Label);
            SKTypeface face = Fonts.GetTypeface(PictureFonts.For(text), bold: true, italic: false);
            using var font = new SKFont(face, Size) { Subpixel = true };
            using var shaper = new SKShaper(face);
            float width = shaper.Shape(text, font).Width;
            PixelRect box = Box(Axes.GetPixel(new Coordinates(place.X, place.Y)), width, rp.DataRect);
            PixelRect[] free = [.. Shifts.Select(shift => box.WithDelta(0, shift * Size)).Where(moved => !written.Any(other => Overlap(moved, other)))];
            if (free.Length == 0)
                continue;
            written.Add(free[0]);
            Write(rp.Canvas, text, shaper, font, free[0]);
        }
    }

    /// <summary>Where a text stands about a point, inside the frame.</summary>
    private static PixelRect Box(Pixel center, float width, PixelRect frame)
    {
        float left = Math.Max(frame.Left + 2, Math.Min(frame.Right - 2 - width, center.X - (width / 2)));
        float top = Math.Clamp(center.Y - (Size / 2), frame.Top, Math.Max(frame.Top, frame.Bottom - Size));
        return new PixelRect(left, left + width, top + Size, top);
    }

    private static bool Overlap(PixelRect a, PixelRect b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    /// <summary>A text in ink with a rim of paper around it, which keeps it legible over points.</summary>
    private void Write(SKCanvas canvas, string text, SKShaper shaper, SKFont font, PixelRect box)
    {
        float baseline = box.Top + (Size * 0.86f);
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 4, StrokeJoin = SKStrokeJoin.Round };
        paint.Color = Color(Palette.Paper(theme)).WithAlpha(220);
        canvas.DrawShapedText(shaper, text, box.Left, baseline, SKTextAlign.Left, font, paint);
        paint.Style = SKPaintStyle.Fill;
        paint.Color = Color(Palette.Ink(theme));
        canvas.DrawShapedText(shaper, text, box.Left, baseline, SKTextAlign.Left, font, paint);
    }

    private static SKColor Color(Rgb color) => new(color.Red, color.Green, color.Blue);
}
