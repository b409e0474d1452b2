using System.Data;
using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace SneTools;

/// <summary>Writes a map as text: the columns that rode along, then Y1 … Yl, a line for every point.</summary>
public static class EmbeddingCsv
{
    /// <summary>Writes a map in UTF-8 with a header line; numbers read back as the same doubles.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="hasHeader">False to leave out the header line.</param>
    public static void Write(Embedding embedding, Stream stream, char delimiter = ',', bool hasHeader = true)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(stream);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), -1, leaveOpen: true);
        var settings = new CsvDataWriterOptions
        {
            Delimiter = delimiter,
            Culture = CultureInfo.InvariantCulture,
            NewLine = "\n",
            WriteHeaders = hasHeader,
        };
        using DataTable table = ToTable(embedding);
        using DataTableReader reader = table.CreateDataReader();
        using CsvDataWriter writer = CsvDataWriter.Create(text, settings);
        writer.Write(reader);
    }

    /// <summary>The columns of a text that is there.</summary>
    /// <exception cref="SneException"><see cref="SneError.CannotAppend"/>: it is no text in UTF-8.</exception>
    internal static IReadOnlyList<string> ReadHeader(string path, char delimiter)
    {
        using var source = DataSource.Open(path);
        ReadOnlySpan<byte> head = source.Content.Head;
        if (source.IsCompressed || head.Contains((byte)0) || head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
            throw new SneException(SneError.CannotAppend, $"'{path}' is no plain text in UTF-8: it begins with the bytes {Refusal.Bytes(head)}.");
        return CsvTable.ReadHeader(source, delimiter);
    }

    /// <summary>Copies a text, and ends its last line if that has no end.</summary>
    internal static void CopyLines(string path, Stream target)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        source.CopyTo(target);
        source.Seek(-1, SeekOrigin.End);
        if (source.ReadByte() is not ('\n' or '\r'))
            target.WriteByte((byte)'\n');
    }

    private static DataTable ToTable(Embedding embedding)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture, CaseSensitive = true };
        foreach (LabelColumn label in embedding.Labels)
            table.Columns.Add(label.Name, typeof(string));
        foreach (string coordinate in embedding.Coordinates)
            table.Columns.Add(coordinate, typeof(string));
        int labels = embedding.Labels.Count;
        var row = new object?[labels + embedding.Dimension];
        table.BeginLoadData();
        for (int i = 0; i < embedding.Count; i++)
        {
            for (int k = 0; k < labels; k++)
                row[k] = embedding.Labels[k].Values[i];
            for (int c = 0; c < embedding.Dimension; c++)
                row[labels + c] = Cell.Format(embedding.Map[i, c]);
            table.LoadDataRow(row, fAcceptChanges: true);
        }

        table.EndLoadData();
        return table;
    }
}
