using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>What one iteration over a map consists of: the time of every part, what it reads and writes and computes, and the share of what
/// the machine could do.</summary>
internal static class IterationTable
{
    private const int WarmUps = 5;
    private const int Runs = 15;

    /// <summary>Floating-point operations of a pair's attraction: difference, distance, kernel, logarithm and three sums.</summary>
    private const double OperationsPerEntry = 36;

    public static int Run(string[] args)
    {
        Dataset data = DataFile.Read(args[0], new ImportOptions());
        Matrix map = Table.Read(args[1]);
        SneMethod method = args.Length > 2 ? Enum.Parse<SneMethod>(args[2]) : SneMethod.TSne;
        double spacing = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 0.18;
        int threads = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 1;
        using var team = new ThreadTeam(Environment.ProcessorCount);
        var options = new AffinityOptions { Neighbor = NeighborSearch.Auto, NeighborCount = 90, IsGraph = true };
        Affinities affinities = Affinities.Create(data, options, team);
        using var crew = new ThreadTeam(threads);
        Console.WriteLine(FormattableString.Invariant(
            $"{method}, {map.Rows} points, spacing {spacing}, {threads} threads; memory {Bandwidth(crew):0.0} GB/s"));
        Console.WriteLine("| part | ms | MB | GB/s | Mflop | Gflop/s |");
        Console.WriteLine("|---|---|---|---|---|---|");
        new Objective(method).Accept(new Parts(affinities, map, spacing, crew));
        return 0;
    }

    /// <summary>Bytes that the threads read and write in a second, of arrays far larger than the cache of a core.</summary>
    private static double Bandwidth(ThreadTeam team)
    {
        const int Block = 1 << 20;
        var source = new float[64 * Block];
        var target = new float[64 * Block];
        double best = Least(() => team.Run(64, block => source.AsSpan(block * Block, Block).CopyTo(target.AsSpan(block * Block))));
        return 2e-6 * sizeof(float) * source.Length / best;
    }

    /// <summary>The processor's time of this process, in ticks of 100 ns: what others do on the machine is no part of it.</summary>
    private static long Now() => Environment.CpuUsage.TotalTime.Ticks;

    private static double Milliseconds(long start, long end) => 1e-4 * (end - start);

    /// <summary>The least of several times, in milliseconds: the one that others disturbed least.</summary>
    private static double Least(Action action)
    {
        double least = double.PositiveInfinity;
        for (int run = 0; run < WarmUps + Runs; run++)
        {
            long start = Now();
            action();
            least = Math.Min(least, Milliseconds(start, Now()));
        }

        return least;
    }

    /// <summary>Nodes that the near part of a kernel reaches, as in the product.</summary>
    private const int Reach = 93;

    private sealed class Parts(Affinities affinities, Matrix map, double spacing, ThreadTeam team) : IObjectiveVisitor<bool>
    {
        public bool Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            int n = map.Rows;
            var gradient = new Matrix(n, 2);
            using (var weights = NeighborWeights.Build(affinities, TNormalization.IsJoint, team))
            {
                using var attraction = new NearAttraction<TKernel>(weights, kernel, 2, team);
                double entries = weights.Size;
                Print("attraction", Least(() => attraction.Evaluate(map, 1, gradient)), (6 * entries) + (56.0 * n), OperationsPerEntry * entries);
            }

            var bounds = new MapBounds(n, 2, team);
            Print("box", Least(() => bounds.Take(map)), 16.0 * n, 4.0 * n);
            using var convolution = new Timed(TKernel.IsSeparable
                ? new SeparableConvolution<Lanes512<float>, float>(Weight, team)
                : new SplitConvolution<Lanes512<float>, Lanes256<float>, float>(Weight, kernel.NearShare, team));
            using var field = new GridField<Lanes256<float>, float>(n, 2, convolution, team);
            GridGeometry grid = GridGeometry.For(spacing, bounds.Extents);
            Print("tiles", Least(() => field.Place(map, bounds.Origin, grid)), 52.0 * n, 8.0 * n);
            var potential = new double[n];
            double lay = double.PositiveInfinity;
            double transform = double.PositiveInfinity;
            double read = double.PositiveInfinity;
            Least(() =>
            {
                long start = Now();
                field.Sum(null, potential, gradient.Values);
                long end = Now();
                lay = Math.Min(lay, Milliseconds(start, convolution.Start));
                transform = Math.Min(transform, Milliseconds(convolution.Start, convolution.End));
                read = Math.Min(read, Milliseconds(convolution.End, end));
            });
            Print("spreading", lay, (8 * grid.Size) + (12.0 * n), 160.0 * n);
            (double bytes, double operations) = TKernel.IsSeparable ? (16 * grid.Size, 0) : Transform(grid);
            Print($"transform ({grid.Height} x {grid.Width})", transform, bytes, operations);
            Print("gathering", read, (4 * grid.Size) + (36.0 * n), 300.0 * n);
            long first = Now();
            using IGridConvolution<float> fresh = TKernel.IsSeparable
                ? new SeparableConvolution<Lanes512<float>, float>(Weight, team)
                : new SplitConvolution<Lanes512<float>, Lanes256<float>, float>(Weight, kernel.NearShare, team);
            fresh.Prepare(grid);
            Print("a new grid", Milliseconds(first, Now()), 0, 0);
            return true;

            double Weight(double squaredDistance) => Math.Exp(kernel.LogWeight(squaredDistance));
        }

        /// <summary>What a convolution in two parts reads and writes, and its operations: transforms of half the ring in both directions, each
        /// axis once for the nodes and once for the frequencies, and a sum of eight terms to the coarse grid and one from it for every node.</summary>
        private static (double Bytes, double Operations) Transform(GridGeometry grid)
        {
            double ring = KernelSpectrum.RingLength(grid.Height, Reach) * (double)KernelSpectrum.RingLength(grid.Width, Reach);
            double spectrum = 0.5 * ring * grid.Width / KernelSpectrum.RingLength(grid.Width, Reach);
            double bytes = sizeof(float) * ((5 * grid.Size) + (4 * 2 * spectrum) + (0.25 * ring));
            return (bytes, (0.375 * 5 * ring * Math.Log2(ring)) + (32 * grid.Size));
        }

        private static void Print(string part, double milliseconds, double bytes, double operations) => Console.WriteLine(FormattableString.Invariant(
            $"| {part} | {milliseconds:0.00} | {bytes * 1e-6:0.0} | {bytes * 1e-6 / milliseconds:0.0} | {operations * 1e-6:0.0} | {operations * 1e-6 / milliseconds:0.0} |"));
    }

    /// <summary>A convolution, and when it was last begun and ended.</summary>
    private sealed unsafe class Timed(IGridConvolution<float> inner) : IGridConvolution<float>
    {
        public long Start { get; private set; }

        public long End { get; private set; }

        public void Prepare(GridGeometry grid) => inner.Prepare(grid);

        public float* Convolve(float* nodes)
        {
            Start = Now();
            float* field = inner.Convolve(nodes);
            End = Now();
            return field;
        }

        public void Dispose() => inner.Dispose();
    }
}
