namespace SneTools.Plots;

/// <summary>What a page of several maps says of a point under the mouse: the columns of all maps as one table, in which maps of the same
/// points share their rows.</summary>
internal static class GridColumns
{
    /// <summary>Joins the columns.</summary>
    /// <param name="grid">The maps.</param>
    /// <returns>The row of each map's first point, and the columns.</returns>
    public static (int[] Firsts, LabelColumn[] Columns) Of(MapGrid grid)
    {
        LabelColumn[][] all = [.. grid.Maps.Select(map => ColumnsOf(map).DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase).ToArray())];
        var firsts = new int[all.Length];
        var blocks = new List<int>();
        int rows = 0;
        for (int k = 0; k < all.Length; k++)
        {
            int same = blocks.FindIndex(other => grid.Maps[other].Count == grid.Maps[k].Count && grid.AlignedTo[other] == grid.AlignedTo[k] && AreEqual(all[other], all[k]));
            if (same >= 0)
            {
                firsts[k] = firsts[blocks[same]];
                continue;
            }

            firsts[k] = rows;
            rows += grid.Maps[k].Count;
            blocks.Add(k);
        }

        string[] names = [.. all.SelectMany(columns => columns).Select(column => column.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return (firsts, [.. names.Select(name => new LabelColumn(name, [.. blocks.SelectMany(block => Values(all[block], name, grid.Maps[block].Count))]))]);
    }

    private static IEnumerable<LabelColumn> ColumnsOf(MapPlot map) => map.Colors.Source is { } source ? map.Columns.Prepend(source) : map.Columns;

    private static bool AreEqual(LabelColumn[] one, LabelColumn[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.Name == pair.Second.Name && pair.First.Values.SequenceEqual(pair.Second.Values));

    private static IEnumerable<string?> Values(LabelColumn[] columns, string name, int count) =>
        Array.Find(columns, column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Values ?? Enumerable.Repeat<string?>(null, count);
}
