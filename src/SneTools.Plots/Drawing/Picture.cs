using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Plots laid out side by side on one sheet, written as PNG or SVG.</summary>
internal sealed partial class Picture(PlotSize size, PlotTheme theme)
{
    private readonly List<(Plot Plot, PixelRect Place)> _parts = [];
    private readonly List<Action<SKCanvas>> _drawings = [];

    /// <summary>Puts a plot on the whole sheet.</summary>
    public void Add(Plot plot) => Add(plot, new PixelRect(0, size.Width, size.Height, 0));

    /// <summary>Puts a plot on a part of the sheet.</summary>
    public void Add(Plot plot, PixelRect place) => _parts.Add((plot, place));

    /// <summary>Draws something over the plots.</summary>
    public void Add(Action<SKCanvas> drawing) => _drawings.Add(drawing);

    /// <summary>Writes the picture.</summary>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="format">What as.</param>
    public void Write(Stream stream, PictureFormat format)
    {
        // Text in Arabic or Hebrew runs from right to left, and its letters join; that takes a font.
        LabelStyle.RTLSupport = PictureFonts.Exist;

        // ScottPlot draws all twice when the axes have moved to fit the frame, as they do the first time.
        using (var nothing = new SKNoDrawCanvas(size.Width, size.Height))
            Draw(nothing);
        if (format == PictureFormat.Png)
            WritePixels(stream);
        else
            WriteShapes(stream);
    }

    private void WritePixels(Stream stream)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new SneException(SneError.OutOfMemory, $"There is not enough memory for a picture of {size.Width} x {size.Height} pixels.");
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private void WriteShapes(Stream stream)
    {
        using var drawn = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, size.Width, size.Height), drawn))
            Draw(canvas);
        stream.Write(Encoding.UTF8.GetBytes(Portable(Encoding.UTF8.GetString(drawn.ToArray()))));
    }

    /// <summary>A drawing that scales with its frame, and whose text has no serifs where its font is missing.</summary>
    private string Portable(string svg) => FontFamily()
        .Replace(svg, "font-family=\"$1, sans-serif\"")
        .Replace($" width=\"{size.Width}\" height=\"{size.Height}\">", FormattableString.Invariant($" viewBox=\"0 0 {size.Width} {size.Height}\" width=\"{size.Width}\" height=\"{size.Height}\">"), StringComparison.Ordinal);

    [GeneratedRegex("font-family=\"([^\"]*)\"")]
    private static partial Regex FontFamily();

    private void Draw(SKCanvas canvas)
    {
        Rgb paper = Palette.Paper(theme);
        using var paint = new SKPaint { Color = new SKColor(paper.Red, paper.Green, paper.Blue) };
        canvas.DrawRect(0, 0, size.Width, size.Height, paint);
        foreach ((Plot plot, PixelRect place) in _parts)
            plot.Render(canvas, place);
        foreach (Action<SKCanvas> drawing in _drawings)
            drawing(canvas);
    }
}
