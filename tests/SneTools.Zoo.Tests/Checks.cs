using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>What a map of the zoo has to be; each check throws with the figures.</summary>
internal static class Checks
{
    /// <summary>A map of the right size with its rows in order, and numbers only.</summary>
    public static void Made(ZooRun run)
    {
        if (run.Error is not null)
            Assert.Fail($"{run}: {run.Error.GetType().Name}: {run.Error.Message}");
        Outcome made = run.Outcome!;
        Assert.NotEqual(StopReason.Canceled, made.StopReason);
        Assert.Equal(run.Table.Count, made.Map.Rows);
        Assert.Equal(run.Table.Dimension, made.Map.Columns);
        Assert.Equal(Enumerable.Range(0, made.Map.Rows).Select(i => i.ToString(CultureInfo.InvariantCulture)), made.RowNumbers);
        if (!run.IsFinite)
            Assert.Fail(Text($"{run}: not every number is finite: divergence {made.Divergence}, entropy {made.Entropy}."));
    }

    /// <summary>The cost and the entropy that are reported are those of the map and the table.</summary>
    public static void Cost(ZooRun run)
    {
        RequireMap(run);
        Outcome made = run.Outcome!;
        if (made.Graph is { } graph && run.Table.Count > TableProbabilities.AllPairsLimit
            && NearestRows.FindFault(run.Table.Rows, graph) is { } fault)
        {
            Assert.Fail($"{run}: the neighbors are not the nearest: {fault}.");
        }

        Verdict verdict = run.Verdict;
        double entropyError = Math.Abs(made.Entropy - verdict.Entropy);
        if (!(entropyError <= (Tolerances.Entropy * verdict.Entropy) + verdict.Doubt))
            Assert.Fail(Text($"{run}: entropy {made.Entropy:g10}, the judge's {verdict.Entropy:g10}."));
        if (!(Math.Abs(made.Divergence - verdict.Divergence) <= Tolerances.Divergence(run, verdict)))
            Assert.Fail(Text($"{run}: divergence {made.Divergence:g8}, the judge's {verdict.Divergence:g8}, allowed {Tolerances.Divergence(run, verdict):g2}."));
        if (!(made.Divergence >= -Tolerances.Negative(made)))
            Assert.Fail(Text($"{run}: divergence {made.Divergence:g8} is below 0."));
    }

    /// <summary>Neither one spot, nor many spots, nor the wide world.</summary>
    public static void Shape(ZooRun run)
    {
        RequireMap(run);
        MapShape shape = run.Shape;
        if (!(shape.Extent <= Tolerances.Absurd))
            Assert.Fail(Text($"{run}: the map is {shape.Extent:g3} wide."));

        // Where all distances are equal there is nothing to show, and one spot is the best map.
        BestCost? best = BestCosts.Find(run.Table.Name, run.Method);
        double slack = Tolerances.Slack(run.Table);
        if (run.OneSpot <= slack || run.OneSpot <= (best?.Cost + slack))
            return;
        if (!(shape.Extent > 1e-3))
            Assert.Fail(Text($"{run}: the map is {shape.Extent:g3} wide."));
        double usual = shape.Extent / Math.Sqrt(run.Table.Count);
        double median = best?.Nearest ?? usual;
        double tenth = best?.Low ?? double.NaN;

        // Of a table that is all symmetry the best map may lay points on one spot, and of near copies any map does.
        if (median >= Tolerances.Nearest * usual && !(shape.Nearest >= Tolerances.Nearest * median))
            Assert.Fail(Text($"{run}: nearest points are {shape.Nearest:g3} apart at the median, {median:g3} in a good map."));
        if (median >= Tolerances.Nearest * usual && tenth >= Tolerances.Nearest * median && !(shape.Low >= Tolerances.Nearest * tenth))
            Assert.Fail(Text($"{run}: nearest points are {shape.Low:g3} apart at the tenth from below, {tenth:g3} in a good map."));
    }

    /// <summary>Within a percent of the best known.</summary>
    public static void Best(ZooRun run)
    {
        RequireMap(run);
        if (BestCosts.Find(run.Table.Name, run.Method) is not { } best || run.Table.IsArbitrary)
            return;
        Assert.Equal(run.Table.EffectivePerplexity, best.Perplexity);
        double most = (BestCosts.Allowed(run.Table.Name, run.Method) * best.Cost) + Tolerances.Slack(run.Table);
        if (!(run.Mean <= most))
            Assert.Fail(Text($"{run}: cost {run.Mean:g6}, {best.Who} reached {best.Cost:g6}: {run.Mean / best.Cost:0.000} times, after {run.Outcome!.Iterations} steps ({run.Outcome.StopReason})."));
    }

    /// <summary>What is called converged gains nothing from going on.</summary>
    public static void Converged(ZooRun run)
    {
        RequireMap(run);
        if (run.Outcome!.StopReason != StopReason.Converged)
            return;
        double longer = run.Continue();
        double least = ((1 - Tolerances.Converged) * run.Mean) - Tolerances.ConvergedSlack(run.Table);
        if (!(longer >= least))
            Assert.Fail(Text($"{run}: called converged at {run.Mean:g6} after {run.Outcome.Iterations} steps; ten times as many reach {longer:g6}."));
    }

    /// <summary>Where there is no map, one claim has failed already; it need not fail again for every other.</summary>
    private static void RequireMap(ZooRun run) => Assert.SkipUnless(run.IsFinite, "There is no map to check.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
