namespace SneTools;

/// <summary>How well the order of all distances is kept: Spearman's rank correlation over the Shepard diagram of a map
/// (Shepard 1962), which has a dot for each pair of points at its two distances.</summary>
internal sealed class DistanceCorrelation
{
    /// <summary>The most pairs that are all compared; those of 2 000 points.</summary>
    public const long PairLimit = 2_000_000;

    /// <summary>Parts of a sample, whose correlations show its standard error.</summary>
    private const int Batches = 20;

    /// <summary>Pairs in a part.</summary>
    private const int BatchSize = 50_000;

    private DistanceCorrelation(double? value, double? standardError, long pairCount)
    {
        Value = value;
        StandardError = standardError;
        PairCount = pairCount;
    }

    /// <summary>The correlation; null if all distances in the data, or all in the map, are equal.</summary>
    public double? Value { get; }

    /// <summary>Its standard error, 0 if all pairs were compared.</summary>
    public double? StandardError { get; }

    /// <summary>Pairs that were compared.</summary>
    public long PairCount { get; }

    /// <summary>Computes the correlation.</summary>
    /// <param name="data">The points in the data, n.</param>
    /// <param name="map">The points in the map, n.</param>
    /// <param name="seed">Where the random numbers begin that choose pairs.</param>
    /// <param name="team">The threads that do the work.</param>
    public static DistanceCorrelation Compute(
        IPointDistances data,
        MetricRows map,
        int seed,
        ThreadTeam team)
    {
        long all = (long)data.Count * (data.Count - 1) / 2;
        (int I, int J)[] pairs = all <= PairLimit ? All(data.Count) : Draw(data.Count, seed);
        var distances = new double[2][];
        distances[0] = new double[pairs.Length];
        distances[1] = new double[pairs.Length];
        var blocks = new RowBlocks(pairs.Length, 4096);
        team.Run(blocks.Count, block =>
        {
            for (int p = blocks.Start(block); p < blocks.End(block); p++)
            {
                distances[0][p] = data.SquaredDistance(pairs[p].I, pairs[p].J);
                distances[1][p] = map.SquaredDistance(pairs[p].I, pairs[p].J);
            }
        });
        var ranks = new double[2][];
        team.Run(2, side => ranks[side] = Rank(distances[side]));
        team.ThrowIfCanceled();
        double? value = Correlate(ranks[0], ranks[1]);
        if (value is null || all <= PairLimit)
            return new DistanceCorrelation(value, value is null ? null : 0, pairs.Length);
        var parts = new double?[Batches];
        team.Run(Batches, batch =>
        {
            int start = batch * BatchSize;
            parts[batch] = Correlate(
                Rank(distances[0].AsSpan(start, BatchSize)), Rank(distances[1].AsSpan(start, BatchSize)));
        });
        double[] correlations = [.. parts.OfType<double>()];
        return new DistanceCorrelation(value, SampleMean.Of(correlations, int.MaxValue).StandardError, pairs.Length);
    }

    private static (int I, int J)[] All(int n)
    {
        var pairs = new (int, int)[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
                pairs[next++] = (i, j);
        }

        return pairs;
    }

    private static (int I, int J)[] Draw(int n, int seed)
    {
        var random = new Random(seed);
        var pairs = new (int, int)[Batches * BatchSize];
        foreach (ref (int I, int J) pair in pairs.AsSpan())
        {
            int i = random.Next(n);
            int j = random.Next(n - 1);
            pair = (i, j < i ? j : j + 1);
        }

        return pairs;
    }

    /// <summary>The ranks of numbers, less their mean; equal numbers share the mean of their ranks.</summary>
    private static double[] Rank(ReadOnlySpan<double> numbers)
    {
        // One more place for the point that a ranking is about, which comes last.
        var values = new double[numbers.Length + 1];
        numbers.CopyTo(values);
        var ranking = new DistanceRanking(values.Length);
        ranking.Sort(values, numbers.Length);
        ReadOnlySpan<int> order = ranking.Order[..^1];
        var ranks = new double[numbers.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];)
                end++;
            foreach (int p in order[start..end])
                ranks[p] = 0.5 * (start + end - order.Length);
        }

        return ranks;
    }

    private static double? Correlate(double[] a, double[] b)
    {
        double variances = Distance.Dot(a, a) * Distance.Dot(b, b);
        return variances > 0 ? Math.Clamp(Distance.Dot(a, b) / Math.Sqrt(variances), -1, 1) : null;
    }
}
