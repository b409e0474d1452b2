using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>Reads tables of text, and texts with a label in every line.</summary>
internal static class CsvTable
{
    /// <summary>Bytes of a label that stands in a line of its own.</summary>
    private const int LongestLabel = 1 << 20;

    /// <summary>What may be between cells; of those that divide a text equally well the first is taken.</summary>
    private static readonly char[] Delimiters = [',', '\t', ';', '|', ' '];
    private static readonly char[] DelimitersOfTabbed = ['\t', ',', ';', '|', ' '];

    /// <summary>Reads a table.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="batches">Takes the rows.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table cannot be used; the message names row and column.</exception>
    public static void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        CsvText text = Open(source, options);
        TableBuilder table = Begin(text, options, batches, batches.IsWhole ? ExpectRows(source, options, text) : 0);
        RecordReader reader = text.Reader;
        int passed = Pass(text, options.Skip, null, cancellation);
        if (passed < options.Skip)
            throw Refusal.NoneBehind(options.Skip, passed);
        var row = new CsvRow(reader, text.Notation);
        int columns = text.Columns.Count;
        var held = new HeldText(source, columns);
        while (table.Count < options.End && reader.Read(table.Count + 1))
        {
            if (table.Count % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                source.Report(progress);
                held.Require(table.FirstRow, table.Count);
            }

            if (columns > 1 && reader.IsBlank())
                continue;
            if (table.Count == 0 && reader.Count != columns)
                throw NotTheHeader(columns - (text.HasRowNames ? 1 : 0), reader.Count);
            table.Add(row);
        }

        table.Finish();
    }

    /// <summary>Counts the rows.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table is malformed, or there is nothing.</exception>
    public static long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        Pass(Open(source, options), int.MaxValue, Refusal.TooManyRows, cancellation);

    /// <summary>Goes over rows.</summary>
    /// <param name="text">The table.</param>
    /// <param name="rows">How many.</param>
    /// <param name="tooMany">The error where there are as many; null if that is none.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many there were, up to that number.</returns>
    private static int Pass(CsvText text, int rows, Func<int, SneException>? tooMany, CancellationToken cancellation)
    {
        const int Piece = 4096;
        int passed = 0;
        while (passed < rows)
        {
            cancellation.ThrowIfCancellationRequested();
            int most = Math.Min(Piece, rows - passed);
            int count = text.Reader.Skip(most, passed + 1, skipsBlank: text.Columns.Count > 1);
            passed += count;
            if (count < most)
                return passed;
        }

        return tooMany is null ? passed : throw tooMany(rows);
    }

    /// <summary>Reads the names of the columns alone.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="SneException">The header is malformed, or there is nothing.</exception>
    public static IReadOnlyList<string> ReadHeader(DataSource source, ImportOptions options) =>
        Open(source, options with { Columns = new ColumnSelection() }).Columns;

    /// <summary>Reads the texts of a table with a header line and one column.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it: of what is in it, the encoding and the most rows.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The table has several columns, or is malformed.</exception>
    public static IEnumerable<string?> ReadColumn(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        // Labels may have blanks in them, and numbers among them need no notation.
        CsvText text = CsvText.Open(source, new ImportOptions { Encoding = options.Encoding, DecimalSeparator = '.' }, Delimiters[..^1]);
        return text.Columns.Count == 1
            ? ReadTexts(source, text.Reader, options.First, "Row", cancellation)
            : throw Refusal.NotOneLabel($"{text.Columns.Count} columns");
    }

    /// <summary>Reads the lines of a text as they stand; null for empty ones.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it: of what is in it, the encoding and the most lines.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">A line is longer than labels are, or not of the encoding.</exception>
    public static IEnumerable<string?> ReadLines(DataSource source, ImportOptions options, CancellationToken cancellation) => ReadTexts(
        source, new RecordReader(new TextContent(source, options.Encoding), LongestLabel, hasQuotes: false), options.First, "Line", cancellation);

    private static IEnumerable<string?> ReadTexts(DataSource source, RecordReader reader, int? first, string name, CancellationToken cancellation)
    {
        var held = new HeldText(source, 1);
        for (int count = 0; count < (first ?? int.MaxValue) && reader.Read(count + 1, name); count++)
        {
            if (count % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                held.Require(0, count);
            }

            if (reader.Count > 1)
                throw Refusal.Ragged(count + 1, reader.Count, 1);
            yield return reader.Text(0) is { Length: > 0 } text ? text : null;
        }
    }

    private static CsvText Open(DataSource source, ImportOptions options)
    {
        if (options.Delimiter is { } given)
            RequireDelimiter(given);
        return CsvText.Open(source, options, Path.GetExtension(source.Name).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? DelimitersOfTabbed : Delimiters);
    }

    /// <summary>Number of rows of a file whose rows are its lines behind the header; 0 if that takes too long to tell.</summary>
    private static int ExpectRows(DataSource source, ImportOptions options, CsvText text)
    {
        long lines = options.NoHeader ? source.CountLines() : source.CountLines() - 1;

        // A cell takes a byte at least; a file that has fewer holds something else than rows.
        return lines > 0 && lines * text.Columns.Count <= source.Length ? (int)Math.Min(lines, int.MaxValue) : 0;
    }

    private static TableBuilder Begin(CsvText text, ImportOptions options, DatasetBatches batches, int rows)
    {
        try
        {
            var table = new TableBuilder(text.Columns, options.Columns, options.MissingValue, batches) { DecimalSeparator = text.Notation.Separator, ExpectedRows = options.First is null ? Math.Max(0, rows - options.Skip) : 0, Start = options.Skip };
            foreach (string warning in text.Warnings)
                table.Warn(warning);
            return table;
        }
        catch (SneException error) when (error.Error == SneError.DuplicateColumn && Cell.TryParse(error.Column, out _))
        {
            throw new SneException(
                error.Error,
                $"{error.Message} If the first line is a row and no header, read the table with -NoHeader.",
                column: error.Column,
                innerException: error);
        }
    }

    private static SneException NotTheHeader(int names, int cells) => new(
        SneError.RaggedRow,
        FormattableString.Invariant($"The header has {names} {(names == 1 ? "name" : "names")} and row 1 has {cells} {(cells == 1 ? "value" : "values")}."),
        1);

    private static void RequireDelimiter(char delimiter)
    {
        if (char.IsLetterOrDigit(delimiter) || char.IsSurrogate(delimiter) || delimiter is '"' or '\r' or '\n' or '\0' or '\uFFFF')
        {
            throw new SneException(
                SneError.InvalidOption,
                $"'{delimiter}' cannot be the delimiter: it must not be a letter, a digit, a quote or a line break.");
        }
    }

    /// <summary>The record at which a reader stands.</summary>
    private readonly struct CsvRow(RecordReader reader, NumberNotation notation) : ICellRow
    {
        public int Count => reader.Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Cell Cell(int column)
        {
            string text = reader.Text(column);
            if (notation.TryParse(reader[column], out double number))
                return SneTools.Cell.FromSpelling(text, number);
            return string.IsNullOrWhiteSpace(text) ? SneTools.Cell.FromText(text) : SneTools.Cell.FromOpaqueText(text);
        }

        public bool TryGetNumber(int column, out double number) => notation.TryParse(reader[column], out number);

        public bool IsPlain(int column, double number) => notation.IsPlain(reader[column], number);

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) =>
            reader.TryGetNumbers(columns, notation, numbers, from, spelled);
    }
}
