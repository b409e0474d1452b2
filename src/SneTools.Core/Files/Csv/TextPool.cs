using System.Text;

namespace SneTools;

/// <summary>Short texts that come again and again in a table, the names of classes above all, as one object each.</summary>
internal sealed class TextPool
{
    /// <summary>The longest text that is kept.</summary>
    private const int MostLength = 32;

    /// <summary>Texts that are kept, each in a place of its own: a power of two.</summary>
    private const int Places = 1 << 10;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>A text.</summary>
    /// <param name="buffer">Where it lies.</param>
    /// <param name="offset">From where on.</param>
    /// <param name="length">How many characters.</param>
    public string Get(char[] buffer, int offset, int length)
    {
        var text = new ReadOnlySpan<char>(buffer, offset, length);
        if (length > MostLength)
            return text.ToString();
        ref string? known = ref _texts[string.GetHashCode(text) & (Places - 1)];
        return known is not null && text.SequenceEqual(known) ? known : known = text.ToString();
    }

    /// <summary>A text.</summary>
    /// <param name="bytes">Its bytes in UTF-8.</param>
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostLength)
            return Encoding.UTF8.GetString(bytes);
        var room = new char[MostLength];
        return Get(room, 0, Encoding.UTF8.GetChars(bytes, room));
    }
}
