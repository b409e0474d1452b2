using ScottPlot;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace SneTools.Plots;

/// <summary>The names of the categories, written on the map where most of each lies.</summary>
internal sealed class CategoryNames(IReadOnlyList<CategoryPlace> places, PlotTheme theme) : IPlottable
{
    private const float Size = 17;

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
        foreach (CategoryPlace place in places)
        {
            Pixel pixel = Axes.GetPixel(new Coordinates(place.X, place.Y));
            Write(rp.Canvas, place.Category.Label, pixel);
        }
    }

    /// <summary>A text in ink with a rim of paper around it, which keeps it legible over points.</summary>
    private void Write(SKCanvas canvas, string text, Pixel center)
    {
        SKTypeface face = Fonts.GetTypeface(PictureFonts.For(text), bold: true, italic: false);
        using var font = new SKFont(face, Size) { Subpixel = true };
        using var shaper = new SKShaper(face);
        float width = shaper.Shape(text, font).Width;
        float left = center.X - (width / 2);
        float baseline = center.Y + (Size * 0.36f);
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 4, StrokeJoin = SKStrokeJoin.Round };
        paint.Color = Color(Palette.Paper(theme)).WithAlpha(220);
        canvas.DrawShapedText(shaper, text, left, baseline, SKTextAlign.Left, font, paint);
        paint.Style = SKPaintStyle.Fill;
        paint.Color = Color(Palette.Ink(theme));
        canvas.DrawShapedText(shaper, text, left, baseline, SKTextAlign.Left, font, paint);
    }

    private static SKColor Color(Rgb color) => new(color.Red, color.Green, color.Blue);
}
