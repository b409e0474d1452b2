using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>Writes a table as NumPy saves arrays: n × h doubles; or, where columns ride along, n records of those as texts (type U) and of
/// the numbers, which NumPy reads without pickle.</summary>
internal static class NpyTableWriter
{
    /// <summary>The longest text: every record has room for it, at four bytes a character.</summary>
    private const int LongestText = 4096;

    private const int Alignment = 64;

    /// <summary>Writes a table.</summary>
    /// <param name="data">The table.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: a text is longer than the format has room for.</exception>
    public static void Write(Dataset data, Stream stream)
    {
        int[] widths = [.. data.Labels.Select(Width)];
        string shape = data.Labels.Count == 0 ? $"({data.Count}, {data.Dimension})" : $"({data.Count},)";
        WriteHeader(stream, $"{{'descr': {Type(data, widths)}, 'fortran_order': False, 'shape': {shape}, }}");
        var record = new byte[(4 * widths.Sum()) + (sizeof(double) * data.Dimension)];
        for (int i = 0; i < data.Count; i++)
        {
            Span<byte> rest = record;
            rest.Clear();
            for (int k = 0; k < widths.Length; k++)
            {
                Encoding.UTF32.GetBytes(data.Labels[k].Values[i] ?? string.Empty, rest);
                rest = rest[(4 * widths[k])..];
            }

            foreach (double value in data.Values.Row(i))
            {
                BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
                rest = rest[sizeof(double)..];
            }

            stream.Write(record);
        }
    }

    private static string Type(Dataset data, int[] widths)
    {
        if (widths.Length == 0)
            return "'<f8'";
        IEnumerable<string> labels = data.Labels.Select((label, k) => FormattableString.Invariant($"({Quote(label.Name)}, '<U{widths[k]}')"));
        return $"[{string.Join(", ", labels.Concat(data.Columns.Select(name => $"('{name}', '<f8')")))}]";
    }

    /// <summary>The characters of a column's longest text, as NumPy counts them, which has none of no characters.</summary>
    private static int Width(LabelColumn label)
    {
        int width = Math.Max(1, label.Values.Max(text => text is null ? 0 : Encoding.UTF32.GetByteCount(text) / 4));
        return width <= LongestText ? width : throw new SneException(
            SneError.InvalidOption,
            FormattableString.Invariant($"The column '{label.Name}' has a text of {width} characters, and an NPY file would take as much for every row; up to {LongestText} can be written. Write a .csv or .parquet."),
            column: label.Name);
    }

    private static void WriteHeader(Stream stream, string header)
    {
        // A header below 64 KiB is of version 1, and padded so that the numbers begin at a multiple of 64 bytes.
        int prefix = header.Length + Alignment < ushort.MaxValue ? 10 : 12;
        int padded = (prefix + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(padded - prefix - 1) + "\n");
        stream.Write([0x93, .. "NUMPY"u8, (byte)(prefix == 10 ? 1 : 2), 0]);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        stream.Write(length[..(prefix - 8)]);
        stream.Write(text);
    }

    /// <summary>A text as Python writes it, in ASCII.</summary>
    private static string Quote(string text)
    {
        var result = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '\'' or '\\')
                result.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= ' ' and <= '~')
                result.Append((char)rune.Value);
            else
                result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }

        return result.Append('\'').ToString();
    }
}
