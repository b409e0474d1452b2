namespace SneTools.PowerShell;

/// <summary>Maps as users give them: a matrix, rows of numbers, rows with Y1 … Yl, or an embedding.</summary>
internal static class MapArgument
{
    /// <summary>The columns of a map among others: Y1, Y2, … as far as they go; none if there is no Y1.</summary>
    public static string[] Coordinates(IEnumerable<string> columns)
    {
        var names = new HashSet<string>(columns, StringComparer.OrdinalIgnoreCase);
        return [.. Enumerable.Range(1, names.Count).Select(c => FormattableString.Invariant($"Y{c}")).TakeWhile(names.Contains)];
    }

    /// <summary>Reads a map.</summary>
    /// <param name="value">What the user gave.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>.</exception>
    public static Matrix Read(object value, CancellationToken cancellation)
    {
        var rows = new RowCollector();
        try
        {
            rows.Add(value);
            return Read(rows, [], cancellation);
        }
        catch (SneException error) when (error.Error != SneError.InvalidMap)
        {
            throw new SneException(SneError.InvalidMap, $"The map cannot be used: {error.Message}", error.Row, error.Column, error);
        }
    }

    /// <summary>Reads the map that rows are one of: Y1, Y2, …, or where there are none all their numbers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="excluded">Columns that are no part of it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Matrix Read(RowCollector rows, IReadOnlyList<string> excluded, CancellationToken cancellation)
    {
        string[] coordinates = rows.Dataset is null ? Coordinates(rows.Names) : [];
        return coordinates.Length > 0
            ? MapReader.Read(coordinates, rows.Rows.Count, rows.Cells, cancellation)
            : InOrder(Select(rows, new ColumnSelection(ExcludeProperty: excluded), MissingValuePolicy.Error, cancellation));
    }

    /// <summary>The numbers with Y1 first, wherever the rows have it.</summary>
    public static Matrix InOrder(Dataset data)
    {
        string[] names = Coordinates(data.Columns);
        if (names.Length < data.Dimension)
            return data.Values;
        string[] columns = [.. data.Columns];
        var map = new Matrix(data.Count, data.Dimension);
        for (int c = 0; c < names.Length; c++)
        {
            int source = Array.FindIndex(columns, name => name.Equals(names[c], StringComparison.OrdinalIgnoreCase));
            for (int i = 0; i < data.Count; i++)
                map[i, c] = data.Values[i, source];
        }

        return map;
    }

    /// <summary>Makes the data set of a map's points: its coordinates where it has some, else all numbers.</summary>
    public static Dataset Select(
        RowCollector rows,
        ColumnSelection selection,
        MissingValuePolicy policy,
        CancellationToken cancellation)
    {
        IEnumerable<string> names = rows.Dataset?.Columns ?? (rows.Rows.Count > 0 ? rows.Rows[0].Names : []);
        string[] coordinates = Coordinates(names);
        bool isOpen = selection.Property is null or { Count: 0 };
        return rows.Build(
            isOpen && coordinates.Length > 0 ? selection with { Property = coordinates } : selection,
            policy,
            cancellation);
    }
}
