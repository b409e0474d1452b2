using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>The results of a run as a page.</summary>
internal static class Report
{
    private const string Head = """
        # Robustness

        Every table of `tests/SneTools.Zoo.Tests` by every method with every option at its default (where the default perplexity of 30 is not
        possible, the one given). *cost*: nats for each point (`Sne`, `TConditionalSne`) or nats (`SymmetricSne`, `TSne`) of the map that came
        out, computed by code of its own over probabilities of its own. *best*: the lowest that any program reached, judged by the same code,
        and whose it is; *ratio*: cost over best. *extent*: the longer side of the map.

        ```sh
        SNETOOLS_ZOO=full SNETOOLS_ZOO_REPORT=$PWD/docs/robustness.md dotnet test --project tests/SneTools.Zoo.Tests
        ```

        | table | n x h | perplexity | method | cost | best | whose | ratio | extent | iterations | stopped | seconds |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>Writes the page; sections that a page which is there has behind its table stay.</summary>
    public static void Write(string path, IEnumerable<ZooRun> runs)
    {
        string[] names = [.. AllTables.List.Select(table => table.Name)];
        string page = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        int sections = page.IndexOf("\n## ", StringComparison.Ordinal);
        File.WriteAllText(path, Head + "\n");
        File.AppendAllLines(path, runs
            .OrderBy(run => Array.IndexOf(names, run.Table.Name))
            .ThenBy(run => run.Method)
            .Select(Line));
        if (sections >= 0)
            File.AppendAllText(path, page[sections..]);
    }

    private static string Line(ZooRun run)
    {
        ZooTable table = run.Table;
        string width = table.Sigma is null ? Format(table.EffectivePerplexity) : $"sigma {Format(table.Sigma.Value)}";
        string start = $"| {table.Name} | {table.Count} x {table.Width} | {width} | {run.Method} |";
        if (run.Outcome is not { } made)
            return $"{start} {run.Error?.Message} | | | | | | | {Format(run.Seconds)} |";
        string end = $"{made.Iterations} | {made.StopReason} | {Format(run.Seconds)} |";
        if (!run.IsFinite)
            return $"{start} not finite | | | | | {end}";
        BestCost? best = BestCosts.Find(table.Name, run.Method);
        string comparison = best is null ? "| |" : $"{Format(best.Cost)} | {best.Who} | {Ratio(run, best)}";
        return $"{start} {Format(run.Mean)} | {comparison} | {Format(run.Shape.Extent)} | {end}";
    }

    /// <summary>Beside next to nothing a ratio says nothing.</summary>
    private static string Ratio(ZooRun run, BestCost best) =>
        Math.Max(best.Cost, run.Mean) < Tolerances.Slack(run.Table) ? "-" : (run.Mean / best.Cost).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Format(double value) => value.ToString("g4", CultureInfo.InvariantCulture);
}
