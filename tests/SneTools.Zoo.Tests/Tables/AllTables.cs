namespace SneTools.ZooTests;

/// <summary>The whole zoo.</summary>
internal static class AllTables
{
    /// <summary>All tables, and of them those that SNETOOLS_ZOO_TABLE names, if it is set.</summary>
    public static IReadOnlyList<ZooTable> List { get; } =
    [
        .. CloudTables.All.Concat(ShapeTables.All).Concat(AnswerTables.All).Concat(DuplicateTables.All)
            .Concat(ScaleTables.All).Concat(SizeTables.All).Concat(RealWords.All)
            .Where(table => ZooSettings.Wants(table.Name)),
    ];

    public static ZooTable Named(string name) => List.First(table => table.Name == name);

    /// <summary>The tables and methods that this run is about.</summary>
    public static IEnumerable<(ZooTable Table, SneMethod Method)> Cases =>
        from table in List
        from method in Enum.GetValues<SneMethod>()
        where ZooSettings.IsFull || table.Short.Contains(method)
        where ZooSettings.Wants(method)
        select (table, method);
}
