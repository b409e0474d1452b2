namespace SneTools;

/// <summary>Finds columns of numbers that say which row it is, and nothing about it.</summary>
/// <remarks>Embedded, such a column orders the map by the order of the file. What pandas and R write before the first column has a telling
/// name or none; others count the rows, or are called an identifier and hold no number twice.</remarks>
internal static class RowIndex
{
    /// <summary>Rows that count by chance: fewer than these prove nothing.</summary>
    private const int MinRows = 5;

    private static readonly string[] NamesOfFirst = ["", "H1", "...1"];

    private static readonly string[] Names =
        ["rownames", "row.names", "row_names", "rowname", "row name", "row names", "__index_level_0__", "__index_level_1__"];

    private static readonly string[] Identifiers = ["id", "index", "idx", "rowid", "row", "key", "uid", "uuid"];

    /// <summary>True when a column's name says enough, whatever it holds.</summary>
    /// <param name="name">The name.</param>
    /// <param name="place">Its place among all columns of the source, from 0.</param>
    public static bool IsName(string name, int place)
    {
        name = name.Trim();
        return (place == 0 && NamesOfFirst.Contains(name))
            || name.StartsWith("Unnamed: 0", StringComparison.Ordinal)
            || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True when a column looks like a row index.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Its place among all columns of the source, from 0.</param>
    /// <param name="values">All numbers of the table.</param>
    /// <param name="column">The column among these.</param>
    /// <param name="rows">The number in the source, from 0, of every row of the table; null if none is missing.</param>
    public static bool Is(string name, int place, Matrix values, int column, int[]? rows) =>
        IsName(name, place)
        || (!IsCoordinate(name) && values.Rows >= MinRows && (Counts(values, column, rows, 0) || Counts(values, column, rows, 1) || (IsIdentifier(name) && IsDistinct(values, column))));

    /// <summary>True for the name of a coordinate of a map, Y1: what a map is, nobody doubts.</summary>
    private static bool IsCoordinate(string name) => name is ['Y' or 'y', >= '1' and <= '9'];

    private static bool Counts(Matrix values, int column, int[]? rows, int start)
    {
        for (int i = 0; i < values.Rows; i++)
        {
            if (values[i, column] != (rows is null ? i : rows[i]) + start)
                return false;
        }

        return true;
    }

    private static bool IsIdentifier(string name)
    {
        name = name.Trim();
        return Identifiers.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
            || (name.Length > 2 && name.EndsWith("Id", StringComparison.Ordinal) && char.IsLower(name[^3]))
            || (name.Length > 2 && name.EndsWith("ID", StringComparison.Ordinal) && !char.IsUpper(name[^3]));
    }

    /// <summary>True when a column holds whole numbers, none of them twice.</summary>
    private static bool IsDistinct(Matrix values, int column)
    {
        var seen = new HashSet<double>();
        for (int i = 0; i < values.Rows; i++)
        {
            if (values[i, column] != Math.Floor(values[i, column]) || !seen.Add(values[i, column]))
                return false;
        }

        return true;
    }
}
