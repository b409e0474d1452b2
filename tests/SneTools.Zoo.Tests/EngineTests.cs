namespace SneTools.ZooTests;

/// <summary>The same for engines that the program would not have chosen.</summary>
public class EngineTests
{
    private static readonly string[] Small = ["iris", "grid-10x10", "blobs-91x10", "four-rows-50-times", "outlier-1e8-of-300x5", "factors-10x12-one-hot"];

    public static TheoryData<string, SneMethod, EngineKind> Approximate => Of(Small, EngineKind.Interpolated, EngineKind.Multipole);

    public static TheoryData<string, SneMethod, EngineKind> Exact => Of(["blobs-2001x10"], EngineKind.Exact);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Approximate))]
    public void An_engine_for_many_points_maps_few_as_well(string table, SneMethod method, EngineKind engine) => Check(table, method, engine);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Exact))]
    public void The_exact_engine_maps_many_as_well(string table, SneMethod method, EngineKind engine) => Check(table, method, engine);

    private static void Check(string table, SneMethod method, EngineKind engine)
    {
        var run = ZooRun.Of(table, method, engine);
        Checks.Made(run);
        Checks.Cost(run);
        Checks.Shape(run);
        Checks.Best(run);
    }

    private static TheoryData<string, SneMethod, EngineKind> Of(string[] tables, params EngineKind[] engines)
    {
        var result = new TheoryData<string, SneMethod, EngineKind>();
        foreach (string table in tables.Where(ZooSettings.Wants))
        {
            foreach (SneMethod method in Enum.GetValues<SneMethod>().Where(ZooSettings.Wants))
            {
                foreach (EngineKind engine in engines.Where(engine => ZooSettings.IsFull || IsShort(table, method, engine)))
                    result.Add(table, method, engine);
            }
        }

        return result;
    }

    /// <summary>In the short run every table is mapped by each of the two engines with either kernel and either normalization: with two
    /// methods by one engine, with the other two by the other.</summary>
    private static bool IsShort(string table, SneMethod method, EngineKind engine) => engine == EngineKind.Exact
        ? method == SneMethod.Sne
        : ZooTable.Pairs[Array.IndexOf(Small, table) % 2].Contains(method) == (engine == EngineKind.Interpolated);
}
