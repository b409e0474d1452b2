using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SneTools;

/// <summary>The texts of bytes.</summary>
internal static class ParquetTexts
{
    /// <summary>True for UTF-8 without control characters, but for tabs and ends of lines.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (one is < (byte)' ' or 0x7F && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                return false;
        }

        return Utf8.IsValid(bytes);
    }

    /// <summary>The text in UTF-8, and of what is none the text of its bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Escape(bytes);

    /// <summary>The text of bytes that nothing says a text is in.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => IsText(bytes) ? Encoding.UTF8.GetString(bytes) : Escape(bytes);

    /// <summary>ASCII's letters as they are, and every other byte as \xNN, so that different bytes have different texts.</summary>
    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (byte one in bytes)
        {
            if (one is >= (byte)' ' and < 0x7F and not (byte)'\\')
                text.Append((char)one);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
        }

        return text.ToString();
    }
}
