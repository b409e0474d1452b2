using System.Globalization;

namespace SneTools.ZooTests;

/// <summary>Maps that compete for the best cost, all judged by the same code over the same P.</summary>
internal static class Candidates
{
    /// <summary>The maps that other programs left in a folder, as maps/TABLE__METHOD__PROGRAM__VERSION.csv.</summary>
    public static IReadOnlyList<Candidate> OfRivals(string folder, ZooTable table, SneMethod method)
    {
        var result = new List<Candidate>();
        string maps = Path.Combine(folder, "maps");
        if (!Directory.Exists(maps))
            return result;
        foreach (string path in new[] { table.Name, table.Twin }.OfType<string>()
            .SelectMany(name => Directory.EnumerateFiles(maps, $"{name}__{method}__*.csv"))
            .Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileNameWithoutExtension(path).Split("__");
            double[][] map = [.. File.ReadLines(path).Select(line => line.Split(',').Select(Number).ToArray())];
            if (map.Length == table.Count && map.All(row => row.All(double.IsFinite)))
                result.Add(Judge(table, method, map, parts[2], parts[3]));
        }

        return result;

        static double Number(string cell) =>
            double.TryParse(cell.Trim(' ', '"'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }

    /// <summary>Our own by several settings. One that fails does not compete.</summary>
    public static IReadOnlyList<Candidate> OfOurs(ZooTable table, SneMethod method)
    {
        // Where all distances are equal this is the best map there is.
        double[][] oneSpot = [.. table.Rows.Select(_ => new double[table.Dimension])];
        var result = new List<Candidate> { Judge(table, method, oneSpot, "one spot", "-") };
        foreach ((string name, EmbeddingOptions options) in Settings(table.Options(method), table.Count))
        {
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                Embedding embedding = StochasticNeighborEmbedding.Fit(table.ToDataset(), options, null, limit.Token);
                if (embedding.Map.Values.All(double.IsFinite))
                    result.Add(Judge(table, method, ZooRun.ToRows(embedding.Map), "SneTools", name));
            }
            catch (Exception error) when (error is SneException or OperationCanceledException or ArithmeticException)
            {
                Console.Error.WriteLine($"{table} by {method}, {name}: {error.Message}");
            }
        }

        return result;
    }

    /// <summary>A candidate as a line of a table.</summary>
    public static string Line(ZooTable table, SneMethod method, Candidate map) => string.Create(
        CultureInfo.InvariantCulture,
        $"{table},{method},{map.Who},{map.Version},{map.Cost:g8},{map.Shape.Extent:g4},{map.Shape.Nearest:g4}");

    private static IEnumerable<(string Name, EmbeddingOptions Options)> Settings(EmbeddingOptions plain, int n)
    {
        DescentOptions descent = plain.Descent with { MaxIteration = n <= 1000 ? 3000 : 2000, Tolerance = 1e-9 };
        DescentOptions exaggerated = descent with { EarlyExaggeration = n <= 500 ? 4 : 12 };
        yield return ("default", plain);
        yield return ("descent", plain with { Descent = descent with { Optimizer = OptimizerKind.GradientDescent, EarlyExaggeration = 1 } });
        yield return ("exaggerated", plain with { Descent = exaggerated with { Optimizer = OptimizerKind.GradientDescent } });
        if (n > 1000)
            yield break;
        yield return ("polished", plain with { Descent = descent with { Optimizer = OptimizerKind.LBfgs } });
        yield return ("exaggerated and polished", plain with { Descent = exaggerated with { Optimizer = OptimizerKind.LBfgs } });
        if (n > 300)
            yield break;
        yield return ("five restarts", plain with { Restart = 6, Descent = exaggerated with { Optimizer = OptimizerKind.LBfgs, MaxIteration = 1500 } });
        yield return ("jitter", plain with { Descent = exaggerated with { Optimizer = OptimizerKind.GradientDescent, Jitter = 0.3 } });
    }

    private static Candidate Judge(ZooTable table, SneMethod method, double[][] map, string who, string version)
    {
        double cost = Verdict.Of(TableProbabilities.Of(table), map, method).Mean(method);
        return new Candidate(who, version, cost, MapShape.Of(map, table.Rows));
    }
}
