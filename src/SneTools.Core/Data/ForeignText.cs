using System.Text;

namespace SneTools;

/// <summary>Text of foreign origin on its way to a person: what a file holds as a name or a cell is shown, and does nothing.</summary>
/// <remarks>
/// A terminal obeys characters that control it: they move the cursor, write over what was said before, set the clipboard. Others turn the
/// direction of the text around them (UAX #9), so that it reads as something else (Boucher and Anderson 2023). Data that are piped or
/// written to files stay as they are; this is for messages and views.
/// </remarks>
public static class ForeignText
{
    /// <summary>Where Unicode has pictures of the first 32 control characters, and that of the last of ASCII.</summary>
    private const int Pictures = 0x2400;
    private const int Delete = 0x7F;
    private const int DeletePicture = 0x2421;

    /// <summary>A text in which control characters are pictures of themselves, and those that turn the direction are left out.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="isLine">True where it must stay on one line: breaks and tabs are pictures, too.</param>
    public static string Clean(string? text, bool isLine = false)
    {
        if (text is null)
            return string.Empty;
        int first = 0;
        while (first < text.Length && IsPlain(text[first], isLine))
            first++;
        if (first == text.Length)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (char letter in text.AsSpan(first))
        {
            if (IsPlain(letter, isLine))
                clean.Append(letter);
            else if (letter < ' ')
                clean.Append((char)(Pictures + letter));
            else if (letter == Delete)
                clean.Append((char)DeletePicture);
            else if (!IsDirection(letter))
                clean.Append('\uFFFD');
        }

        return clean.ToString();
    }

    /// <summary>Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), its marks, and the mark of a byte order.</summary>
    /// <param name="character">The code point.</param>
    public static bool IsDirection(int character) =>
        character is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;

    private static bool IsPlain(char letter, bool isLine) => letter switch
    {
        '\n' or '\t' => !isLine,
        '\u2028' or '\u2029' => false,
        _ => !char.IsControl(letter) && !IsDirection(letter),
    };
}
