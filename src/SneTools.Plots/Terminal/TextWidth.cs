using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SneTools.Plots;

/// <summary>How many columns of a terminal a text takes.</summary>
/// <remarks>Wide ranges after Unicode Standard Annex #11 (East Asian Width: W and F), whole blocks where nearly all of
/// a block is wide; a grapheme cluster (UAX #29) is as wide as its first character.</remarks>
internal static partial class TextWidth
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
        (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
        (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
        (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FF), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1E6, 0x1F320), (0x1F32D, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F7E0, 0x1F7EB), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of a text, in which ANSI control sequences take none.</summary>
    public static int Of(string text)
    {
        string plain = WithoutControlSequences(text);
        int width = 0;
        for (int i = 0; i < plain.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(plain, i);
            width += OfCluster(plain.AsSpan(i, length));
            i += length;
        }

        return width;
    }

    /// <summary>Columns of one grapheme cluster: 0, 1 or 2.</summary>
    private static int OfCluster(ReadOnlySpan<char> cluster)
    {
        if (cluster.IsEmpty || Rune.DecodeFromUtf16(cluster, out Rune rune, out _) != System.Buffers.OperationStatus.Done)
            return 1;
        if (Rune.IsControl(rune))
            return 0;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;

        // The variation selector asks for the colored, double-width form of a sign.
        return IsWide(rune.Value) || cluster.Contains('\uFE0F') ? 2 : 1;
    }

    /// <summary>The text without ANSI control sequences.</summary>
    private static string WithoutControlSequences(string text) =>
        text.Contains('\e', StringComparison.Ordinal) ? ControlSequence().Replace(text, "") : text;

    /// <summary>The longest beginning of a text, without control sequences in it, that fits in so many columns.</summary>
    public static string Cut(string text, int columns)
    {
        int width = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, i);
            width += OfCluster(text.AsSpan(i, length));
            if (width > columns)
                return text[..i];
            i += length;
        }

        return text;
    }

    private static bool IsWide(int value)
    {
        if (value < 0x1100)
            return false;
        int low = 0, high = Wide.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (value < Wide[middle].First)
                high = middle - 1;
            else if (value > Wide[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    // CSI sequences (colors, cursor), OSC sequences (titles, links) and two-character escapes.
    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)|[@-Z\\^_])")]
    private static partial Regex ControlSequence();
}
