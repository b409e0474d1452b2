namespace SneTools.Tests;

/// <summary>Tables of texts for tests of how columns are chosen.</summary>
internal static class Tables
{
    /// <summary>Reads rows of texts.</summary>
    public static Dataset Build(
        string[] columns,
        IEnumerable<string?[]> rows,
        ColumnSelection? selection = null,
        MissingValuePolicy policy = MissingValuePolicy.Error)
    {
        var table = new TableBuilder(columns, selection ?? new ColumnSelection(), policy);
        foreach (string?[] row in rows)
            table.Add([.. row.Select(Cell.FromText)]);
        return table.Build();
    }

    /// <summary>Reads rows that are refused.</summary>
    public static SneException Refused(
        string[] columns,
        IEnumerable<string?[]> rows,
        ColumnSelection? selection = null,
        MissingValuePolicy policy = MissingValuePolicy.Error) =>
        Assert.Throws<SneException>(() => Build(columns, rows, selection, policy));

    /// <summary>The use of every column and why, in order.</summary>
    public static string[] Uses(this Dataset data) =>
        [.. data.Sources.Select(column => $"{column.Name}: {column.Use}, {column.Reason}{(column.Count > 1 ? $", {column.Count}" : string.Empty)}")];
}
