namespace SneTools.ZooTests;

/// <summary>best-costs.csv itself.</summary>
public class BestCostTests
{
    [Fact]
    public void Every_entry_is_of_a_table_as_it_is_now()
    {
        foreach (BestCost entry in BestCosts.Read(BestCosts.Source).Values)
        {
            // A run may be about some tables only.
            if (AllTables.List.FirstOrDefault(table => table.Name == entry.Table) is not { } table)
                continue;
            Assert.Equal(table.EffectivePerplexity, entry.Perplexity);
            Assert.False(table.IsArbitrary, $"{entry.Table}: costs over different neighbors cannot be compared.");
            Assert.True(entry.Cost >= 0, $"{entry.Table} by {entry.Method}: {entry.Cost}");
            Assert.InRange(entry.Extent, 0, Tolerances.Absurd);
        }
    }

    [Fact]
    public void A_cost_is_never_raised_and_a_torn_map_never_competes()
    {
        Candidate good = Map("other", 1, 30);
        BestCost entry = BestCosts.Choose(Table, SneMethod.TSne, null, [good], [Map("torn", 0.9, 100)])!;
        Assert.Equal("other", entry.Who);
        Assert.Null(BestCosts.Choose(Table, SneMethod.TSne, entry, [], [Map("worse", 1.1, 30)]));
        Assert.Null(BestCosts.Choose(Table, SneMethod.TSne, entry, [], [Map("torn", 0.9, 100)]));
        Assert.Equal("better", BestCosts.Choose(Table, SneMethod.TSne, entry, [], [Map("better", 0.9, 80)])!.Who);
    }

    [Fact]
    public void The_width_to_compare_with_is_that_of_good_maps()
    {
        // The map of 1 is no good one: it costs half as much again.
        BestCost entry = BestCosts.Choose(Table, SneMethod.TSne, null, [Map("a", 1, 30), Map("b", 1.05, 32), Map("poor", 1.5, 1)], [Map("ours", 0.95, 60)])!;
        Assert.Equal("ours", entry.Who);
    }

    private static ZooTable Table { get; } = new("nobody", () => Rows.Iris);

    private static Candidate Map(string who, double cost, double extent) => new(who, "1", cost, new MapShape(extent, 0.1, 0.05));
}
