using System.Runtime.CompilerServices;
using System.Text;

namespace SneTools;

/// <summary>Short texts that come again and again in a table, the names of classes above all, as one object each.</summary>
internal sealed class TextPool
{
    /// <summary>The longest text that is kept, in bytes.</summary>
    private const int MostLength = 32;

    /// <summary>Texts that are kept, each in a place of its own: a power of two.</summary>
    private const int Places = 1 << 10;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>A text.</summary>
    /// <param name="bytes">Its bytes in UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostLength)
            return Encoding.UTF8.GetString(bytes);

        // FNV-1a.
        uint hash = 2166136261;
        foreach (byte value in bytes)
            hash = (hash ^ value) * 16777619;
        ref string? known = ref _texts[(hash ^ (hash >> 16)) & (Places - 1)];
        return known is not null && IsEqual(bytes, known) ? known : known = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The text of a quoted cell with each quote in it once: without the quote before it, or the backslash.</summary>
    /// <param name="text">What stands between the outer quotes.</param>
    public static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] == '"' && k + 1 < text.Length && text[k + 1] == '"')
                k++;
            else if (text[k] == '"')
                result.Length--;
            result.Append(text[k]);
        }

        return result.ToString();
    }

    private static bool IsEqual(ReadOnlySpan<byte> bytes, string text)
    {
        if (Ascii.IsValid(bytes))
            return Ascii.Equals(bytes, text);
        Span<char> room = stackalloc char[MostLength];
        return room[..Encoding.UTF8.GetChars(bytes, room)].SequenceEqual(text);
    }
}
