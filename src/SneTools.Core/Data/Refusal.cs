using System.Globalization;

namespace SneTools;

/// <summary>The messages about data that cannot be used, in one wording.</summary>
internal static class Refusal
{
    public static SneException Empty(string what) =>
        new(SneError.EmptyInput, $"There are no rows{what}. At least two are needed.");

    public static SneException NoneBehind(int skipped, long? rows = null) => new(
        SneError.EmptyInput,
        FormattableString.Invariant($"There is no row behind the first {skipped}, which are passed over: the file has {(rows is null ? "not more" : $"{rows} rows")}."));

    public static SneException SingleRow() =>
        new(SneError.SingleRow, "There is only one row. At least two are needed.");

    public static SneException NotANumber(int row, string column, string text) => new(
        SneError.NotANumber,
        $"Row {row}, column '{column}': '{Shorten(text)}' is not a number{Instead(text)}.",
        row,
        column);

    public static SneException NotOfKind(int row, string column, string text, string kind) => new(
        SneError.NotANumber,
        $"Row {row}, column '{column}': '{Shorten(text)}' is no {kind}.",
        row,
        column);

    public static SneException VectorLength(int row, string column, int found, int expected) => new(
        SneError.RaggedRow,
        $"Row {row}, column '{column}': the vector has {found} {(found == 1 ? "element" : "elements")}; others have {expected}. If the vectors are not to be embedded, name the column with Label or ExcludeProperty.",
        row,
        column);

    public static SneException Missing(int row, string column) => new(
        SneError.MissingValue,
        $"Row {row}, column '{column}': the value is missing.",
        row,
        column);

    public static SneException NonFinite(int row, string column, double value) => new(
        SneError.NonFiniteValue,
        FormattableString.Invariant($"Row {row}, column '{column}': {value} is not a finite number."),
        row,
        column);

    /// <summary>Says why a cell holds no finite number.</summary>
    public static SneException Of(Cell cell, int row, string column)
    {
        if (cell.IsEmpty)
            return Missing(row, column);
        return cell.IsNumber ? NonFinite(row, column, cell.Number) : NotANumber(row, column, cell.AsText()!);
    }

    public static SneException NoNumericColumn(IReadOnlyList<string> columns, IReadOnlyList<string>? reasons = null) => new(
        SneError.NoNumericColumn,
        columns.Count == 0
            ? "There are no columns."
            : $"No column to embed holds numbers; the columns found are {List(columns, reasons)}.");

    public static SneException NoSuchColumn(string name, IReadOnlyList<string> columns) => new(
        SneError.ColumnNotFound,
        $"There is no column '{name}'; the columns are {List(columns)}.",
        column: name);

    public static SneException Twice(string column) =>
        new(SneError.DuplicateColumn, $"There are two columns named '{column}'.", column: column);

    public static SneException MissingColumn(int row, string column) => new(
        SneError.RaggedRow,
        $"Row {row} has no column '{column}', which other rows have.",
        row,
        column);

    public static SneException Ragged(int row, int found, int expected) => new(
        SneError.RaggedRow,
        $"Row {row} has {found} {(found == 1 ? "value" : "values")}; the rows before it have {expected}.",
        row);

    public static SneException AllDropped(int rows) => Empty($" left: all {rows} hold a cell without a finite number");

    public static SneException TooManyRows(int most) => new(
        SneError.OutOfMemory, FormattableString.Invariant($"There are more than {most} rows, which is as many as can be counted. Divide the data."));

    public static SneException NoMean(string column) => new(
        SneError.NoNumericColumn, $"Column '{column}' has no finite number to take a mean of.", column: column);

    public static SneException NotOneLabel(string found) => new(
        SneError.InvalidFile, $"A file of labels has one column; this one has {found}.");

    /// <summary>The first bytes of a file, as two digits each.</summary>
    public static string Bytes(ReadOnlySpan<byte> head) =>
        string.Join(' ', head[..Math.Min(8, head.Length)].ToArray().Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary>A text, or its beginning where it is long.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    /// <summary>What embeds a text that is no number.</summary>
    private static string Instead(string text) =>
        CellTruth.TryParse(text, out _) ? "; Categorical embeds true and false as 1 and 0"
        : CellDate.TryParse(text, out _) ? "; Date embeds dates as days"
        : string.Empty;

    private static string List(IReadOnlyList<string> names, IReadOnlyList<string>? reasons = null) =>
        string.Join(", ", names.Take(10).Select((name, c) => $"'{Shorten(name)}'{(reasons?[c] is { } reason and not (ColumnReason.Texts or ColumnReason.Asked) ? $" ({reason})" : string.Empty)}")) +
        (names.Count > 10 ? $" and {names.Count - 10} more" : string.Empty);
}
