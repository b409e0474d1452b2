namespace SneTools.Plots;

/// <summary>Maps that make rows and columns by their parameters: in a row some of these are the same, and in a column all the others.</summary>
/// <param name="Columns">Maps in a row.</param>
/// <param name="RowNames">What the maps of each row have in common.</param>
/// <param name="ColumnNames">What the maps of each column have in common.</param>
internal sealed record GridDesign(int Columns, string[] RowNames, string[] ColumnNames)
{
    /// <summary>The designs that some maps have in their order.</summary>
    /// <param name="parts">The parameters of each map, as its caption says them.</param>
    public static IEnumerable<GridDesign> Of(IReadOnlyList<string>[] parts)
    {
        int count = parts.Length;
        int parameters = parts[0].Count;
        if (parameters == 0 || parts.Any(map => map.Count != parameters))
            yield break;
        for (int columns = 2; columns <= count / 2; columns++)
        {
            if (count % columns != 0)
                continue;
            int width = columns;
            bool[] areOfRow = [.. Enumerable.Range(0, parameters).Select(p => Enumerable.Range(0, count).All(k => parts[k][p] == parts[k - (k % width)][p]))];
            bool[] areOfColumn = [.. Enumerable.Range(0, parameters).Select(p => Enumerable.Range(0, count).All(k => parts[k][p] == parts[k % width][p]))];
            if (!areOfRow.Contains(true) || !areOfColumn.Contains(true) || !areOfRow.Zip(areOfColumn).All(pair => pair.First || pair.Second))
                continue;
            yield return new GridDesign(
                columns,
                [.. Enumerable.Range(0, count / columns).Select(row => Join(parts[row * width], areOfRow))],
                [.. Enumerable.Range(0, columns).Select(column => Join(parts[column], areOfColumn))]);
        }
    }

    private static string Join(IReadOnlyList<string> parts, bool[] which) => string.Join(", ", parts.Where((part, p) => which[p] && part.Length > 0));
}
