namespace SneTools.Plots;

/// <summary>Maps that make rows and columns by their parameters: in a row some of these are the same, and in a column all the others.</summary>
/// <param name="RowNames">What the maps of each row have in common.</param>
/// <param name="ColumnNames">What the maps of each column have in common.</param>
/// <param name="Cells">The place of each map, counted row by row from 0.</param>
internal sealed record GridDesign(string[] RowNames, string[] ColumnNames, int[] Cells)
{
    /// <summary>Maps of more parameters have none, as nobody could read their names.</summary>
    private const int MostParameters = 8;

    /// <summary>Maps in a row.</summary>
    public int Columns => ColumnNames.Length;

    /// <summary>True where the maps lie in their order.</summary>
    public bool IsInOrder => Cells.Index().All(cell => cell.Item == cell.Index);

    /// <summary>The designs that some maps have: every row has a map for every column.</summary>
    /// <param name="parts">The parameters of each map, as its caption says them.</param>
    public static IEnumerable<GridDesign> Of(IReadOnlyList<string>[] parts)
    {
        int parameters = parts[0].Count;
        if (parameters is 0 or > MostParameters || parts.Any(map => map.Count != parameters))
            yield break;
        for (int rowParameters = 1; rowParameters < (1 << parameters) - 1; rowParameters++)
        {
            int chosen = rowParameters;
            string[] rows = [.. parts.Select(map => Join(map, p => (chosen >> p & 1) == 1))];
            string[] columns = [.. parts.Select(map => Join(map, p => (chosen >> p & 1) == 0))];
            string[] rowNames = [.. rows.Distinct(StringComparer.Ordinal)];
            string[] columnNames = [.. columns.Distinct(StringComparer.Ordinal)];
            if (rowNames.Length < 2 || columnNames.Length < 2 || rowNames.Length * columnNames.Length != parts.Length)
                continue;
            int[] cells = [.. rows.Zip(columns, (row, column) => (Array.IndexOf(rowNames, row) * columnNames.Length) + Array.IndexOf(columnNames, column))];
            if (cells.Distinct().Count() == cells.Length)
                yield return new GridDesign(rowNames, columnNames, cells);
        }
    }

    /// <summary>The same design with short names of columns: the word that all begin with stands in the name of the first row instead.</summary>
    public GridDesign Short()
    {
        string first = ColumnNames[0];
        int end = first.LastIndexOf(' ');
        return end > 0 && ColumnNames.All(name => name.LastIndexOf(' ') == end && name.AsSpan(0, end).SequenceEqual(first.AsSpan(0, end)))
            ? this with { RowNames = [$"{RowNames[0]}; {first[..end]}", .. RowNames[1..]], ColumnNames = [.. ColumnNames.Select(name => name[(end + 1)..])] }
            : this;
    }

    private static string Join(IReadOnlyList<string> parts, Func<int, bool> isChosen) => string.Join(", ", parts.Where((part, p) => isChosen(p) && part.Length > 0));
}
