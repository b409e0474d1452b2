using System.Globalization;
using System.Text;

namespace SneTools.Plots;

/// <summary>Texts of a user's file, and numbers, as pictures show them.</summary>
internal static class PlotText
{
    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = "\u202F" };

    /// <summary>A number of things, with a narrow space between thousands.</summary>
    public static string Count(int count) => count.ToString(count < 10_000 ? "0" : "#,0", Spaced);

    /// <summary>A number to four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A text on one line, cut where it is long, without characters that control a terminal or turn the
    /// direction of what stands behind the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most characters as people count them (grapheme clusters).</param>
    public static string OneLine(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        int taken = 0;
        for (int i = 0; i < text.Length;)
        {
            int next = i + StringInfo.GetNextTextElementLength(text, i);
            string cluster = Clean(text[i..next]);
            bool isSpace = string.IsNullOrWhiteSpace(cluster);
            i = next;
            if (cluster.Length == 0 || (isSpace && (line.Length == 0 || line[^1] == ' ')))
                continue;
            if (taken == length)
                return line.ToString(0, line.Length - LastCluster(line.ToString())).TrimEnd() + "…";
            line.Append(isSpace ? " " : cluster);
            taken++;
        }

        return line.ToString().TrimEnd();
    }

    private static int LastCluster(string text)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        return text.Length - starts[^1];
    }

    private static string Clean(string cluster)
    {
        var clean = new StringBuilder(cluster.Length);
        foreach (Rune rune in cluster.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
                clean.Append(' ');
            else if (!ForeignText.IsDirection(rune.Value))
                clean.Append(rune);
        }

        return clean.ToString();
    }
}
