namespace SneTools;

/// <summary>Which pairs of points attract each other in a run, and how the repulsion is computed.</summary>
/// <param name="Kind">How the repulsion is computed; never <see cref="EngineKind.Auto"/>.</param>
/// <param name="NeighborCount">Neighbors of a point that attract it; n - 1 for all.</param>
internal readonly record struct EnginePlan(EngineKind Kind, int NeighborCount)
{
    /// <summary>The plan for a run.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    /// <exception cref="SneException">The options exclude each other or are out of range.</exception>
    public static EnginePlan For(EmbeddingOptions options, int n)
    {
        int neighborCount = options.Affinities?.NeighborCount ?? options.ToAffinityOptions().CountNeighbors(n);
        bool isAll = neighborCount == n - 1 && !IsListed(options);
        EngineKind kind = options.Engine;
        if (kind == EngineKind.Auto)
        {
            // A graph of all pairs of very many points would be larger than the table of them that the exact engine keeps.
            bool isTable = isAll && (SmallData.Contains(n) || KnownGraph(options) is null);
            kind = isTable || options.Dimension > Cost.MaxSparseDimension ? EngineKind.Exact : EngineKind.Interpolated;
        }

        Cost.RequireDimension(kind, options.Dimension);
        return new EnginePlan(kind, neighborCount);
    }

    /// <summary>Whether the affinities of a run are a graph of neighbors, and not all pairs without one.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="n">Number of points.</param>
    public bool HasGraph(EmbeddingOptions options, int n) =>
        KnownGraph(options) is not null || IsListed(options) || Kind != EngineKind.Exact || NeighborCount < n - 1;

    /// <summary>Whether distances were given, and not those of all pairs.</summary>
    private static bool IsListed(EmbeddingOptions options) => options.Affinities is null && options.Distances is { IsSparse: true };

    private static NeighborGraph? KnownGraph(EmbeddingOptions options) => options.Affinities is { } known ? known.Graph : options.NeighborGraph;
}
