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

    /// <summary>Writes a table.</summary>
    /// <param name="data">The table.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: a text is longer than the format has room for, or there are more
    /// names than NumPy reads.</exception>
    public static void Write(Dataset data, Stream stream)
    {
        int[] widths = [.. data.Labels.Select(Width)];
        string header = Header(data, widths, isPlain: true);
        if (header.Length + NpyHeader.Alignment > NpyHeader.Longest)
            header = Header(data, widths, isPlain: false);
        stream.Write(NpyHeader.Bytes(header) ?? throw new SneException(
            SneError.InvalidOption,
            FormattableString.Invariant($"The names and types of {data.Labels.Count} columns that ride along take {header.Length} characters, and NumPy opens an NPY file only if they take no more than {NpyHeader.Longest}. Write a .parquet or .csv, or take fewer columns along.")));
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

    private static string Header(Dataset data, int[] widths, bool isPlain)
    {
        ReadOnlySpan<int> shape = data.Labels.Count == 0 ? [data.Count, data.Dimension] : [data.Count];
        return NpyHeader.Text(Type(data, widths, isPlain), shape);
    }

    private static string Type(Dataset data, int[] widths, bool isPlain)
    {
        if (widths.Length == 0)
            return "'<f8'";
        IEnumerable<string> labels = data.Labels.Select((label, k) => FormattableString.Invariant($"({Quote(label.Name, isPlain)}, '<U{widths[k]}')"));
        return $"[{string.Join(", ", labels.Concat(data.Columns.Select(name => $"({Quote(name, isPlain)}, '<f8')")))}]";
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

    /// <summary>A text as Python writes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isPlain">True to write all in ASCII, which is longer and read by every NumPy; false for control characters alone.</param>
    private static string Quote(string text, bool isPlain)
    {
        var result = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '\'' or '\\')
                result.Append('\\').Append((char)rune.Value);
            else if (rune.IsAscii ? rune.Value is >= ' ' and <= '~' : !isPlain && !Rune.IsControl(rune) && rune.Value is not (0x2028 or 0x2029))
                result.Append(rune.ToString());
            else
                result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }

        return result.Append('\'').ToString();
    }
}
