using System.Globalization;

namespace SneTools;

/// <summary>Names of columns.</summary>
internal static class ColumnNames
{
    /// <summary>The names of columns that have none of their own: a letter or two and a number, as X1, X2, …</summary>
    /// <param name="prefix">What stands before the number.</param>
    /// <param name="count">How many.</param>
    public static string[] Numbered(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(k => FormattableString.Invariant($"{prefix}{k}"))];

    /// <summary>The names of the elements of a column of vectors: embedding[1], embedding[2], …</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="count">How many.</param>
    public static string[] Elements(string column, int count) =>
        [.. Enumerable.Range(1, count).Select(k => ColumnGroup.ElementName(column, k.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Refuses a name that occurs twice, in whatever case.</summary>
    /// <exception cref="SneException"><see cref="SneError.DuplicateColumn"/>.</exception>
    public static void RequireDistinct(IEnumerable<string> names)
    {
        string? twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
            throw Refusal.Twice(twice);
    }
}
