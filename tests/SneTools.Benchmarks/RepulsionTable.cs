using System.Diagnostics;
using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>One evaluation of the repulsion through a grid, over a tree and over all pairs, on maps of many widths, in two and in three
/// dimensions and with outliers: the times, and the errors of the gradient against sums over all pairs in double precision.</summary>
internal static class RepulsionTable
{
    private const int WarmUps = 3;
    private const int Runs = 5;

    /// <summary>What takes longer is run once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The most nodes that a grid is measured with where the engine holds it to be too large for so few points.</summary>
    private const long NodeLimit = 1 << 25;

    public static int Run(string[] args)
    {
        double tolerance = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1e-4;
        using var team = new ThreadTeam(Environment.ProcessorCount);
        Console.WriteLine(FormattableString.Invariant(
            $"{Environment.ProcessorCount} cores, error of the gradient asked for: {tolerance:0e0}"));
        Console.WriteLine("| method | map | n | grid, ms | its error | tree, ms | its error | all pairs, ms | Interpolated takes |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, Matrix map) in Maps())
        {
            foreach (SneMethod method in new[] { SneMethod.Sne, SneMethod.TSne })
                Console.WriteLine(new Objective(method).Accept(new Row(method, name, map, tolerance, team)));
        }

        return 0;
    }

    private static IEnumerable<(string Name, Matrix Map)> Maps()
    {
        foreach (int width in new[] { 100, 1_000, 10_000 })
            yield return ($"plane, {width} wide", Clusters(20_000, 2, width));
        Matrix map = Clusters(20_000, 2, 100);
        for (int k = 0; k < 10; k++)
        {
            map[2_000 * k, 0] += 10_000 * Math.Cos(k);
            map[2_000 * k, 1] += 10_000 * Math.Sin(k);
        }

        yield return ("plane, 100 wide, 10 outliers 10000 away", map);
        yield return ("plane, 60 wide", Clusters(2_100, 2, 60));
        yield return ("plane, 600 wide", Clusters(2_100, 2, 600));
        yield return ("space, 30 wide", Clusters(2_100, 3, 30));
        foreach (int count in new[] { 5_000, 20_000 })
        {
            foreach (int width in new[] { 15, 30, 60 })
                yield return ($"space, {width} wide", Clusters(count, 3, width));
        }
    }

    /// <summary>Twenty clusters in a cube, which together are so wide along their widest axis.</summary>
    private static Matrix Clusters(int n, int l, double width)
    {
        Matrix map = MapInitialization.Random(n, l, 1, 1);
        Matrix centers = MapInitialization.Random(20, l, 8, 2);
        double extent = 0;
        for (int c = 0; c < l; c++)
        {
            double least = double.PositiveInfinity;
            double most = double.NegativeInfinity;
            for (int i = 0; i < n; i++)
            {
                map[i, c] += centers[i % 20, c];
                least = Math.Min(least, map[i, c]);
                most = Math.Max(most, map[i, c]);
            }

            extent = Math.Max(extent, most - least);
        }

        return new Matrix(n, l, [.. map.Values.Select(y => y * width / extent)]);
    }

    private sealed class Row(SneMethod method, string name, Matrix map, double tolerance, ThreadTeam team) : IObjectiveVisitor<string>
    {
        public string Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            (int n, int l) = (map.Rows, map.Columns);
            using var own = new GridRepulsion<TKernel, TNormalization>(kernel, n, l, Tree, team);
            using var grid = new GridRepulsion<TKernel, TNormalization>(kernel, n, l, Tree, team, NodeLimit);
            using var tree = new TreeRepulsion<TKernel, TNormalization>(kernel, n, l, team);
            using IPairLoop pairs = PairLoops.Create<TKernel, TNormalization, float>(null, n, kernel, l, team);
            using IPairLoop judge = PairLoops.Create<TKernel, TNormalization, double>(null, n, kernel, l, team);
            var gradient = new Matrix(n, l);
            ((IRepulsion)judge).Evaluate(map, tolerance, gradient);
            own.Evaluate(map, tolerance, new Matrix(n, l));
            string gridFigures = Figures(grid, gradient);
            if (double.IsNaN(grid.Error))
                gridFigures = "too large | ";
            return FormattableString.Invariant(
                $"| {method} | {name} | {n} | {gridFigures} | {Figures(tree, gradient)} | {Time(pairs).Milliseconds:0.0} | {(double.IsNaN(own.Error) ? "tree" : "grid")} |");

            IRepulsion Tree() => new TreeRepulsion<TKernel, TNormalization>(kernel, n, l, team);
        }

        private string Figures(IRepulsion repulsion, Matrix expected)
        {
            (double milliseconds, Matrix gradient) = Time(repulsion);
            double difference = expected.Values.Zip(gradient.Values, (a, b) => (a - b) * (a - b)).Sum();
            double norm = expected.Values.Sum(a => a * a);
            return FormattableString.Invariant($"{milliseconds:0.0} | {Math.Sqrt(difference / norm):0.0e0}");
        }

        private (double Milliseconds, Matrix Gradient) Time(IRepulsion repulsion)
        {
            var gradient = new Matrix(map.Rows, map.Columns);
            for (int k = 0; k < WarmUps; k++)
            {
                long first = Stopwatch.GetTimestamp();
                repulsion.Evaluate(map, tolerance, gradient);
                if (k > 0 && Stopwatch.GetElapsedTime(first) > Patience)
                    return (Stopwatch.GetElapsedTime(first).TotalMilliseconds, gradient);
            }

            var times = new double[Runs];
            for (int k = 0; k < Runs; k++)
            {
                long start = Stopwatch.GetTimestamp();
                repulsion.Evaluate(map, tolerance, gradient);
                times[k] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            Array.Sort(times);
            return (times[Runs / 2], gradient);
        }
    }
}
