using Sylvan.Data.Csv;

namespace SneTools;

/// <summary>Reads comma- and tab-separated text: UTF-8, or UTF-16 with a byte order mark.</summary>
internal static class CsvTable
{
    private const int HeadLength = 1 << 16;

    /// <summary>Characters of a row that are read: 64 million, or fewer if the file has fewer bytes, but 256 thousand of any.</summary>
    private const int MostRow = 1 << 26;
    private const int LeastRow = 1 << 18;
    private const int CharactersPerByte = 8;

    /// <summary>Characters that the library reads at once: of a table whose first line is longer than the last number fewer.</summary>
    private const int LargeBuffer = 1 << 16;
    private const int SmallBuffer = 1 << 10;
    private const int WideHead = 1 << 13;

    /// <summary>Bytes of a cell while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 32;

    // No text holds this character; with the reader's own '#', a row whose first cell begins with it would be lost.
    private const char NoComment = '\uFFFF';

    /// <summary>Reads a table.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table cannot be used; the message names row and column.</exception>
    public static Dataset Read(
        DataSource source,
        ImportOptions options,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        if (options.Delimiter is { } given)
            RequireDelimiter(given);
        using var text = new StreamReader(source.Content, detectEncodingFromByteOrderMarks: true);
        using CsvDataReader reader = Open(source, text, options.Delimiter, !options.NoHeader);
        TableBuilder table = Begin(reader, options);
        var row = new CsvRow(reader);
        while (table.Count < (options.First ?? int.MaxValue) && Advance(reader, table.Count))
        {
            if (table.Count % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                source.Report(progress);
                RequireSize(source, (double)table.Count * table.Columns.Count);
            }

            if (IsBlank(reader))
                continue;
            table.Add(row);
        }

        return table.Build();
    }

    /// <summary>Reads the names of the columns alone.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="delimiter">The character between cells; null to find it.</param>
    /// <exception cref="SneException">The header is malformed, or there is nothing.</exception>
    public static IReadOnlyList<string> ReadHeader(DataSource source, char? delimiter)
    {
        using var text = new StreamReader(source.Content, detectEncodingFromByteOrderMarks: true);
        using CsvDataReader reader = Open(source, text, delimiter, hasHeader: true);
        return Names(reader);
    }

    private static TableBuilder Begin(CsvDataReader reader, ImportOptions options)
    {
        string[] columns = options.NoHeader ? ColumnNames.Numbered("X", reader.FieldCount) : Names(reader);
        try
        {
            return new TableBuilder(columns, options.Columns, options.MissingValue);
        }
        catch (SneException error) when (error.Error == SneError.DuplicateColumn && Cell.TryParse(error.Column, out _))
        {
            throw new SneException(
                error.Error,
                $"{error.Message} If the first line is a row and no header, read the table with NoHeader.",
                column: error.Column,
                innerException: error);
        }
    }

    /// <summary>Reads the texts of a table with a header line and one column.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="first">The most rows read; null for all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table has several columns, or is malformed.</exception>
    public static IReadOnlyList<string?> ReadColumn(DataSource source, int? first, CancellationToken cancellation)
    {
        using var text = new StreamReader(source.Content, detectEncodingFromByteOrderMarks: true);
        using CsvDataReader reader = Open(source, text, null, hasHeader: true);
        if (reader.FieldCount != 1)
            throw Refusal.NotOneLabel($"{reader.FieldCount} columns");
        var labels = new List<string?>();
        while (labels.Count < (first ?? int.MaxValue) && Advance(reader, labels.Count))
        {
            if (labels.Count % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                RequireSize(source, labels.Count);
            }

            if (reader.RowFieldCount > 1)
                throw Refusal.Ragged(labels.Count + 1, reader.RowFieldCount, 1);
            labels.Add(Cell.FromText(reader.RowFieldCount == 0 ? null : reader.GetString(0)).AsText());
        }

        return labels;
    }

    /// <summary>Reads the header, or looks at the first row.</summary>
    private static CsvDataReader Open(DataSource source, StreamReader text, char? given, bool hasHeader)
    {
        ReadOnlyMemory<char> head = ReadHead(text);
        if (head.IsEmpty)
            throw Refusal.Empty(" in the file, which is empty");
        char delimiter = given ?? DetectDelimiter(source.Name, head.Span);
        var rest = new ColumnLimit(new PushbackReader(head, text), delimiter, source.Budget);

        // In its first buffer the library makes room for columns a few at a time.
        bool isWide = head.Span[..Math.Min(head.Length, WideHead)].IndexOfAny('\r', '\n') < 0;
        return Open(rest, delimiter, hasHeader, isWide ? SmallBuffer : LargeBuffer, LongestRow(source));
    }

    /// <summary>Characters of a row: all of a file may be one, but a compressed file of some bytes not one of many millions.</summary>
    private static int LongestRow(DataSource source) =>
        (int)Math.Clamp(Math.Min(source.FileLength ?? long.MaxValue, MostRow) * CharactersPerByte, LeastRow, MostRow);

    /// <summary>Holds the cells read so far, and the texts in them, against the size of the file.</summary>
    public static void RequireSize(DataSource source, double cells) => source.Budget.Require(
        (cells * BytesOfCell) + (sizeof(char) * (double)source.Content.Position), FormattableString.Invariant($"A text of more than {cells} cells"));

    private static CsvDataReader Open(TextReader text, char delimiter, bool hasHeader, int buffer, int longestRow)
    {
        var texts = new TextPool();
        var settings = new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            Comment = NoComment,
            HasHeaders = hasHeader,
            ResultSetMode = ResultSetMode.SingleResult,
            OwnsReader = true,
            BufferSize = buffer,
            MaxBufferSize = longestRow,
            StringFactory = texts.Get,
        };
        try
        {
            return CsvDataReader.Create(text, settings);
        }
        catch (Exception error) when (error is CsvFormatException or CsvRecordTooLargeException)
        {
            throw Malformed(error, 0);
        }
    }

    private static bool Advance(CsvDataReader reader, int rows)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception error) when (error is CsvFormatException or CsvRecordTooLargeException)
        {
            throw Malformed(error, rows + 1);
        }
    }

    private static SneException Malformed(Exception error, int row) => new(
        SneError.InvalidFile,
        row == 0 ? $"The header is malformed: {error.Message}" : $"Row {row} is malformed: {error.Message}",
        row == 0 ? null : row,
        innerException: error);

    private static bool IsBlank(CsvDataReader reader) =>
        reader.RowFieldCount == 0 || (reader.RowFieldCount == 1 && reader.FieldCount > 1 && reader.GetFieldSpan(0).IsWhiteSpace());

    private static string[] Names(CsvDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(c => Name(reader, c))];

    /// <summary>The name of a column; H1, H2, … for one that has none, as Import-Csv names it.</summary>
    private static string Name(CsvDataReader reader, int column)
    {
        string name = reader.GetName(column);
        return name.Length > 0 ? name : FormattableString.Invariant($"H{column + 1}");
    }

    /// <summary>The beginning of the text from the header on: without empty lines, and without the line in which Windows
    /// PowerShell's Export-Csv names the type of the rows.</summary>
    private static ReadOnlyMemory<char> ReadHead(StreamReader text)
    {
        var buffer = new char[HeadLength];
        ReadOnlyMemory<char> head = buffer.AsMemory(0, text.ReadBlock(buffer));
        if (head.Span.StartsWith("#TYPE", StringComparison.Ordinal))
        {
            int end = head.Span.IndexOfAny('\r', '\n');
            head = end < 0 ? default : head[end..];
        }

        int start = head.Span.IndexOfAnyExcept('\r', '\n');
        return start < 0 ? default : head[start..];
    }

    private static void RequireDelimiter(char delimiter)
    {
        if (char.IsLetterOrDigit(delimiter) || delimiter is '"' or '\r' or '\n' or '\0' or NoComment)
        {
            throw new SneException(
                SneError.InvalidOption,
                $"'{delimiter}' cannot be the delimiter: it must not be a letter, a digit, a quote or a line break.");
        }
    }

    /// <summary>The delimiter that occurs most often outside quotes in the header.</summary>
    private static char DetectDelimiter(string name, ReadOnlySpan<char> head)
    {
        char[] candidates = [',', '\t', ';', '|'];
        if (Path.GetExtension(name).Equals(".tsv", StringComparison.OrdinalIgnoreCase))
            candidates = ['\t', ',', ';', '|'];
        var counts = new int[candidates.Length];
        bool isQuoted = false;
        foreach (char character in head)
        {
            isQuoted ^= character == '"';
            if (isQuoted)
                continue;
            if (character is '\r' or '\n')
                break;
            int candidate = Array.IndexOf(candidates, character);
            if (candidate >= 0)
                counts[candidate]++;
        }

        return candidates[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>The row at which a reader stands.</summary>
    private readonly struct CsvRow(CsvDataReader reader) : ICellRow
    {
        public int Count => reader.RowFieldCount;

        public Cell Cell(int column) => SneTools.Cell.FromText(reader.GetString(column));

        public bool TryGetNumber(int column, out double number) =>
            SneTools.Cell.TryParse(reader.GetFieldSpan(column), out number);

        public bool IsPlain(int column) => NumberTexts.IsPlain(reader.GetFieldSpan(column));
    }
}
