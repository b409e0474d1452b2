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
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostLength)
            return Encoding.UTF8.GetString(bytes);
        Span<char> room = stackalloc char[MostLength];
        ReadOnlySpan<char> text = room[..Encoding.UTF8.GetChars(bytes, room)];
        ref string? known = ref _texts[string.GetHashCode(text) & (Places - 1)];
        return known is not null && text.SequenceEqual(known) ? known : known = text.ToString();
    }
}
