namespace SneTools.PowerShell;

/// <summary>The texts that rows of two maps are matched by.</summary>
internal static class RowLabels
{
    /// <summary>The labels of rows in columns that ride along with a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public static string?[] Of(Dataset data, IReadOnlyList<string> columns)
    {
        LabelColumn[] found =
        [
            .. columns.Select(column => data.Labels.FirstOrDefault(label => label.Name.Equals(column, StringComparison.OrdinalIgnoreCase))
                ?? throw NoColumn(column, [.. data.Labels.Select(label => label.Name)]))
        ];
        return Join(data.Count, [.. found.Select(label => (Func<int, string?>)(row => label.Values[row]))]);
    }

    /// <summary>The labels of rows in columns of a table.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>.</exception>
    public static string?[] Of(RowCollector rows, IReadOnlyList<string> columns)
    {
        string[] names = [.. rows.Names];
        Func<int, Cell>[] cells = [.. columns.Select(column => rows.Cells(names.FirstOrDefault(name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) ?? throw NoColumn(column, names)))];
        return Join(rows.Count, [.. cells.Select(cell => (Func<int, string?>)(row => cell(row).AsText()))]);
    }

    /// <summary>One text for every row; null where a column has none.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">What gives a row's text in every column.</param>
    public static string?[] Join(int count, Func<int, string?>[] columns)
    {
        var result = new string?[count];
        for (int row = 0; row < count; row++)
        {
            string?[] texts = [.. columns.Select(column => column(row))];

            // Doubled bars keep what two columns say apart from what one says with a bar in it.
            result[row] = texts.Length == 1 ? texts[0]
                : texts.Any(string.IsNullOrEmpty) ? null
                : string.Join(" | ", texts.Select(text => text!.Replace("|", "||", StringComparison.Ordinal)));
        }

        return result;
    }

    /// <summary>The error about a column that is not there.</summary>
    /// <param name="column">The column.</param>
    /// <param name="names">Those that are.</param>
    public static SneException NoColumn(string column, string[] names) => new(
        SneError.ColumnNotFound,
        $"There is no column '{column}' to match rows by. {(names.Length == 0 ? "No column came with the map." : $"There are: {Summary.Names(names)}.")}",
        column: column);
}
