using ScottPlot;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The fonts of this machine that pictures are written in.</summary>
public static class PictureFonts
{
    private static readonly string[] Preferred =
        ["Segoe UI", "Helvetica Neue", "Noto Sans", "Open Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Roboto"];

    private static readonly Lazy<string> SansFamily = new(FindSans);

    /// <summary>False on a machine without fonts, where pictures come out without text.</summary>
    public static bool Exist => SKFontManager.Default.FontFamilyCount > 0;

    /// <summary>A family without serifs, if there is one.</summary>
    internal static string Sans => SansFamily.Value;

    /// <summary>A family that has the characters of a text.</summary>
    internal static string For(string text)
    {
        using SKTypeface? face = SKFontManager.Default.MatchFamily(Sans);
        if (face is null || text.Length == 0 || face.ContainsGlyphs(text))
            return Sans;
        return Fonts.Detect(text) is { Length: > 0 } family ? family : Sans;
    }

    private static string FindSans()
    {
        var families = new HashSet<string>(SKFontManager.Default.FontFamilies, StringComparer.OrdinalIgnoreCase);
        return Preferred.FirstOrDefault(families.Contains) ?? Fonts.Default;
    }
}
