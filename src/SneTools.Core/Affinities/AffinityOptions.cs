namespace SneTools;

/// <summary>Which pairs of points attract each other, and how wide the kernel between them is.</summary>
public sealed record AffinityOptions
{
    /// <summary>Neighbors for every unit of perplexity: beyond them p(j|i) is below 1 % of its largest value or so.</summary>
    private const double NeighborsPerPerplexity = 3;

    /// <summary>Neighbors that have the same probability, where nobody gave their number (Böhm, Berens &amp; Kobak 2022).</summary>
    private const int UniformNeighbors = 15;

    /// <summary>What decides the width of the kernel.</summary>
    public KernelWidth Width { get; init; } = KernelWidth.Default;

    /// <summary>How the nearest neighbors are found.</summary>
    public NeighborSearch Neighbor { get; init; }

    /// <summary>Neighbors of a point that attract it, from the perplexity to n - 1; null for all other points where there are few, and
    /// for three times the largest perplexity where there are more than <see cref="SmallData.Limit"/>; 15 where all have the same probability.
    /// </summary>
    public int? NeighborCount { get; init; }

    /// <summary>What near means.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>The neighbors of every point, if they are known; null to search for them.</summary>
    public NeighborGraph? NeighborGraph { get; init; }

    /// <summary>The distances between the points, if these are given instead of rows; null to take them between rows.</summary>
    public PointDistances? Distances { get; init; }

    /// <summary>Seed of the neighbor search.</summary>
    public int Seed { get; init; }

    /// <summary>True to keep a graph of the neighbors also where all points are neighbors of each other.</summary>
    internal bool IsGraph { get; init; }

    /// <summary>Neighbors of a point that attract it.</summary>
    /// <param name="n">Number of points.</param>
    /// <exception cref="SneException">There is no such width or number of neighbors: <see cref="SneError.SigmaOutOfRange"/>,
    /// <see cref="SneError.PerplexityOutOfRange"/>, <see cref="SneError.NeighborCountOutOfRange"/>,
    /// <see cref="SneError.InvalidNeighbors"/>.</exception>
    internal int CountNeighbors(int n)
    {
        KernelWidth width = Width.For(n);
        _ = width.Rules(n);
        if (NeighborGraph is { } graph)
            return RequireGraph(graph, n, width);
        if (Distances is { IsSparse: true } distances)
            return RequireListed(distances, width);
        if (NeighborCount is { } count)
            return RequireCount(count, n, width);
        if (width.Kind == AffinityKind.Uniform)
            return Math.Min(n - 1, UniformNeighbors);
        return width.LargestPerplexity is not { } perplexity || SmallData.Contains(n)
            ? n - 1
            : (int)Math.Min(n - 1, Math.Ceiling(NeighborsPerPerplexity * perplexity));
    }

    private static int RequireGraph(NeighborGraph graph, int n, KernelWidth width)
    {
        if (graph.Count != n)
        {
            throw new SneException(
                SneError.InvalidNeighbors,
                $"The neighbors given are those of {graph.Count} points; the data have {n}.",
                column: nameof(NeighborGraph));
        }

        if (width.LargestPerplexity > graph.NeighborCount)
        {
            throw OptionRange.Refuse(
                nameof(KernelWidth.Perplexity),
                width.LargestPerplexity.Value,
                $"greater than 1 and at most {graph.NeighborCount}",
                SneError.PerplexityOutOfRange,
                $" for {graph.NeighborCount} given neighbors of a point");
        }

        return graph.NeighborCount;
    }

    /// <summary>The most neighbors of a point, where not all pairs have a distance.</summary>
    private int RequireListed(PointDistances distances, KernelWidth width)
    {
        int most = NeighborCount is { } count
            ? Math.Min(RequireCount(count, distances.Count, width), distances.MaxNeighborCount)
            : distances.MaxNeighborCount;
        if (width.LargestPerplexity > most)
        {
            throw OptionRange.Refuse(
                nameof(KernelWidth.Perplexity),
                width.LargestPerplexity.Value,
                $"greater than 1 and at most {most}",
                SneError.PerplexityOutOfRange,
                $" for distances of which no point has more than {most}");
        }

        return most;
    }

    private static int RequireCount(int count, int n, KernelWidth width)
    {
        double least = Math.Ceiling(width.LargestPerplexity ?? 1);
        if (count >= least && count <= n - 1)
            return count;
        throw OptionRange.Refuse(
            nameof(NeighborCount),
            count,
            FormattableString.Invariant($"from {least} (the perplexity) to {n - 1} (all other points)"),
            SneError.NeighborCountOutOfRange);
    }
}
