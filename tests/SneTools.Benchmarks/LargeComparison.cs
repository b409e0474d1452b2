using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>Whole embeddings of many points: ours and every rival's, in turn, each in a process of its own, with the costs of
/// all maps over the same probabilities between exact nearest neighbors (approximate ones where that would take hours).</summary>
internal static class LargeComparison
{
    /// <summary>The most points whose costs are summed over all pairs; beyond, the sums come from the grid, which agrees to six
    /// digits.</summary>
    private const int ExactCostLimit = 100_000;

    public static int Run(string name, Dataset data, string[] args, Func<string[], string, string, string> option)
    {
        string perplexity = option(args, "--perplexity", "30");
        string iterations = option(args, "--iterations", "750");
        string[] own = option(args, "--own-iterations", iterations).Split(',');
        string[] methods = option(args, "--method", "TSne").Split(',');
        string tolerance = option(args, "--tolerance", "0");
        string[] rivals = option(args, "--rival", string.Join(',', Rival.Fast.Select(rival => rival.Name))).Split(',');
        string folder = Directory.CreateTempSubdirectory("snetools").FullName;
        string table = Path.Combine(folder, "data.npy");
        string map = Path.Combine(folder, "map.csv");
        Table.WriteNpy(table, data.Values);
        using var team = new ThreadTeam(Environment.ProcessorCount);
        Affinities? affinities = null;
        Console.WriteLine($"{name}: {data}, perplexity {perplexity}, at most {iterations} iterations");
        Console.WriteLine("| method | program | seconds | cost | peak memory, MiB | iterations, end, recall, stages |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (SneMethod method in methods.Select(Enum.Parse<SneMethod>))
        {
            foreach (string count in own)
            {
                string? output = Rival.Capture(
                    "dotnet",
                    [typeof(Comparison).Assembly.Location, "embed", table, map, perplexity, count, method.ToString(), nameof(OptimizerKind.Auto), tolerance]);
                Print("SneTools", output, method);
            }

            foreach (Rival rival in Rival.Fast.Where(rival => rival.Method == method && rivals.Contains(rival.Name)))
                Print(rival.Name, rival.Run(table, map, perplexity, iterations), method);
        }

        Directory.Delete(folder, recursive: true);
        return 0;

        void Print(string program, string? output, SneMethod method)
        {
            if (output is null)
            {
                Console.WriteLine($"| {method} | {program} | not here | | | |");
                return;
            }

            string[] figures = output.Split('\n')[^1].Split(' ', 3);
            double cost = Cost(Table.Read(map), method);
            Console.WriteLine(FormattableString.Invariant(
                $"| {method} | {program} | {Number(figures[0]):0.0} | {cost:0.####} | {Number(figures[1]):0} | {figures.ElementAtOrDefault(2)} |"));
        }

        double Cost(Matrix points, SneMethod method)
        {
            var pairs = new AffinityOptions
            {
                Width = KernelWidth.OfPerplexity(Number(perplexity)),
                Neighbor = data.Count <= ExactCostLimit ? NeighborSearch.Exact : NeighborSearch.Auto,
                NeighborCount = (int)Math.Ceiling(3 * Number(perplexity)),
            };
            affinities ??= Affinities.Create(data, pairs, team);
            using var engine = SneTools.Cost.Create(
                affinities,
                new Objective(method),
                points.Columns,
                data.Count <= ExactCostLimit ? EngineKind.Exact : EngineKind.Interpolated,
                NumericPrecision.Double,
                team);
            return engine.Evaluate(points, 1, new Matrix(points.Rows, points.Columns)).Divergence;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
