namespace SneTools;

/// <summary>Which pairs of points attract each other in a run, and how the repulsion is computed.</summary>
/// <param name="Kind">How the repulsion is computed; never <see cref="EngineKind.Auto"/>.</param>
/// <param name="NeighborCount">Neighbors of a point that attract it; n - 1 for all.</param>
internal readonly record struct EnginePlan(EngineKind Kind, int NeighborCount)
{
    /// <summary>The most points of which all pairs attract each other, unless a number of neighbors is asked for.</summary>
    public const int AllPairsLimit = 2000;

    /// <summary>Neighbors for every unit of perplexity: beyond them p(j|i) is below 1 % of its largest value or so.</summary>
    private const double NeighborsPerPerplexity = 3;

    /// <summary>The plan for a run.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <exception cref="SneException">The options exclude each other or are out of range.</exception>
    public static EnginePlan For(EmbeddingOptions options, int n)
    {
        RequireWidth(options.Sigma, options.Perplexity, n);
        int neighborCount = Neighbors(options, n);
        bool isAll = neighborCount == n - 1;
        EngineKind kind = options.Engine;
        if (kind == EngineKind.Auto)
        {
            kind = (isAll && n <= AllPairsLimit) || options.Dimension > MaxSparseDimension
                ? EngineKind.Exact
                : EngineKind.Interpolated;
        }

        // A graph of all pairs of so many points would be larger than the table of them that the exact engine keeps.
        if (options.Engine == EngineKind.Auto && isAll && options.NeighborGraph is null)
            kind = EngineKind.Exact;
        RequireDimension(kind, options.Dimension);
        return new EnginePlan(kind, neighborCount);
    }

    /// <summary>Throws when no kernel width comes of σ or the perplexity, before numbers of neighbors are made of it.</summary>
    /// <exception cref="SneException"><see cref="SneError.SigmaOutOfRange"/>, <see cref="SneError.PerplexityOutOfRange"/>.
    /// </exception>
    public static void RequireWidth(double? sigma, double perplexity, int n) =>
        _ = sigma is { } width ? ConditionalAffinities.SigmaRule(width) : ConditionalAffinities.PerplexityRule(perplexity, n);

    /// <summary>Throws when an engine makes no maps of a dimension.</summary>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(EngineKind kind, int dimension)
    {
        if (kind is EngineKind.Interpolated or EngineKind.BarnesHut && dimension > MaxSparseDimension)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range: the engine {kind} makes maps of 1 to {MaxSparseDimension} dimensions; use Exact for more.");
        }

        if (kind == EngineKind.Exact && dimension > ExactEngine.MaxDimension)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range: the exact engine makes maps of 1 to {ExactEngine.MaxDimension} dimensions.");
        }
    }

    /// <summary>Neighbors of a point that attract it, unless a number is asked for.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="perplexity">Effective number of neighbors; null when σ decides.</param>
    public static int DefaultNeighborCount(int n, double? perplexity) => perplexity is null || n <= AllPairsLimit
        ? n - 1
        : (int)Math.Min(n - 1, Math.Ceiling(NeighborsPerPerplexity * perplexity.Value));

    /// <summary>The most dimensions of a map with the engines for many points.</summary>
    public const int MaxSparseDimension = 3;

    private static int Neighbors(EmbeddingOptions options, int n)
    {
        if (options.NeighborGraph is { } graph)
            return RequireGraph(graph, options.Sigma is null ? options.Perplexity : null, n);
        if (options.NeighborCount is { } count)
            return RequireCount(count, options.Sigma is null ? options.Perplexity : null, n);
        return DefaultNeighborCount(n, options.Sigma is null ? options.Perplexity : null);
    }

    private static int RequireGraph(NeighborGraph graph, double? perplexity, int n)
    {
        if (graph.Count != n)
        {
            throw new SneException(
                SneError.InvalidNeighbors,
                $"The neighbors given are those of {graph.Count} points; the data have {n}.",
                column: nameof(EmbeddingOptions.NeighborGraph));
        }

        if (perplexity > graph.NeighborCount)
        {
            throw new SneException(
                SneError.PerplexityOutOfRange,
                FormattableString.Invariant(
                    $"Perplexity {perplexity} is out of range for {graph.NeighborCount} given neighbors of a point: it must be greater than 1 and at most {graph.NeighborCount}."));
        }

        return graph.NeighborCount;
    }

    private static int RequireCount(int count, double? perplexity, int n)
    {
        double least = Math.Ceiling(perplexity ?? 1);
        if (count >= least && count <= n - 1)
            return count;
        throw new SneException(
            SneError.NeighborCountOutOfRange,
            FormattableString.Invariant(
                $"NeighborCount {count} is out of range: it must be from {least} (the perplexity) to {n - 1} (all other points)."),
            column: nameof(EmbeddingOptions.NeighborCount));
    }
}
