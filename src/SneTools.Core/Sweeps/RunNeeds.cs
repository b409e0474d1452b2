namespace SneTools;

/// <summary>What a run takes, estimated before it begins: good enough to share out cores and memory, and to tell how much is left.</summary>
/// <param name="Bytes">Memory at its peak, without what it shares with others.</param>
/// <param name="SharedBytes">Memory of what it shares with others: data, neighbors, affinities.</param>
/// <param name="Seconds">Seconds of one core.</param>
/// <param name="SharedSeconds">Seconds of one core for what it shares.</param>
/// <param name="MostThreads">Threads beyond which a step has too little to do for more.</param>
public readonly record struct RunNeeds(double Bytes, double SharedBytes, double Seconds, double SharedSeconds, int MostThreads)
{
    /// <summary>Seconds of a step for which another thread is worth its while.</summary>
    private const double SecondsOfThread = 2e-4;
    private const int AllThreads = 64;

    /// <summary>Seconds of a step and point: exactly per pair, or by a grid with so many neighbors. Measured on a core of 2020.</summary>
    private const double SecondsOfPair = 1.5e-9;
    private const double SecondsOfPoint = 2.5e-7;
    private const double SecondsOfNeighbor = 3e-9;

    /// <summary>Seconds of a search for neighbors, per pair of points and number; beyond some tens of thousands of points it grows as n^1.5.</summary>
    private const double SecondsOfDistance = 2.5e-10;
    private const double ExactPoints = 20_000;

    /// <summary>Bytes for one pair of neighbors, in the graph and as a weight in both directions; and of the state of one point.</summary>
    private const double BytesOfNeighbor = 12;
    private const double BytesOfWeight = 16;
    private const double BytesOfPoint = 400;

    /// <summary>Seconds and bytes of a run of a few points.</summary>
    private const double LeastSeconds = 0.02;
    private const double LeastBytes = 1 << 22;

    /// <summary>Bytes of a batch of rows on their way, and of a row and neighbor of a model; seconds of a row, placed by a model of some tens of
    /// thousands of points.</summary>
    private const double BytesOfBatch = 1 << 28;
    private const double SecondsOfRow = 5e-5;

    /// <summary>Estimates a shard.</summary>
    /// <param name="run">The shard.</param>
    /// <param name="modelBytes">Bytes of the model's file.</param>
    internal static RunNeeds OfShard(PlannedRun run, long modelBytes) =>
        new(BytesOfBatch + (2.0 * modelBytes), 2.0 * modelBytes, LeastSeconds + (SecondsOfRow * run.Rows), LeastSeconds + (1e-8 * modelBytes), AllThreads);

    /// <summary>Estimates a run.</summary>
    /// <param name="run">The run.</param>
    internal static RunNeeds Of(PlannedRun run)
    {
        EmbeddingOptions options = run.Settings.Embedding;
        double n = run.Rows;
        double h = Math.Max(1, run.Columns);
        EnginePlan plan = SharedKey.Plan(run);
        double k = Math.Min(plan.NeighborCount, n - 1);
        double prepared = options.PrincipalComponent ?? h;
        bool isExact = plan.Kind == EngineKind.Exact;
        double iterations = DescentWays.Iterations(options, run.Rows);
        double pairs = isExact ? n * n : n * k;
        double step = isExact ? SecondsOfPair * n * n : n * (SecondsOfPoint + (SecondsOfNeighbor * k));
        double bytes = isExact && !plan.HasGraph(options, run.Rows) ? 16 * n * n : (BytesOfWeight * pairs) + (1 << 26);
        double shared = (8 * n * (h + (prepared < h || options.Standardize ? prepared : 0))) + (isExact && k >= n - 1 ? 0 : BytesOfNeighbor * n * k);
        double search = SecondsOfDistance * n * prepared * (n > ExactPoints ? ExactPoints * Math.Sqrt(n / ExactPoints) : n);
        return new RunNeeds(
            LeastBytes + bytes + (BytesOfPoint * n * DescentWays.Of(options, run.Rows, 0).Length),
            LeastBytes + shared,
            LeastSeconds + (iterations * step),
            LeastSeconds + search + (2e-8 * n * h),
            (int)Math.Clamp(step / SecondsOfThread, 1, AllThreads));
    }
}
