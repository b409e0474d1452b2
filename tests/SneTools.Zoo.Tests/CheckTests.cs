namespace SneTools.ZooTests;

/// <summary>That the checks can fail: each is given a map that is wrong in the one way that it is about.</summary>
public class CheckTests
{
    private static readonly ZooTable Iris = new("iris-to-be-spoilt", () => Rows.Iris) { Perplexity = 15 };

    private static readonly Lazy<Outcome> Good = new(() => Fit(new DescentOptions()));

    [Fact]
    public void A_report_keeps_what_is_written_behind_its_table()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# Old\n\n| a table |\n\n## A section\n\nIts text.\n");
            Report.Write(path, []);
            string page = File.ReadAllText(path);
            Assert.StartsWith("# Robustness", page, StringComparison.Ordinal);
            Assert.EndsWith("|\n\n## A section\n\nIts text.\n", page, StringComparison.Ordinal);
            Assert.DoesNotContain("a table", page, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_good_map_passes() => All(Check(Good.Value));

    [Fact]
    public void A_map_of_one_spot_is_found_out() =>
        Assert.ThrowsAny<Exception>(() => Checks.Shape(Check(Good.Value with { Map = new Matrix(150, 2) })));

    [Fact]
    public void A_map_of_a_few_spots_is_found_out()
    {
        Matrix map = Good.Value.Map.Clone();
        for (int k = 0; k < map.Values.Length; k++)
            map.Values[k] = Math.Round(map.Values[k]) + (1e-9 * map.Values[k]);
        Assert.ThrowsAny<Exception>(() => Checks.Shape(Check(Good.Value with { Map = map })));
    }

    [Fact]
    public void A_map_of_the_wide_world_is_found_out() =>
        Assert.ThrowsAny<Exception>(() => Checks.Shape(Check(Good.Value with { Map = Times(Good.Value.Map, 1e5) })));

    [Fact]
    public void A_cost_of_another_map_is_found_out() =>
        Assert.ThrowsAny<Exception>(() => Checks.Cost(Check(Good.Value with { Map = Times(Good.Value.Map, 1.001) })));

    [Fact]
    public void An_entropy_of_another_table_is_found_out() =>
        Assert.ThrowsAny<Exception>(() => Checks.Cost(Check(Good.Value with { Entropy = Good.Value.Entropy * (1 + 1e-5) })));

    [Fact]
    public void A_number_that_is_none_is_found_out()
    {
        Matrix map = Good.Value.Map.Clone();
        map.Values[7] = double.NaN;
        Assert.ThrowsAny<Exception>(() => Checks.Made(Check(Good.Value with { Map = map })));
        Assert.ThrowsAny<Exception>(() => Checks.Made(Check(Good.Value with { Entropy = double.PositiveInfinity })));
    }

    [Fact]
    public void A_run_that_stops_too_early_is_found_out()
    {
        Outcome early = Fit(new DescentOptions { Tolerance = 0.02, Optimizer = OptimizerKind.GradientDescent });
        Assert.Equal(StopReason.Converged, early.StopReason);
        Assert.ThrowsAny<Exception>(() => Checks.Converged(Check(early)));
    }

    private static void All(ZooRun run)
    {
        Checks.Made(run);
        Checks.Cost(run);
        Checks.Shape(run);
        Checks.Converged(run);
    }

    private static Outcome Fit(DescentOptions descent) => Outcome.Of(StochasticNeighborEmbedding.Fit(
        Iris.ToDataset(), Iris.Options(SneMethod.Sne) with { Descent = descent }));

    private static Matrix Times(Matrix map, double factor) => new(map.Rows, map.Columns, [.. map.Values.Select(x => factor * x)]);

    private static ZooRun Check(Outcome outcome) => ZooRun.Of(Iris, SneMethod.Sne, outcome);
}
