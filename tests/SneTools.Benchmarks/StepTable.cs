using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>One exact gradient step of every method, in time, in pairs a second and as a share of what the processor can
/// do, beside scikit-learn's exact step on the same map.</summary>
internal static class StepTable
{
    /// <summary>Operations on an unordered pair in two dimensions, both passes: additions, multiplications and divisions,
    /// a fused multiply-add as two. Counted in the source; the logarithm of the Student kernels as twenty.</summary>
    private static readonly Dictionary<SneMethod, int> Operations = new()
    {
        [SneMethod.Sne] = 25 + 38,
        [SneMethod.SymmetricSne] = 25 + 38,
        [SneMethod.TSne] = 9 + 42,
        [SneMethod.TConditionalSne] = 9 + 42,
    };

    public static int Run(string[] args)
    {
        string source = args.Length > 0 ? args[0] : "10000";
        double peak = ArithmeticPeak.MeasureSingle();
        Matrix points = File.Exists(source)
            ? Table.Read(source)
            : MapInitialization.Random(int.Parse(source, CultureInfo.InvariantCulture), 50, 1, 1);
        int n = points.Rows;
        Matrix map = MapInitialization.Random(n, 2, 3, 2);
        double? rival = RivalStep(source);
        Console.WriteLine(FormattableString.Invariant(
            $"n = {n}, {Environment.ProcessorCount} cores, peak {peak / 1e9:0} Gflop/s in single precision"));
        Console.WriteLine(rival is null
            ? "scikit-learn is not here"
            : FormattableString.Invariant($"scikit-learn, exact t-SNE, one step: {1000 * rival:0} ms"));
        Console.WriteLine("| method | precision | affinities, s | step, ms | Gpairs/s | share of peak | times scikit-learn's speed |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (NumericPrecision precision in new[] { NumericPrecision.Single, NumericPrecision.Double })
        {
            foreach (SneMethod method in Enum.GetValues<SneMethod>())
                PrintRow(points, map, method, precision, peak, rival);
        }

        return 0;
    }

    /// <summary>The cost of a method over all pairs of points.</summary>
    public static Cost Prepare(Matrix points, SneMethod method, NumericPrecision precision, ThreadTeam team, double perplexity = 30)
    {
        var data = new Dataset(points, [.. Enumerable.Range(1, points.Columns).Select(k => $"x{k}")]);
        var affinities = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(perplexity), NeighborCount = points.Rows - 1 }, team);
        return Cost.Create(affinities, new Objective(method), 2, EngineKind.Exact, precision, team);
    }

    private static void PrintRow(
        Matrix points,
        Matrix map,
        SneMethod method,
        NumericPrecision precision,
        double peak,
        double? rival)
    {
        using var team = new ThreadTeam(Environment.ProcessorCount);
        var clock = Stopwatch.StartNew();
        using Cost engine = Prepare(points, method, precision, team);
        double affinities = clock.Elapsed.TotalSeconds;
        var gradient = new Matrix(map.Rows, 2);
        engine.Evaluate(map, 1, gradient);
        var times = new double[9];
        for (int k = 0; k < times.Length; k++)
        {
            clock.Restart();
            engine.Evaluate(map, 1, gradient);
            times[k] = clock.Elapsed.TotalSeconds;
        }

        Array.Sort(times);
        double step = times[times.Length / 2];
        double pairs = 0.5 * map.Rows * (map.Rows - 1) / step;
        string share = precision == NumericPrecision.Single
            ? FormattableString.Invariant($"{100 * pairs * Operations[method] / peak:0} %")
            : FormattableString.Invariant($"{200 * pairs * Operations[method] / peak:0} %");
        string ratio = rival is { } other ? FormattableString.Invariant($"{other / step:0}") : "–";
        Console.WriteLine(FormattableString.Invariant(
            $"| {method} | {precision} | {affinities:0.00} | {1000 * step:0.0} | {pairs / 1e9:0.00} | {share} | {ratio} |"));
    }

    private static double? RivalStep(string source)
    {
        string? output = Rival.Execute("python3", ["sklearn_step.py", source])
            ?? Rival.Execute("/usr/bin/python3", ["sklearn_step.py", source]);
        return output is null ? null : double.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }
}
