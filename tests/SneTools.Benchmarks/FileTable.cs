using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>The time in which a table becomes a matrix, beside pandas and R's data.table: the programs in turn, several times, each time in a
/// process of its own.</summary>
internal static class FileTable
{
    private const int Runs = 5;

    public static int Run(string[] args)
    {
        string path = args[0];
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(path)}: {new FileInfo(path).Length / 1e6:0} MB, {Environment.ProcessorCount} cores, the fastest of {Runs} runs"));
        Console.WriteLine("| program | seconds | peak memory, MiB | sum of all cells |");
        Console.WriteLine("|---|---|---|---|");
        var own = new List<double[]>();
        var pandas = new List<double[]>();
        var single = new List<double[]>();
        var all = new List<double[]>();
        for (int run = 0; run < Runs; run++)
        {
            own.Add(Figures(Rival.Capture("dotnet", [typeof(FileTable).Assembly.Location, "read", path])));
            pandas.Add(Figures(Rival.Execute("python3", ["pandas_read.py", path]) ?? Rival.Execute("/usr/bin/python3", ["pandas_read.py", path])));
            single.Add(Figures(Rival.Execute("Rscript", ["fread.R", path, "1"])));
            all.Add(Figures(Rival.Execute("Rscript", ["fread.R", path, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)])));
        }

        Print("SneTools, to a matrix", own, 0);
        Print("pandas.read_csv, to a frame", pandas, 0);
        Print("pandas.read_csv, to a matrix", pandas, 2);
        Print("fread on one core, to a table", single, 0);
        Print("fread on one core, to a matrix", single, 2);
        Print("fread on all cores, to a table", all, 0);
        Print("fread on all cores, to a matrix", all, 2);
        return 0;
    }

    /// <summary>Our own reading, in a process of its own: seconds, peak memory in MiB, seconds again, and the sum of all cells.
    /// </summary>
    public static int Read(string[] args)
    {
        var clock = Stopwatch.StartNew();
        Dataset data = DataFile.Read(args[0], new ImportOptions());
        double seconds = clock.Elapsed.TotalSeconds;
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{seconds} {process.PeakWorkingSet64 / 1048576.0} {seconds} {data.Values.Values.Sum()}"));
        return 0;
    }

    private static double[] Figures(string? output) =>
        output is null ? [] : [.. output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    private static void Print(string program, List<double[]> runs, int figure)
    {
        double[][] there = [.. runs.Where(run => run.Length > 0).OrderBy(run => run[figure])];
        if (there.Length == 0)
        {
            Console.WriteLine($"| {program} | not here | | |");
            return;
        }

        double[] best = there[0];
        Console.WriteLine(FormattableString.Invariant($"| {program} | {best[figure]:0.00} | {best[1]:0} | {best[3]} |"));
    }
}
