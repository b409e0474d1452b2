namespace SneTools.Tests;

public class EnginePlanTests
{
    private static readonly EmbeddingOptions Defaults = new();

    [Theory]
    [InlineData(100, 99)]
    [InlineData(2000, 1999)]
    public void Up_to_2000_points_all_pairs_attract_and_repel_each_other(int n, int neighbors) =>
        Assert.Equal(new EnginePlan(EngineKind.Exact, neighbors), EnginePlan.For(Defaults, n));

    [Theory]
    [InlineData(30, 90)]
    [InlineData(10.1, 31)]
    [InlineData(1.5, 5)]
    [InlineData(666, 1998)]
    public void More_points_have_neighbors_three_times_the_perplexity_and_a_grid(double perplexity, int neighbors) => Assert.Equal(
        new EnginePlan(EngineKind.Interpolated, neighbors), EnginePlan.For(Defaults with { Perplexity = perplexity }, 2001));

    [Fact]
    public void A_perplexity_that_takes_all_neighbors_takes_the_exact_engine() => Assert.Equal(
        new EnginePlan(EngineKind.Exact, 2000), EnginePlan.For(Defaults with { Perplexity = 900 }, 2001));

    [Fact]
    public void One_width_for_all_points_knows_no_number_of_neighbors_so_all_pairs_count()
    {
        Assert.Equal(new EnginePlan(EngineKind.Exact, 4999), EnginePlan.For(Defaults with { Sigma = 1, Perplexity = -1 }, 5000));
        Assert.Equal(
            new EnginePlan(EngineKind.Interpolated, 50), EnginePlan.For(Defaults with { Sigma = 1, NeighborCount = 50 }, 5000));
    }

    [Fact]
    public void A_number_of_neighbors_asked_for_takes_the_grid_however_few_the_points() =>
        Assert.Equal(new EnginePlan(EngineKind.Interpolated, 40), EnginePlan.For(Defaults with { NeighborCount = 40 }, 500));

    [Theory]
    [InlineData(EngineKind.Exact, 500, 499)]
    [InlineData(EngineKind.Exact, 5000, 90)]
    [InlineData(EngineKind.Interpolated, 500, 499)]
    [InlineData(EngineKind.Multipole, 5000, 90)]
    public void An_engine_asked_for_is_taken(EngineKind engine, int n, int neighbors) =>
        Assert.Equal(new EnginePlan(engine, neighbors), EnginePlan.For(Defaults with { Engine = engine }, n));

    [Fact]
    public void Maps_of_more_than_three_dimensions_are_for_the_exact_engine()
    {
        Assert.Equal(EngineKind.Interpolated, EnginePlan.For(Defaults with { Dimension = 3 }, 3000).Kind);
        Assert.Equal(EngineKind.Exact, EnginePlan.For(Defaults with { Dimension = 4 }, 3000).Kind);
        foreach (EngineKind engine in (EngineKind[])[EngineKind.Interpolated, EngineKind.Multipole])
        {
            AssertRefused(
                SneError.DimensionOutOfRange, "1 to 3", Defaults with { Dimension = 4, Engine = engine }, 3000);
        }
    }

    [Fact]
    public void Given_neighbors_are_those_that_count()
    {
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(50, 2, 1), 35);
        Assert.Equal(new EnginePlan(EngineKind.Interpolated, 35), EnginePlan.For(Defaults with { NeighborGraph = graph }, 50));
        Assert.Equal(
            new EnginePlan(EngineKind.Exact, 35), EnginePlan.For(Defaults with { NeighborGraph = graph, Engine = EngineKind.Exact }, 50));
        AssertRefused(SneError.InvalidNeighbors, "of 50 points", Defaults with { NeighborGraph = graph }, 51);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    public void A_number_of_neighbors_below_the_perplexity_or_beyond_the_points_is_refused(int count) =>
        AssertRefused(SneError.NeighborCountOutOfRange, "from 30 (the perplexity) to 99", Defaults with { NeighborCount = count }, 100);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(double.PositiveInfinity)]
    public void A_perplexity_out_of_range_is_refused_with_the_range_for_all_points(double perplexity) =>
        AssertRefused(SneError.PerplexityOutOfRange, "at most 2999", Defaults with { Perplexity = perplexity }, 3000);

    private static void AssertRefused(SneError error, string part, EmbeddingOptions options, int n)
    {
        SneException refusal = Assert.Throws<SneException>(() => EnginePlan.For(options, n));
        Assert.Equal(error, refusal.Error);
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }
}
