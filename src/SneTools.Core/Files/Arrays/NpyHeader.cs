using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>What comes before the numbers of an NPY file, as NumPy itself writes it.</summary>
internal static class NpyHeader
{
    /// <summary>What the length of a header is a multiple of.</summary>
    public const int Alignment = 64;

    /// <summary>The longest header, in characters, that numpy.load takes without being told that it is safe.</summary>
    public const int Longest = 10_000;

    /// <summary>The dictionary of an array.</summary>
    /// <param name="type">The type of an element, as Python writes it: '&lt;f8' with its quotes, or a list of fields.</param>
    /// <param name="shape">The size of every dimension.</param>
    public static string Text(string type, ReadOnlySpan<int> shape)
    {
        var sizes = new StringBuilder();
        for (int d = 0; d < shape.Length; d++)
            sizes.Append(CultureInfo.InvariantCulture, $"{(d > 0 ? " " : string.Empty)}{shape[d]}{(d < shape.Length - 1 || d == 0 ? "," : string.Empty)}");
        return $"{{'descr': {type}, 'fortran_order': False, 'shape': ({sizes}), }}";
    }

    /// <summary>The bytes of a header, in the oldest version that can hold it: 1 for ASCII, 3 for UTF-8; padded so that the numbers begin at a
    /// multiple of 64 bytes.</summary>
    /// <param name="text">The dictionary.</param>
    /// <returns>Null if it is longer than NumPy reads.</returns>
    public static byte[]? Bytes(string text)
    {
        bool isPlain = Ascii.IsValid(text);
        int prefix = isPlain ? 10 : 12;
        int size = Encoding.UTF8.GetByteCount(text) + 1;
        int padding = Alignment - 1 - ((prefix + size + Alignment - 1) % Alignment);
        if (text.EnumerateRunes().Count() + padding + 1 > Longest)
            return null;
        byte[] rest = [.. Encoding.UTF8.GetBytes(text), .. Enumerable.Repeat((byte)' ', padding), (byte)'\n'];
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, rest.Length);
        return [0x93, .. "NUMPY"u8, (byte)(isPlain ? 1 : 3), 0, .. length[..(prefix - 8)], .. rest];
    }
}
