using System.Collections.Concurrent;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>The fonts of this machine that pictures are written in.</summary>
internal static class PictureFonts
{
    private static readonly string[] Preferred =
        ["Segoe UI", "Helvetica Neue", "Noto Sans", "Open Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Roboto"];

    private static readonly Lazy<string[]> Families = new(() => [.. SKFontManager.Default.FontFamilies.Distinct(StringComparer.OrdinalIgnoreCase)]);

    // A system without fonts has one family all the same, which is empty.
    private static readonly Lazy<bool> HasLetters = new(() => Families.Value.Any(family => Missing(family, "a") == 0));

    private static readonly Lazy<string> SansFamily = new(() =>
        Preferred.FirstOrDefault(name => Families.Value.Contains(name, StringComparer.OrdinalIgnoreCase)) ?? Fonts.Default);

    private static readonly ConcurrentDictionary<string, string> FamilyOf = new(StringComparer.Ordinal);

    /// <summary>False on a machine without fonts, where pictures come out without text.</summary>
    public static bool Exist => HasLetters.Value;

    /// <summary>A family without serifs, if there is one.</summary>
    internal static string Sans => SansFamily.Value;

    /// <summary>A family that has the characters of a text, or most of them.</summary>
    internal static string For(string text)
    {
        if (!Exist || Missing(Sans, text) == 0)
            return Sans;
        return FamilyOf.GetOrAdd(text, static key => Families.Value.Prepend(Sans).MinBy(family => Missing(family, key))!);
    }

    /// <summary>A text whose first letter runs from right to left, as a shaper has to have it that turns all of a text
    /// around: what runs from left to right in it (numbers, other scripts) stands the wrong way round.</summary>
    internal static string Arrange(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        if (!runes.Where(Rune.IsLetter).Take(1).Any(IsRightToLeft))
            return text;
        for (int first = 0; first < runes.Length; first++)
        {
            int last = first;
            while (last < runes.Length && Rune.IsLetterOrDigit(runes[last]) && !IsRightToLeft(runes[last]))
                last++;
            Array.Reverse(runes, first, last - first);
            first = Math.Max(first, last - 1);
        }

        return string.Concat(runes);
    }

    /// <summary>Hebrew, Arabic and the scripts about them.</summary>
    private static bool IsRightToLeft(Rune rune) =>
        Rune.IsLetter(rune) && rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static int Missing(string family, string text)
    {
        using SKTypeface? face = SKFontManager.Default.MatchFamily(family);
        return face is null ? int.MaxValue : text.EnumerateRunes().Count(rune => !Rune.IsWhiteSpace(rune) && !face.ContainsGlyph(rune.Value));
    }
}
