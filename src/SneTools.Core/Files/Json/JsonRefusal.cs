using System.Text.Json;

namespace SneTools;

/// <summary>The messages about JSON that cannot be used.</summary>
internal static class JsonRefusal
{
    private const string Rows = "Write the rows as a list of objects, or one object a line: in pandas by to_json(orient='records', lines=True)";

    public static SneException Malformed(int row, JsonException error)
    {
        string message = error.Message;
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (end < 0 ? message : message[..end])
            .Replace(" which is not supported in this mode. Change the reader options.", ", which JSON does not allow.", StringComparison.Ordinal)
            .Replace(" Change the reader options.", string.Empty, StringComparison.Ordinal);
        string where = FormattableString.Invariant($"in line {error.LineNumber + 1} at byte {error.BytePositionInLine + 1}");
        return new SneException(
            SneError.InvalidFile,
            row == 0 ? $"This is no JSON, {where}: {message}" : FormattableString.Invariant($"Row {row} is no valid JSON, {where}: {message}"),
            row == 0 ? null : row,
            innerException: error);
    }

    public static SneException Undecodable(int row, string? name, Exception error) => new(
        SneError.InvalidFile,
        FormattableString.Invariant($"Row {row}{(name is null ? string.Empty : $", property '{Refusal.Shorten(name)}'")}: the text is not valid UTF-8, or holds half of a character."),
        row,
        name,
        error);

    public static SneException Nested(int row, string name, JsonKind kind) => new(
        SneError.InvalidFile,
        FormattableString.Invariant($"Row {row}: the property '{Refusal.Shorten(name)}' is {(kind == JsonKind.Object ? "an object" : "a list with lists or objects in it")}, and no cell of a table. ") +
        "Leave it out with ExcludeProperty, or write what is in it as properties of the row.",
        row,
        name);

    public static SneException NestedIn(string name) => new(
        SneError.InvalidFile,
        $"The list '{Refusal.Shorten(name)}' holds lists or objects, where single values are expected. {Rows}.",
        column: name);

    public static SneException Repeated(int row, string name) => new(
        SneError.DuplicateColumn, FormattableString.Invariant($"Row {row} has two properties '{Refusal.Shorten(name)}'."), row, name);

    public static SneException OtherKind(int row, string found, string before) => new(
        SneError.InvalidFile, FormattableString.Invariant($"Row {row} is {found}; the rows before it are {before}."), row);

    public static SneException Late(int row, string name) => new(
        SneError.RaggedRow,
        FormattableString.Invariant($"Row {row} has a property '{Refusal.Shorten(name)}', which no row near the beginning has, and a pipe cannot be read again. Save it to a file first."),
        row,
        name);

    public static SneException GoesOn(string found) => new(
        SneError.InvalidFile, $"The rows are over, and {found} follows. A file holds one list of rows, or one object a line.");

    public static SneException SeveralLists(IEnumerable<string> names) => new(
        SneError.InvalidFile,
        $"The file is one object with several lists ({string.Join(", ", names.Take(10).Select(name => $"'{Refusal.Shorten(name)}'"))}), one of them of objects: these may be rows, and the others what belongs to them, or not. " +
        $"Leave out lists with ExcludeProperty. {Rows}.");

    public static SneException Ambiguous() => new(
        SneError.InvalidFile,
        $"The file is one object of objects, which may be rows by their names or columns by theirs. {Rows}.");

    public static SneException OtherLength(string name, int count, string first, int expected) => new(
        SneError.RaggedRow,
        FormattableString.Invariant($"The list '{Refusal.Shorten(name)}' has {count} values, and '{Refusal.Shorten(first)}' has {expected}: they are no columns of one table. ") + $"{Rows}.",
        column: name);

    public static SneException OtherKeys(string name, string first) => new(
        SneError.RaggedRow,
        $"The columns '{Refusal.Shorten(name)}' and '{Refusal.Shorten(first)}' do not have the same rows in the same order. {Rows}.",
        column: name);

    public static SneException OtherShape(string name) => new(
        SneError.InvalidFile,
        $"'{Refusal.Shorten(name)}' is of another kind than the properties before it: the object is no table. {Rows}.",
        column: name);
}
