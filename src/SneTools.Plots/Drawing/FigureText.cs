using System.Collections.Concurrent;
using ScottPlot;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace SneTools.Plots;

/// <summary>Texts of a figure: how wide they are, how they are cut and wrapped to fit, and how they are drawn.</summary>
/// <param name="Size">Height of the letters, in pixels.</param>
/// <param name="IsBold">True for bold letters.</param>
internal readonly record struct FigureText(float Size, bool IsBold = false)
{
    /// <summary>Stands for what was cut.</summary>
    public const string Ellipsis = "…";

    /// <summary>Letters of a size at which rounding to pixels is no matter.</summary>
    private const float UnitSize = 100;

    private const int MostWidths = 10_000;

    /// <summary>The widths of texts in letters of size 1: a layout tries the same texts in many sizes and lines.</summary>
    private static readonly ConcurrentDictionary<(string Text, bool IsBold), float> Widths = new();

    /// <summary>From one line to the next, in pixels.</summary>
    public float Line => 1.3f * Size;

    /// <summary>The width of a text in pixels.</summary>
    public float Width(string text)
    {
        if (!PictureFonts.Exist || text.Length == 0)
            return 0;
        if (Widths.Count > MostWidths)
            Widths.Clear();
        return Size * Widths.GetOrAdd((text, IsBold), static key =>
        {
            using SKFont font = new FigureText(UnitSize, key.IsBold).Font(key.Text);
            return font.MeasureText(key.Text) / UnitSize;
        });
    }

    /// <summary>A text as it is, or cut with an ellipsis so that it is not wider than so many pixels; empty where not even a letter fits.
    /// </summary>
    public string Fit(string text, float width)
    {
        if (Width(text) <= width)
            return text;
        int[] starts = System.Globalization.StringInfo.ParseCombiningCharacters(text);
        int low = 0;
        int high = starts.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Width(Cut(text, starts[middle])) <= width)
                low = middle;
            else
                high = middle - 1;
        }

        return low == 0 ? string.Empty : Cut(text, starts[low]);
    }

    /// <summary>Texts cut so that none is wider than so many pixels; where cut ones would look alike, without the words that all begin with, or
    /// cut in the middle.</summary>
    public string[] FitApart(string[] texts, float width)
    {
        FigureText text = this;
        string[] fitted = [.. texts.Select(each => text.Fit(each, width))];
        int[] alike = Alike(fitted);
        if (alike.Length == 0)
            return fitted;
        string[] cut = [.. texts.Where((each, k) => fitted[k] != each)];
        int common = Enumerable.Range(0, cut.Min(each => each.Length)).FirstOrDefault(k => cut.Any(each => each[k] != cut[0][k]));
        while (common > 0 && !char.IsWhiteSpace(cut[0][common - 1]) && !char.IsPunctuation(cut[0][common - 1]))
            common--;
        if (common > 0)
            fitted = [.. texts.Select((each, k) => fitted[k] == each ? each : text.Fit(Ellipsis + each[common..], width))];
        foreach (int k in Alike(fitted))
            fitted[k] = FitEnds(texts[k], width);
        return fitted;

        int[] Alike(string[] names) => [.. Enumerable.Range(0, names.Length).Where(k => names[k] != texts[k]).GroupBy(k => names[k], StringComparer.Ordinal).Where(group => group.Count() > 1).SelectMany(group => group)];
    }

    /// <summary>A text of which the middle is cut.</summary>
    private string FitEnds(string text, float width)
    {
        int[] starts = System.Globalization.StringInfo.ParseCombiningCharacters(text);
        for (int kept = Math.Min(starts.Length - 1, (int)(2 * width / Size) + 1); kept > 2; kept--)
        {
            int tail = kept * 2 / 5;
            string cut = text[..starts[kept - tail]].TrimEnd() + Ellipsis + text[starts[^tail]..].TrimStart();
            if (Width(cut) <= width)
                return cut;
        }

        return Fit(text, width);
    }

    /// <summary>A text in lines that are not wider than so many pixels, broken behind commas, or at blanks where there are none; what the last
    /// has no room for is cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Pixels that a line may take.</param>
    /// <param name="lines">The most lines.</param>
    public string[] Wrap(string text, float width, int lines)
    {
        (List<string> wrapped, string rest) = Break(text, width, lines);
        if (Fit(rest, width) is { Length: > 0 } last)
            wrapped.Add(last);
        return [.. wrapped];
    }

    /// <summary>True if none of some texts has to be cut in so many lines.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="width">Pixels that a line may take.</param>
    /// <param name="lines">The most lines.</param>
    public bool AreWhole(IEnumerable<string> texts, float width, int lines)
    {
        FigureText text = this;
        return texts.All(each => text.Width(text.Break(each, width, lines).Left) <= width);
    }

    /// <summary>Draws a text on one line.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left end, middle or right end, as aligned.</param>
    /// <param name="top">The top of the line.</param>
    /// <param name="color">Its color.</param>
    /// <param name="align">What <paramref name="x"/> is.</param>
    /// <param name="rim">The color of a rim around the letters, which keeps them legible over others; null for none.</param>
    public void Draw(SKCanvas canvas, string text, float x, float top, Rgb color, SKTextAlign align = SKTextAlign.Left, Rgb? rim = null)
    {
        if (!PictureFonts.Exist || text.Length == 0)
            return;
        using SKFont font = Font(text);
        using var shaper = new SKShaper(font.Typeface);
        using var paint = new SKPaint { IsAntialias = true };
        if (rim is { } around)
        {
            (paint.Style, paint.StrokeWidth, paint.StrokeJoin, paint.Color) = (SKPaintStyle.Stroke, 0.25f * Size, SKStrokeJoin.Round, FigureMarks.Color(around, 0.86));
            canvas.DrawShapedText(shaper, PictureFonts.Arrange(text), x, top + (0.95f * Size), align, font, paint);
        }

        (paint.Style, paint.Color) = (SKPaintStyle.Fill, FigureMarks.Color(color));
        canvas.DrawShapedText(shaper, PictureFonts.Arrange(text), x, top + (0.95f * Size), align, font, paint);
    }

    private static string Cut(string text, int end) => text[..end].TrimEnd() + Ellipsis;

    /// <summary>All lines but the last, and what is left for that.</summary>
    private (List<string> Broken, string Left) Break(string text, float width, int lines)
    {
        var broken = new List<string>();
        string rest = text;
        while (rest.Length > 0 && broken.Count < lines - 1 && Width(rest) > width)
        {
            int end = LastBreak(rest, width, ", ");
            if (end == 0)
                end = LastBreak(rest, width, " ");
            if (end == 0)
                break;
            broken.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        return (broken, rest);
    }

    /// <summary>Where the longest part ends that fits and has a mark behind it; 0 if there is none.</summary>
    private int LastBreak(string text, float width, string mark)
    {
        int found = 0;
        for (int at = text.IndexOf(mark, StringComparison.Ordinal); at > 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            int end = at + mark.Length - 1;
            if (Width(text[..end]) > width)
                break;
            found = end;
        }

        return found;
    }

    private SKFont Font(string text) => new(Fonts.GetTypeface(PictureFonts.For(text), IsBold, italic: false), Size) { Subpixel = true };
}
