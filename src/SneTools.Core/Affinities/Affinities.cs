namespace SneTools;

/// <summary>
/// The probabilities between the points of a data set: which pairs, how wide a kernel, and out of them β, P and its entropy. They are
/// solved once and never change; every run, engine and report over them reads the same numbers.
/// </summary>
/// <remarks>p(j|i) = exp(-βᵢ d²ᵢⱼ) / Σₖ exp(-βᵢ d²ᵢₖ), p(i|i) = 0, over the neighbors of i (Hinton &amp; Roweis 2002, eq. 1).</remarks>
public sealed class Affinities
{
    /// <summary>A point that all others together give less probability than this has no pull on any of them.</summary>
    internal const double IsolationThreshold = 1e-16;

    /// <summary>Rows of P that are computed at a time.</summary>
    private const int Held = 16;

    private readonly IPointDistances? _points;
    private readonly Lazy<double[]> _precision;
    private readonly Lazy<double[]> _sigma;
    private readonly Lazy<double[]> _entropy;

    private Affinities(Dataset? data, IPointDistances? points, NeighborGraph? graph, NeighborMetric metric, KernelWidth width, PointBandwidths bandwidths)
    {
        _points = points;
        Data = data;
        Graph = graph;
        Metric = metric;
        Width = width;
        Bandwidths = bandwidths;
        _precision = Each(bandwidths.Precision);
        _sigma = Each(bandwidths.Sigma);
        _entropy = Each(bandwidths.EntropyOf);
    }

    /// <summary>Number of points, n.</summary>
    public int Count => Bandwidths.Count;

    /// <summary>The data, n × h, h = 0 where distances were given instead of rows; null where nothing but the neighbors is known.</summary>
    public Dataset? Data { get; }

    /// <summary>The distances that were given instead of rows; null for rows.</summary>
    public PointDistances? Given { get; private init; }

    /// <summary>The neighbors of every point; null where all points are neighbors of each other.</summary>
    public NeighborGraph? Graph { get; }

    /// <summary>Neighbors of a point.</summary>
    public int NeighborCount => Graph?.NeighborCount ?? Count - 1;

    /// <summary>What near means.</summary>
    public NeighborMetric Metric { get; }

    /// <summary>What decided the width of the kernel.</summary>
    public KernelWidth Width { get; }

    /// <summary>βᵢ of every point, in units of 1/distance²; 0 for <see cref="AffinityKind.Uniform"/>, and NaN for
    /// <see cref="AffinityKind.Multiscale"/>: a mean of several kernels has no width of its own.</summary>
    public IReadOnlyList<double> Precision => _precision.Value;

    /// <summary>σᵢ = βᵢ^-½ of every point, in units of distance: infinite for <see cref="AffinityKind.Uniform"/>, NaN for
    /// <see cref="AffinityKind.Multiscale"/>.</summary>
    public IReadOnlyList<double> Sigma => _sigma.Value;

    /// <summary>H(Pᵢ) of every point, in nats.</summary>
    public IReadOnlyList<double> Entropy => _entropy.Value;

    /// <summary>Number of points for which more neighbors tie for nearest than the perplexity asks for; their
    /// neighbors share the probability equally.</summary>
    public int SaturatedRows => Bandwidths.SaturatedRows;

    /// <summary>Number of points that have fewer neighbors than the perplexity asks for, as they may where not all pairs have a distance;
    /// their neighbors share the probability equally.</summary>
    public int ShortRows => Bandwidths.ShortRows;

    /// <summary>What a user should know about the perplexity and about points without enough neighbors, as sentences.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Width.IsLowered ? [FormattableString.Invariant($"The perplexity is {Width.Perplexity:0.##} and not {KernelWidth.Default.Perplexity}: {Count} points allow no more by themselves, a third of the others. Give a Perplexity to have another.")] : Array.Empty<string>(),
        .. ShortRows == 0 ? [] : new[] { ShortSentence },
    ];

    private string ShortSentence =>
        $"{ShortRows} {(ShortRows == 1 ? "point has" : "points have")} a distance to fewer others than the perplexity asks for; all of these have the same probability.";

    /// <summary>The kernel widths, from which all probabilities come.</summary>
    internal PointBandwidths Bandwidths { get; }

    /// <summary>Finds the pairs, and solves the widths.</summary>
    /// <param name="data">n × h, n at least 2; already scaled and reduced, if it is to be.</param>
    /// <param name="options">Which pairs, and how wide.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the neighbor search that is done, from 0 to 1, on the calling thread.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>, <see cref="SneError.SingleRow"/>; an option is out of range;
    /// memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Affinities Create(Dataset data, AffinityOptions options, ThreadTeam team, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        RequirePoints(data.Count);
        if (options.Distances is { } given && given.Count != data.Count)
            throw new SneException(SneError.RowCountMismatch, $"The distances given are those of {given.Count} points; there are {data.Count}.", column: nameof(options.Distances));
        options = options with { Width = options.Width.For(data.Count) };
        return FindGraph(data.Values, options, team, progress) is { } graph
            ? Solve(graph, data, options.Distances, options.Width, team)
            : SolveAllPairs(data, options, team);
    }

    /// <summary>Finds the pairs, and solves the widths, of points whose distances are given.</summary>
    /// <param name="distances">The distances, n at least 2.</param>
    /// <param name="options">Which pairs, and how wide.</param>
    /// <param name="team">The threads that do the work. Their number does not change a bit of the result.</param>
    /// <param name="progress">Is given the share of the neighbor search that is done, from 0 to 1, on the calling thread.</param>
    /// <exception cref="SneException">An option is out of range; memory is short.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Affinities Create(PointDistances distances, AffinityOptions options, ThreadTeam team, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(options);
        return Create(distances.Points, options with { Distances = distances, Metric = NeighborMetric.Precomputed }, team, progress);
    }

    /// <summary>Solves the widths over neighbors that are known, of points that are not.</summary>
    /// <param name="graph">The neighbors.</param>
    /// <param name="width">What decides the width of the kernel.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException"><see cref="SneError.SigmaOutOfRange"/>, <see cref="SneError.PerplexityOutOfRange"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Affinities Create(NeighborGraph graph, KernelWidth width, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(width);
        ArgumentNullException.ThrowIfNull(team);
        return Solve(graph, null, null, width.For(graph.Count), team);
    }

    /// <summary>Takes over widths that were solved before, of the same points, pairs and width.</summary>
    /// <param name="data">The rows; null where nothing but the neighbors is known.</param>
    /// <param name="given">The distances that were given instead; null for rows.</param>
    /// <param name="graph">The neighbors; null where all points are neighbors of each other.</param>
    /// <param name="metric">What near means.</param>
    /// <param name="width">What decided the width.</param>
    /// <param name="bandwidths">The widths.</param>
    internal static Affinities Restore(
        Dataset? data, PointDistances? given, NeighborGraph? graph, NeighborMetric metric, KernelWidth width, PointBandwidths bandwidths)
    {
        IPointDistances? points = given is not null ? given.All
            : data is null || metric == NeighborMetric.Precomputed ? null
            : graph is null ? OfRows(data.Values, metric) : MetricPoints.Distances(data.Values, metric);
        return new Affinities(data, points, graph, metric, width, bandwidths) { Given = given };
    }

    /// <summary>The neighbors that a search finds or that are known; null where all pairs are taken without one.</summary>
    internal static NeighborGraph? FindGraph(Matrix points, AffinityOptions options, ThreadTeam team, Action<double>? progress)
    {
        int neighborCount = options.CountNeighbors(points.Rows);
        if (options.NeighborGraph is not null)
            return options.NeighborGraph;
        if (options.Distances is { IsSparse: true } listed)
            return listed.FindNeighbors(options.NeighborCount, options.Seed, team, progress);
        if (options.Distances is { } given)
            return neighborCount == given.Count - 1 && !options.IsGraph ? null : given.FindNeighbors(neighborCount, options.Seed, team, progress);
        return neighborCount == points.Rows - 1 && !options.IsGraph
            ? null
            : NearestNeighbors.Find(points, neighborCount, options.Neighbor, options.Metric, options.Seed, team, progress);
    }

    /// <summary>P as a full matrix: row i holds p(j|i). Every row sums to 1, the diagonal is 0.</summary>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public Matrix ToMatrix(ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        RequireMatrix(Count);
        Matrix result = Matrix.Unset(Count, Count);
        if (Graph is null)
            FillAllPairs(result, team);
        else
            FillNeighbors(result, Graph, team);
        return result;
    }

    /// <summary>The distribution of every point over the others, in order, a block of points at a time.</summary>
    /// <param name="team">The threads that do the work.</param>
    public IEnumerable<ConditionalDistribution> Distributions(ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return Distributions([.. Enumerable.Range(0, Count)], team);
    }

    /// <summary>The distribution of some points over all others, in the order given, a block of points at a time.</summary>
    /// <param name="points">The points, counted from 0.</param>
    /// <param name="team">The threads that do the work.</param>
    internal IEnumerable<ConditionalDistribution> Distributions(int[] points, ThreadTeam team)
    {
        using DistanceTable? distances = Graph is null ? _points!.CreateTable() : null;
        var blocks = new RowBlocks(points.Length, Held * team.Size);
        for (int block = 0; block < blocks.Count; block++)
        {
            int start = blocks.Start(block);
            var found = new ConditionalDistribution[blocks.End(block) - start];
            team.Run(found.Length, k => found[k] = Distribution(points[start + k], distances));
            foreach (ConditionalDistribution distribution in found)
                yield return distribution;
        }
    }

    /// <summary>The points that no other point gives any probability, counted from 0. Among neighbors of a graph none are named: that a
    /// point is nobody's near neighbor is common, and it does not follow that it is far away.</summary>
    /// <param name="team">The threads that do the work.</param>
    public IReadOnlyList<int> FindIsolatedRows(ThreadTeam team)
    {
        if (Graph is not null)
            return [];
        var incoming = new double[Count];
        foreach (ConditionalDistribution point in Distributions(team))
        {
            for (int j = 0; j < incoming.Length; j++)
                incoming[j] += point.Probability[j];
        }

        return [.. Enumerable.Range(0, Count).Where(i => incoming[i] < IsolationThreshold)];
    }

    /// <summary>The same probabilities with a graph of the neighbors, which is what engines for many points read.</summary>
    /// <param name="team">The threads that do the work.</param>
    internal Affinities ToGraph(ThreadTeam team)
    {
        if (Graph is not null)
            return this;
        NeighborGraph graph = Given?.FindNeighbors(Count - 1, 0, team)
            ?? NearestNeighbors.Find(Data!.Values, Count - 1, NeighborSearch.Exact, Metric, 0, team);
        return graph.Unit == Bandwidths.Unit
            ? new Affinities(Data, null, graph, Metric, Width, Bandwidths) { Given = Given }
            : Solve(graph, Data, Given, Width, team);
    }

    /// <summary>log p(j|i) of a neighbor j of i, from the points themselves.</summary>
    /// <param name="i">The one, counted from 0.</param>
    /// <param name="j">The other, counted from 0.</param>
    internal double LogProbability(int i, int j)
    {
        double ratio = _points!.Unit / Bandwidths.Unit;
        return Bandwidths.LogProbability(i, ratio * ratio * _points.SquaredDistance(i, j));
    }

    /// <summary>The distances between all points.</summary>
    internal DistanceTable Distances() => _points!.CreateTable();

    /// <summary>Throws where a full matrix of n points is more than the machine has.</summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static void RequireMatrix(int n) =>
        MemoryBudget.Require((double)n * n * sizeof(double), $"A full matrix of probabilities between {n} points");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Count} points, {(Graph is null ? "all pairs" : $"{NeighborCount} neighbors each")}, {Width.Text}");

    private static Affinities Solve(NeighborGraph graph, Dataset? data, PointDistances? given, KernelWidth width, ThreadTeam team)
    {
        BandwidthRule[] rules = width.Rules(graph.NeighborCount + 1);
        IPointDistances? points = given is not null ? given.All
            : data is null || graph.Metric == NeighborMetric.Precomputed ? null
            : MetricPoints.Distances(data.Values, graph.Metric);
        PointBandwidths bandwidths = PointBandwidths.Solve(graph, points, rules, team);
        return new Affinities(data, points, graph, graph.Metric, width, bandwidths) { Given = given };
    }

    private static Affinities SolveAllPairs(Dataset data, AffinityOptions options, ThreadTeam team)
    {
        BandwidthRule[] rules = options.Width.Rules(data.Count);
        IPointDistances points = options.Distances?.All ?? OfRows(data.Values, options.Metric);
        using DistanceTable distances = points.CreateTable();
        PointBandwidths bandwidths = PointBandwidths.Solve(points, distances, rules, team);
        return new Affinities(data, points, null, options.Metric, options.Width, bandwidths) { Given = options.Distances };
    }

    /// <summary>The distances between all rows. Rows of length 1 are so to the last bit.</summary>
    private static IPointDistances OfRows(Matrix rows, NeighborMetric metric)
    {
        var seen = MetricPoints.Of(rows, metric);
        return metric is NeighborMetric.Cosine or NeighborMetric.Correlation
            ? new MetricRows(seen.Rows.NormalizeRows(), NeighborMetric.Euclidean)
            : seen.Distances();
    }

    private static void RequirePoints(int n)
    {
        if (n < 2)
        {
            throw new SneException(
                n == 0 ? SneError.EmptyInput : SneError.SingleRow,
                $"Probabilities need at least two points; there {(n == 0 ? "were none" : "was one")}.");
        }
    }

    private unsafe void FillAllPairs(Matrix result, ThreadTeam team)
    {
        using var distances = _points!.CreateTable();
        var blocks = new RowBlocks(Count, Held);
        team.Run(blocks.Count, block =>
        {
            using var table = new NativeBuffer<double>((long)blocks.BlockSize * distances.Stride);
            int start = blocks.Start(block);
            distances.Compute(start, blocks.End(block) - start, 0, table.Pointer);
            for (int i = start; i < blocks.End(block); i++)
                FillRow(i, table.Pointer + ((long)(i - start) * distances.Stride), result.Row(i));
        });
    }

    private unsafe void FillRow(int i, double* distances, Span<double> row)
    {
        for (int j = 0; j < row.Length; j++)
            row[j] = Bandwidths.Probability(i, distances[j]);
        row[i] = 0;
    }

    private void FillNeighbors(Matrix result, NeighborGraph graph, ThreadTeam team)
    {
        var blocks = new RowBlocks(Count, Held);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                double[] probabilities = OfNeighbors(i, graph);
                ReadOnlySpan<int> neighbors = graph.Neighbors(i);
                Span<double> row = result.Row(i);
                row.Clear();
                for (int m = 0; m < probabilities.Length; m++)
                    row[neighbors[m]] = probabilities[m];
            }
        });
    }

    private double[] OfNeighbors(int i, NeighborGraph graph)
    {
        double[] row = graph.SquaredDistances(i).ToArray();
        foreach (ref double number in row.AsSpan())
            number = Bandwidths.Probability(i, number);
        return row;
    }

    private unsafe ConditionalDistribution Distribution(int i, DistanceTable? distances)
    {
        if (Graph is not null)
            return new ConditionalDistribution(i, Precision[i], Sigma[i], Entropy[i], Count, Graph.Neighbors(i).ToArray(), OfNeighbors(i, Graph));
        using var table = new NativeBuffer<double>(distances!.Stride);
        distances.Compute(i, 1, 0, table.Pointer);
        var row = new double[Count];
        FillRow(i, table.Pointer, row);
        return new ConditionalDistribution(i, Precision[i], Sigma[i], Entropy[i], row);
    }

    private Lazy<double[]> Each(Func<int, double> value) => new(() => [.. Enumerable.Range(0, Count).Select(value)]);
}
