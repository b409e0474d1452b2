using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>Our own map in a process of its own, as the rivals have theirs: data.csv or data.npy, map.csv, perplexity,
/// iterations, method, optimizer, and a tolerance of 0 if all iterations are to be made. Prints seconds and peak memory in MiB, and
/// on the same line the iterations, why they ended, the recall of the neighbors and the stages.</summary>
internal static class OwnRun
{
    public static int Run(string[] args)
    {
        Matrix data = Path.GetExtension(args[0]) == ".npy"
            ? DataFile.Read(args[0], new ImportOptions()).Values
            : Table.Read(args[0]);
        var options = new EmbeddingOptions
        {
            Objective = new Objective(Enum.Parse<SneMethod>(args[4])),
            KeepsNeighbors = false,
            Perplexity = double.Parse(args[2], CultureInfo.InvariantCulture),
            Descent = new DescentOptions
            {
                MaxIteration = int.Parse(args[3], CultureInfo.InvariantCulture),
                Optimizer = Enum.Parse<OptimizerKind>(args[5]),
                Tolerance = args.Length > 6 ? double.Parse(args[6], CultureInfo.InvariantCulture) : new DescentOptions().Tolerance,
            },
        };
        string[] columns = [.. Enumerable.Range(1, data.Columns).Select(k => FormattableString.Invariant($"X{k}"))];
        var clock = Stopwatch.StartNew();
        Embedding embedding = StochasticNeighborEmbedding.Fit(new Dataset(data, columns), options);
        double seconds = clock.Elapsed.TotalSeconds;
        Table.Write(args[1], embedding.Map);
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{seconds} {process.PeakWorkingSet64 / 1048576.0} {embedding.Iterations} {embedding.StopReason} {embedding.NeighborRecall:0.000} {string.Join(", ", embedding.Stages)}"));
        return 0;
    }
}
