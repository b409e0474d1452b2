using System.Data;
using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace SneTools;

/// <summary>Writes a table as text: the columns that ride along, then those of numbers, a line for every row.</summary>
internal static class CsvTableWriter
{
    /// <summary>Rows that are made into text at once: few enough that the stream, which may be told to end, is soon written to.</summary>
    private const int SliceRows = 4096;

    /// <summary>Writes a table in UTF-8 with a header line; numbers read back as the same doubles.</summary>
    /// <param name="data">The table.</param>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="hasHeader">False to leave out the header line.</param>
    public static void Write(Dataset data, Stream stream, char delimiter, bool hasHeader)
    {
        var slices = new RowBlocks(data.Count, SliceRows);
        for (int slice = 0; slice < Math.Max(1, slices.Count); slice++)
            WriteSlice(data, slices.Start(slice), slices.End(slice), stream, delimiter, hasHeader && slice == 0);
    }

    private static void WriteSlice(Dataset data, int start, int end, Stream stream, char delimiter, bool hasHeader)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), -1, leaveOpen: true);
        var settings = new CsvDataWriterOptions
        {
            Delimiter = delimiter,
            Culture = CultureInfo.InvariantCulture,
            NewLine = "\n",
            WriteHeaders = hasHeader,
        };
        using DataTable table = ToTable(data, start, end);
        using DataTableReader reader = table.CreateDataReader();
        using CsvDataWriter writer = CsvDataWriter.Create(text, settings);
        writer.Write(reader);
    }

    /// <summary>Puts the rows of a table behind those of a text that is there. The file is the old or the new one at any time.</summary>
    /// <param name="data">The table.</param>
    /// <param name="path">The file, which is not empty.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="cancellation">Ends the writing: what was there stays.</param>
    /// <exception cref="SneException"><see cref="SneError.CannotAppend"/>: it is no text in UTF-8, or has other columns.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Append(Dataset data, string path, char delimiter, CancellationToken cancellation)
    {
        IReadOnlyList<string> columns = ReadHeader(path, delimiter);
        string[] expected = [.. data.Labels.Select(label => label.Name), .. data.Columns];
        if (!columns.SequenceEqual(expected))
        {
            throw new SneException(
                SneError.CannotAppend,
                $"'{path}' has the columns {string.Join(delimiter, columns)}, and this map {string.Join(delimiter, expected)}; rows of different columns do not go into one table.");
        }

        AtomicFile.Write(path, overwrite: true, stream =>
        {
            CopyLines(path, stream);
            Write(data, stream, delimiter, hasHeader: false);
        }, cancellation: cancellation);
    }

    /// <summary>The columns of a text that is there.</summary>
    /// <exception cref="SneException"><see cref="SneError.CannotAppend"/>: it is no text in UTF-8.</exception>
    private static IReadOnlyList<string> ReadHeader(string path, char delimiter)
    {
        using var source = DataSource.Open(path);
        ReadOnlySpan<byte> head = source.Content.Head;
        if (source.IsCompressed || head.Contains((byte)0) || head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
            throw new SneException(SneError.CannotAppend, $"'{path}' is no plain text in UTF-8: it begins with the bytes {Refusal.Bytes(head)}.");
        return CsvTable.ReadHeader(source, new ImportOptions { Delimiter = delimiter });
    }

    /// <summary>Copies a text, and ends its last line if that has no end.</summary>
    private static void CopyLines(string path, Stream target)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        source.CopyTo(target);
        source.Seek(-1, SeekOrigin.End);
        if (source.ReadByte() is not ('\n' or '\r'))
            target.WriteByte((byte)'\n');
    }

    private static DataTable ToTable(Dataset data, int start, int end)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture, CaseSensitive = true };
        foreach (LabelColumn label in data.Labels)
            table.Columns.Add(label.Name, typeof(string));
        foreach (string column in data.Columns)
            table.Columns.Add(column, typeof(string));
        int labels = data.Labels.Count;
        var row = new object?[labels + data.Dimension];
        table.BeginLoadData();
        for (int i = start; i < end; i++)
        {
            for (int k = 0; k < labels; k++)
                row[k] = data.Labels[k].Values[i];
            for (int c = 0; c < data.Dimension; c++)
                row[labels + c] = Cell.Format(data.Values[i, c]);
            table.LoadDataRow(row, fAcceptChanges: true);
        }

        table.EndLoadData();
        return table;
    }
}
