namespace SneTools.ZooTests;

/// <summary>The rows of the theories.</summary>
internal static class ZooCases
{
    /// <summary>Small enough that ten times the steps are over in a second or so.</summary>
    private const int ContinuedLimit = 200;

    public static TheoryData<string, SneMethod> All => Of(AllTables.Cases);

    /// <summary>What ten times the steps are made for.</summary>
    public static TheoryData<string, SneMethod> Continued =>
        Of(AllTables.Cases.Where(item => ZooSettings.IsFull || item.Table.Count <= ContinuedLimit));

    /// <summary>Tables of few enough rows that all pairs attract each other.</summary>
    public static TheoryData<string> AllPairs =>
        new(AllTables.Cases.Select(item => item.Table).Distinct()
            .Where(table => table.Sigma is null && table.Count <= TableProbabilities.AllPairsLimit)
            .Select(table => table.Name));

    private static TheoryData<string, SneMethod> Of(IEnumerable<(ZooTable Table, SneMethod Method)> cases)
    {
        var result = new TheoryData<string, SneMethod>();
        foreach ((ZooTable table, SneMethod method) in cases)
            result.Add(table.Name, method);
        return result;
    }
}
