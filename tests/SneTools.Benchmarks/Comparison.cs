using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>Whole embeddings of one data set: ours and every rival's that the machine has, in turn, each in a process of
/// its own, with the costs of all maps computed by one evaluator.</summary>
internal static class Comparison
{
    /// <summary>The number of points beyond which only programs that do not visit all pairs are compared.</summary>
    private const int ManyPoints = 2000;

    public static int Run(string[] args)
    {
        string label = Option(args, "--label", string.Empty);
        string perplexity = Option(args, "--perplexity", "30");
        string iterations = Option(args, "--iterations", "1000");
        string methods = Option(args, "--method", string.Empty);
        Dataset data = DataFile.Read(
            args[0], new ImportOptions { Columns = new ColumnSelection(Label: label.Length > 0 ? [label] : null) });
        if (args.Contains("--standardize"))
            data = data.Standardize();
        if (data.Count > ManyPoints)
            return LargeComparison.Run(Path.GetFileName(args[0]), data, args, Option);

        string folder = Directory.CreateTempSubdirectory("snetools").FullName;
        string table = Path.Combine(folder, "data.csv");
        Table.Write(table, data.Values);
        Console.WriteLine($"{Path.GetFileName(args[0])}: {data}, perplexity {perplexity}, {iterations} iterations");
        Console.WriteLine("| method | program | seconds | cost | peak memory, MiB |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            if (methods.Length > 0 && !methods.Split(',').Contains(method.ToString()))
                continue;
            foreach (OptimizerKind optimizer in new[] { OptimizerKind.GradientDescent, OptimizerKind.LBfgs })
            {
                string map = Path.Combine(folder, "map.csv");
                string? output = Rival.Capture(
                    "dotnet",
                    [typeof(Comparison).Assembly.Location, "embed", table, map, perplexity, iterations, method.ToString(), optimizer.ToString()]);
                Print(data, method, $"SneTools {optimizer}", output, map, perplexity);
            }

            foreach (Rival rival in Rival.All.Where(rival => rival.Method == method))
            {
                string map = Path.Combine(folder, "map.csv");
                Print(data, method, rival.Name, rival.Run(table, map, perplexity, iterations), map, perplexity);
            }
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void Print(Dataset data, SneMethod method, string name, string? output, string map, string perplexity)
    {
        if (output is null)
        {
            Console.WriteLine($"| {method} | {name} | not here | | |");
            return;
        }

        double[] figures = [.. output.Split('\n')[^1].Split(' ').Take(2).Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
        double cost = Cost(data.Values, Table.Read(map), method, double.Parse(perplexity, CultureInfo.InvariantCulture));
        Console.WriteLine(FormattableString.Invariant(
            $"| {method} | {name} | {figures[0]:0.00} | {cost:0.0000} | {figures[1]:0} |"));
    }

    /// <summary>The cost of any map, in double precision over the same probabilities.</summary>
    private static double Cost(Matrix points, Matrix map, SneMethod method, double perplexity)
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);
        using Cost engine = StepTable.Prepare(points, method, NumericPrecision.Double, team, perplexity);
        return engine.Evaluate(map, 1, new Matrix(map.Rows, map.Columns)).Divergence;
    }

    private static string Option(string[] args, string name, string otherwise)
    {
        int place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? args[place + 1] : otherwise;
    }
}
