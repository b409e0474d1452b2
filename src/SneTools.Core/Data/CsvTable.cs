using Sylvan.Data.Csv;

namespace SneTools;

/// <summary>Reads comma- and tab-separated text.</summary>
public static class CsvTable
{
    /// <summary>Reads a table with a header line.</summary>
    /// <param name="path">The file: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table cannot be used; the message names row and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Dataset Read(
        string path,
        CsvOptions options,
        Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        using FileStream file = File.OpenRead(path);
        using var text = new StreamReader(file, detectEncodingFromByteOrderMarks: true);
        char delimiter = options.Delimiter ?? DetectDelimiter(path, text);
        using CsvDataReader reader = Open(text, delimiter);
        var columns = new string[reader.FieldCount];
        for (int c = 0; c < columns.Length; c++)
            columns[c] = reader.GetName(c);
        if (columns.Length == 0)
            throw Refusal.Empty(" in the file, which is empty");
        var table = new TableBuilder(columns, options.Columns, options.MissingValue);
        var cells = new Cell[columns.Length];
        while (Advance(reader, table))
        {
            if (table.Count % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)file.Position / Math.Max(1, file.Length));
            }

            if (IsBlank(reader))
                continue;
            if (reader.RowFieldCount != columns.Length)
                throw Refusal.Ragged(table.Count + 1, reader.RowFieldCount, columns.Length);
            for (int c = 0; c < cells.Length; c++)
                cells[c] = table.IsUsed(c) ? Cell.FromText(reader.GetString(c)) : Cell.Empty;
            table.Add(cells);
        }

        return table.Build();
    }

    private static CsvDataReader Open(TextReader text, char delimiter)
    {
        var settings = new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            HasHeaders = true,
            ResultSetMode = ResultSetMode.SingleResult,
            OwnsReader = false,
            BufferSize = 1 << 16,
            MaxBufferSize = 1 << 26,
        };
        try
        {
            return CsvDataReader.Create(text, settings);
        }
        catch (CsvMissingHeadersException error)
        {
            throw new SneException(SneError.EmptyInput, "The file is empty.", innerException: error);
        }
        catch (CsvFormatException error)
        {
            throw Malformed(error, 0);
        }
    }

    private static bool Advance(CsvDataReader reader, TableBuilder table)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception error) when (error is CsvFormatException or CsvRecordTooLargeException)
        {
            throw Malformed(error, table.Count + 1);
        }
    }

    private static SneException Malformed(Exception error, int row) => new(
        SneError.InvalidFile,
        row == 0 ? $"The header is malformed: {error.Message}" : $"Row {row} is malformed: {error.Message}",
        row == 0 ? null : row,
        innerException: error);

    private static bool IsBlank(CsvDataReader reader) =>
        reader.RowFieldCount == 0 || (reader.RowFieldCount == 1 && reader.FieldCount > 1 && reader.GetFieldSpan(0).IsWhiteSpace());

    /// <summary>Takes the delimiter that occurs most often outside quotes in the first line, and rewinds.</summary>
    private static char DetectDelimiter(string path, StreamReader text)
    {
        string line = text.ReadLine() ?? string.Empty;
        text.BaseStream.Position = 0;
        text.DiscardBufferedData();
        char[] candidates = [',', '\t', ';', '|'];
        if (Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase))
            candidates = ['\t', ',', ';', '|'];
        var counts = new int[candidates.Length];
        bool isQuoted = false;
        foreach (char character in line)
        {
            isQuoted ^= character == '"';
            int candidate = Array.IndexOf(candidates, character);
            if (!isQuoted && candidate >= 0)
                counts[candidate]++;
        }

        return candidates[Array.IndexOf(counts, counts.Max())];
    }
}
