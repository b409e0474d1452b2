using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>A search for neighbors in a process of its own: data.npy, neighbors of a point, the search, the file that takes their indices, and
/// the metric. Prints seconds, seconds of all processors, peak memory in MiB and the recall that is told.</summary>
internal static class NeighborRun
{
    public static int Run(string[] args)
    {
        Matrix data = DataFile.Read(args[0], new ImportOptions()).Values;
        int count = int.Parse(args[1], CultureInfo.InvariantCulture);
        NeighborMetric metric = args.Length > 4 ? Enum.Parse<NeighborMetric>(args[4]) : NeighborMetric.Euclidean;
        int threads = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        using var team = new ThreadTeam(threads);
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        NeighborGraph graph = NearestNeighbors.Find(data, count, Enum.Parse<NeighborSearch>(args[2]), metric, 1, team);
        double seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        double work = (process.TotalProcessorTime - before).TotalSeconds;
        if (args[3] != "-")
            Write(args[3], graph);
        Console.WriteLine(FormattableString.Invariant(
            $"{seconds:0.00} {work:0.00} {process.PeakWorkingSet64 / 1048576.0:0} {graph.Recall:0.0000} {graph.Search}"));
        return 0;
    }

    private static void Write(string path, NeighborGraph graph)
    {
        using var file = new BinaryWriter(new BufferedStream(File.Create(path), 1 << 20));
        for (int i = 0; i < graph.Count; i++)
        {
            foreach (int j in graph.Neighbors(i))
                file.Write(j);
        }
    }
}
