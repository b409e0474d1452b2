using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>New rows in the map of MNIST, beside openTSNE's transform: the time that they take, and how many of them most of their ten nearest
/// points in the map agree with about the digit.</summary>
internal static class PointTable
{
    private const int Neighbors = 10;

    public static int Run(string[] args)
    {
        (Matrix rows, string[] classes) = Read(args[0], "train", int.Parse(Option(args, "--rows", "60000"), CultureInfo.InvariantCulture));
        (Matrix added, string[] expected) = Read(args[0], "t10k", int.Parse(Option(args, "--add", "10000"), CultureInfo.InvariantCulture));
        string iterations = Option(args, "--iterations", "750");
        string folder = Directory.CreateTempSubdirectory("snetools").FullName;
        Console.WriteLine($"{rows.Rows} rows, {added.Rows} added, 50 principal components, perplexity 30, {iterations} iterations, {Environment.ProcessorCount} cores");
        Console.WriteLine("| method | program | map of | seconds for the new rows | before that | right, % | in the map itself, % | peak memory, MiB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string method in Option(args, "--method", "TSne,Sne,SymmetricSne,TConditionalSne").Split(','))
        {
            SneModel model = SneModel.Fit(Named(rows), new EmbeddingOptions
            {
                Objective = new Objective(Enum.Parse<SneMethod>(method)),
                PrincipalComponent = 50,
                Descent = new DescentOptions { MaxIteration = int.Parse(iterations, CultureInfo.InvariantCulture), Tolerance = 0 },
            }).Compact();
            Own(model, added, classes, expected);
            if (method != nameof(SneMethod.TSne))
                continue;
            string[] files = [.. new[] { "train.npy", "new.npy", "map.csv" }.Select(name => Path.Combine(folder, name))];
            using var team = new ThreadTeam(Environment.ProcessorCount);
            Table.WriteNpy(files[0], model.Data.Values);
            Table.WriteNpy(files[1], model.Preparation!.Apply(added, team));
            Table.Write(files[2], model.Map);
            foreach (string whose in Option(args, "--map", "given,own").Split(','))
                Other(files, whose, Path.Combine(folder, "placed.csv"), classes, expected);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void Own(SneModel model, Matrix added, string[] classes, string[] expected)
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);

        // The first call of a process compiles the code; the others of a session do not.
        using (var first = new PointPlacement(model, team))
            first.Place(new Matrix(1, added.Columns));
        var clock = Stopwatch.StartNew();
        using var placement = new PointPlacement(model, team);
        TimeSpan prepared = clock.Elapsed;
        PlacedPoints placed = placement.Place(added);
        TimeSpan end = clock.Elapsed;
        using Process process = Process.GetCurrentProcess();
        Print(
            model.Options.Objective.Method.ToString(), "SneTools", "SneTools", end - prepared, prepared,
            Vote(model.Map, classes, placed.Map, expected, 0), Vote(model.Map, classes, model.Map, classes, 1), process.PeakWorkingSet64 / 1048576.0);
    }

    private static void Other(string[] files, string whose, string result, string[] classes, string[] expected)
    {
        string[] arguments = ["opentsne_transform.py", .. files, "30", whose, result];
        string? output = Rival.Execute("python3", [.. arguments]) ?? Rival.Execute("/usr/bin/python3", [.. arguments]);
        if (output is null)
        {
            Console.WriteLine("| TSne | openTSNE | not here | | | | | |");
            return;
        }

        double[] figures = [.. output.Split('\n')[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Matrix map = Table.Read(result + ".map");
        Print(
            "TSne", "openTSNE", whose == "own" ? "openTSNE" : "SneTools", TimeSpan.FromSeconds(figures[0]), TimeSpan.FromSeconds(figures[1]),
            Vote(map, classes, Table.Read(result), expected, 0), Vote(map, classes, map, classes, 1), figures[2]);
    }

    private static void Print(string method, string program, string map, TimeSpan placed, TimeSpan before, double right, double own, double memory) =>
        Console.WriteLine(FormattableString.Invariant(
            $"| {method} | {program} | {map} | {placed.TotalSeconds:0.00} | {before.TotalSeconds:0.00} | {100 * right:0.00} | {100 * own:0.00} | {memory:0} |"));

    /// <summary>The share of points that most of their nearest agree with; of as many votes the nearer one counts.</summary>
    private static double Vote(Matrix map, string[] classes, Matrix places, string[] expected, int skipped)
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);
        var right = new bool[places.Rows];
        using var search = new QueryNeighbors(map, NeighborMetric.Euclidean, Neighbors + skipped, NeighborSearch.Exact, 0, team);
        NeighborTable table = search.Find(places).Table;
        for (int i = 0; i < places.Rows; i++)
        {
            int[] nearest = [.. table.Indices.AsSpan(i * table.NeighborCount, table.NeighborCount).ToArray().Where(j => skipped == 0 || j != i).Take(Neighbors)];
            right[i] = nearest.GroupBy(j => classes[j]).MaxBy(group => group.Count())!.Key == expected[i];
        }

        return right.Count(isRight => isRight) / (double)places.Rows;
    }

    private static Dataset Named(Matrix values) =>
        new(values, [.. Enumerable.Range(1, values.Columns).Select(k => FormattableString.Invariant($"X{k}"))]);

    private static (Matrix Rows, string[] Classes) Read(string folder, string name, int count)
    {
        Dataset data = DataFile.Read(
            Path.Combine(folder, $"{name}-images-idx3-ubyte"), new ImportOptions { LabelPath = Path.Combine(folder, $"{name}-labels-idx1-ubyte") });
        count = Math.Min(count, data.Count);
        return (new Matrix(count, data.Dimension, data.Values.Values[..(count * data.Dimension)]), [.. data.Labels[0].Values.Take(count).Select(text => text!)]);
    }

    private static string Option(string[] args, string name, string otherwise)
    {
        int place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? args[place + 1] : otherwise;
    }
}
