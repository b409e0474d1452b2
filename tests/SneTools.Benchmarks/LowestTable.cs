using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>The cost of our map of few points beside those of other programs and beside the lowest known, all by one evaluator in double
/// precision over the probabilities between all pairs.</summary>
/// <remarks>A cost can be lowered by a fraction of a percent by driving groups apart without end, to a map that shows a dot for each: a map
/// competes if it is at most three times as wide as the median of those that cost at most a tenth more than the lowest.</remarks>
internal static class LowestTable
{
    /// <summary>How many times as wide as others a map may be and compete.</summary>
    private const double Torn = 3;

    public static int Run(string[] args)
    {
        string folder = Path.GetFullPath(Option(args, "--folder") ?? Directory.CreateTempSubdirectory("snetools").FullName);
        string[]? sets = Option(args, "--set")?.Split(',');
        string[] methods = Option(args, "--method")?.Split(',') ?? Enum.GetNames<SneMethod>();
        int starts = int.Parse(Option(args, "--starts") ?? "0", CultureInfo.InvariantCulture);
        bool isBrief = args.Contains("--own");
        bool isKept = args.Contains("--kept");
        Directory.CreateDirectory(folder);
        Console.WriteLine("| data | method | SneTools | width | iterations | seconds of a core | best of other programs | width | by | lowest known | width | by | above it |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (FewPointSet set in FewPointSets.All(Option(args, "--data") ?? Path.Combine("tests", "data")))
        {
            if (sets?.Contains(set.Name) == false)
                continue;
            foreach (string method in methods)
                Print(set, Enum.Parse<SneMethod>(method), folder, starts, isBrief, isKept);
        }

        return 0;
    }

    private static void Print(FewPointSet set, SneMethod method, string folder, int starts, bool isBrief, bool isKept)
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);
        Dataset data = FewPointSets.Dataset(set.Points);
        using Cost engine = StepTable.Prepare(set.Points, method, NumericPrecision.Double, team, set.Perplexity);
        var options = new EmbeddingOptions { Objective = new Objective(method), Perplexity = set.Perplexity };
        StochasticNeighborEmbedding.Fit(data, options with { Descent = new DescentOptions { MaxIteration = 3 } });
        var clock = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        Embedding own = StochasticNeighborEmbedding.Fit(data, options);
        process.Refresh();
        double seconds = (process.TotalProcessorTime - before).TotalSeconds;
        var maps = new List<Entry> { new("SneTools", own.Map, Evaluate(engine, own.Map)) };
        if (!isBrief)
            maps.AddRange(Rivals(set, method, folder, isKept).Select(map => new Entry(map.Name, map.Map, Evaluate(engine, map.Map))));
        Entry? rival = maps.Skip(1).MinBy(map => map.Cost);
        maps.AddRange(new LowestSearch(data, options, starts).Maps().Select(map => new Entry(map.Name, map.Map, Evaluate(engine, map.Map))));
        double good = 1.1 * maps.Min(map => map.Cost);
        double[] widths = [.. maps.Where(map => map.Cost <= good).Select(map => map.Width).Order()];
        Entry lowest = maps.Where(map => map.Width <= Torn * widths[widths.Length / 2]).MinBy(map => map.Cost)!;
        string best = rival is null ? "| |" : FormattableString.Invariant($"{rival.Cost:g7} | {rival.Width:0} | {rival.Name}");
        Console.WriteLine(FormattableString.Invariant(
            $"| {set.Name} | {method} | {maps[0].Cost:g7} | {maps[0].Width:0} | {own.Iterations} | {seconds:0.00} | {best} | {lowest.Cost:g7} | {lowest.Width:0} | {lowest.Name} | {100 * ((maps[0].Cost / lowest.Cost) - 1):0.00} % |"));
    }

    private static double Evaluate(Cost engine, Matrix map) => engine.Evaluate(map, 1, new Matrix(map.Rows, map.Columns)).Divergence;

    /// <summary>The maps of other programs, which are made where the folder has none, unless only those that it has are wanted.</summary>
    private static IEnumerable<(string Name, Matrix Map)> Rivals(FewPointSet set, SneMethod method, string folder, bool isKept)
    {
        string table = Path.Combine(folder, $"{set.Name}.csv");
        if (!File.Exists(table))
            Table.Write(table, set.Points);
        foreach (Rival rival in Rival.Lowest(set.Points.Rows).Where(rival => rival.Method == method))
        {
            string map = Path.Combine(folder, $"{set.Name}__{method}__{rival.Name}.csv");
            if (!isKept && !File.Exists(map))
            {
                string? output = rival.Run(table, map, set.Perplexity.ToString(CultureInfo.InvariantCulture), "1000");
                Console.Error.WriteLine($"{set.Name}, {method}, {rival.Name}: {output ?? "not here"}");
            }

            if (File.Exists(map))
                yield return (rival.Name, Table.Read(map));
        }
    }

    private static string? Option(string[] args, string name)
    {
        int place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? args[place + 1] : null;
    }

    private sealed record Entry(string Name, Matrix Map, double Cost)
    {
        public double Width { get; } = Enumerable.Range(0, Map.Columns).Max(c =>
        {
            double[] x = [.. Enumerable.Range(0, Map.Rows).Select(i => Map[i, c])];
            return x.Max() - x.Min();
        });
    }
}
