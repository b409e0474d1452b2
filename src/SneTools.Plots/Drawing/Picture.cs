using System.Globalization;
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
    public void Write(Stream stream, PictureFormat format) =>
        Prepared(() =>
        {
            if (format == PictureFormat.Png)
                WritePixels(stream);
            else
                WriteShapes(stream);
        });

    /// <summary>Draws the picture.</summary>
    /// <param name="canvas">Where to.</param>
    public void Paint(SKCanvas canvas) => Prepared(() => Draw(canvas));

    /// <summary>An empty sheet of pixels.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static SKSurface NewSheet(PlotSize size) =>
        SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new SneException(SneError.OutOfMemory, $"There is not enough memory for a picture of {size.Width} x {size.Height} pixels.");

    private void Prepared(Action draw)
    {
        // Text in Arabic or Hebrew runs from right to left, and its letters join; that takes a font.
        LabelStyle.RTLSupport = PictureFonts.Exist;

        // ScottPlot writes numbers as the culture of the thread does, and the picture must not depend on who draws it.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            // ScottPlot draws all twice when the axes have moved to fit the frame, as they do the first time.
            if (_parts.Count > 0)
            {
                using var nothing = new SKNoDrawCanvas(size.Width, size.Height);
                Draw(nothing);
            }

            draw();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private void WritePixels(Stream stream)
    {
        using SKSurface surface = NewSheet(size);
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

    /// <summary>A drawing that scales with its frame, whose text has no serifs where its font is missing, and whose clip paths are
    /// numbered from 1 on rather than through all that the process has drawn.</summary>
    private string Portable(string svg) => FontFamily()
        .Replace(WithOwnNumbers(svg), "font-family=\"$1, sans-serif\"")
        .Replace($" width=\"{size.Width}\" height=\"{size.Height}\">", FormattableString.Invariant($" viewBox=\"0 0 {size.Width} {size.Height}\" width=\"{size.Width}\" height=\"{size.Height}\">"), StringComparison.Ordinal);

    private static string WithOwnNumbers(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return ClipPath().Replace(svg, match =>
        {
            numbers.TryAdd(match.Value, numbers.Count + 1);
            return FormattableString.Invariant($"cl_{numbers[match.Value]}");
        });
    }

    [GeneratedRegex("(?<=[\"#])cl_[0-9a-f]+(?=[\")])")]
    private static partial Regex ClipPath();

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
