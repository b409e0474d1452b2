using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>A table of text that was opened: what divides it is found, and its header is read.</summary>
internal sealed class CsvText
{
    /// <summary>Bytes of a column: names, places, and what there is for each while the table is built.</summary>
    private const int BytesOfColumn = 700;

    /// <summary>As many names that count the columns from 0 or 1 are no row of numbers.</summary>
    private const int CountingNames = 8;

    /// <summary>As many years, each later than that before, are no row of numbers, and these are years.</summary>
    private const int YearNames = 3;
    private const int FirstYear = 1700;
    private const int LastYear = 2100;

    private CsvText(RecordReader reader, string[] columns, bool hasRowNames, NumberNotation notation, IReadOnlyList<string> warnings)
    {
        Reader = reader;
        Columns = columns;
        HasRowNames = hasRowNames;
        Notation = notation;
        Warnings = warnings;
    }

    /// <summary>The records behind the header.</summary>
    public RecordReader Reader { get; }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>True if the header has one name fewer than the rows have cells: the first column holds names of rows.</summary>
    public bool HasRowNames { get; }

    /// <summary>How numbers are written.</summary>
    public NumberNotation Notation { get; }

    /// <summary>What a user should know about what was found.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Opens a table.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="candidates">The characters that may be between cells; of equals the first is taken.</param>
    /// <exception cref="SneException">The header is malformed, there is nothing, or what is there may mean two.</exception>
    public static CsvText Open(DataSource source, ImportOptions options, IReadOnlyList<char> candidates)
    {
        char? replaced = options.Delimiter is { } delimiter && !char.IsAscii(delimiter) ? delimiter : null;
        var reader = new RecordReader(new TextContent(source, options.Encoding, replaced), source.Budget.LongestRow) { Replaced = replaced ?? TextContent.Separator };
        if (!reader.ReadHead())
            throw Refusal.Empty(" in the file, which is empty");
        var delimiters = new DelimiterSurvey(reader, !options.NoHeader, options.DecimalSeparator);
        DelimiterFit fit = options.Delimiter is { } given
            ? delimiters.Try(replaced is null ? given : TextContent.Separator, isGiven: true)
            : delimiters.Find(candidates);
        reader.Delimiter = fit.Delimiter;
        reader.Grown = cells => source.Budget.RequireColumns(cells, BytesOfColumn);
        string[] columns = Names(reader, source, options.NoHeader, fit.IsShifted, out bool hasRowNames);
        ColumnRole[] roles = options.Columns.Assign(columns);
        var survey = new NotationSurvey(columns, k => roles[k] is ColumnRole.Undecided or ColumnRole.Numeric);
        int row = 0;
        reader.Look(fit.Delimiter, DelimiterSurvey.Lines, _ =>
        {
            if (reader.IsBlank() && columns.Length > 1)
                return;
            row++;

            // Names of rows may be numbers of another notation: R writes dates as 1962.25 beside 8,79636.
            for (int k = hasRowNames ? 1 : 0; k < columns.Length && reader.Count == columns.Length; k++)
                survey.Add(row, k, reader[k]);
        });
        var notation = new NumberNotation(options.DecimalSeparator ?? survey.Find(fit.Delimiter == ','));
        var warnings = new List<string>(survey.Warnings(notation.Separator, k => roles[k] == ColumnRole.Undecided));
        if (!options.NoHeader && !fit.IsShifted && IsRow(columns, hasRowNames, survey))
            warnings.Add($"The first line looks like a row ({string.Join(", ", columns.Take(4))}{(columns.Length > 4 ? ", ..." : string.Empty)}) and was taken for the header. If it is a row, read the table with -NoHeader.");
        return new CsvText(reader, columns, fit.IsShifted, notation, warnings);
    }

    /// <summary>The names in the header, and H1, H2, ... for columns that have none, as Import-Csv names them; X1, X2, ... if there is no header.
    /// </summary>
    /// <param name="reader">The text, before its first line.</param>
    /// <param name="source">The file.</param>
    /// <param name="isNumbered">True if there is no header.</param>
    /// <param name="isShifted">True if the header lacks the name of the first column.</param>
    /// <param name="hasRowNames">True if the first of several columns has no name.</param>
    private static string[] Names(RecordReader reader, DataSource source, bool isNumbered, bool isShifted, out bool hasRowNames)
    {
        hasRowNames = isShifted;
        reader.Read(isNumbered ? 1 : 0);
        source.Budget.RequireColumns(reader.Count, BytesOfColumn);
        if (isNumbered)
        {
            reader.Unread();
            return ColumnNames.Numbered("X", reader.Count);
        }

        int first = isShifted ? 1 : 0;
        hasRowNames |= reader.Count > 1 && reader[0].IsEmpty;
        string[] names = ColumnNames.Numbered("H", reader.Count + first);
        for (int k = 0; k < reader.Count; k++)
            names[k + first] = reader.Text(k) is { Length: > 0 } name ? name : names[k + first];
        return names;
    }

    /// <summary>True for a header with a number over every column of numbers, unless the names count the columns or are years.</summary>
    private static bool IsRow(string[] columns, bool hasRowNames, NotationSurvey survey)
    {
        string[] names = [.. columns.Where((_, k) => survey.IsNumeric(k) && !(hasRowNames && k == 0))];
        if (hasRowNames && names.All(name => name.All(char.IsAsciiDigit)) && names.Distinct(StringComparer.Ordinal).Count() == names.Length)
            return false;
        if (names.Length == 0 || !names.All(name => NumberNotation.Spelling(Encoding.UTF8.GetBytes(name)) is not (NumberSpelling.None or NumberSpelling.Empty)))
            return false;
        return !(names.Length >= CountingNames && (Counts(0) || Counts(1))) && !(names.Length >= YearNames && AreYears(names));

        bool Counts(int start) => names.Index().All(name => name.Item == (start + name.Index).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>True for 1960, 1970, 1975: what stands over the columns of many a table of countries.</summary>
    private static bool AreYears(string[] names)
    {
        int last = FirstYear - 1;
        return Array.TrueForAll(names, name =>
            int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year > last && (last = year) <= LastYear);
    }
}
