namespace SneTools;

/// <summary>How the file of a run is read, and how it becomes a map.</summary>
public sealed record SweepSettings
{
    /// <summary>How the map is made.</summary>
    public EmbeddingOptions Embedding { get; init; } = new();

    /// <summary>Which columns are embedded, ride along or are left out.</summary>
    public ColumnSelection Columns { get; init; } = new();

    /// <summary>What to do with a cell that holds no finite number.</summary>
    public MissingValuePolicy MissingValue { get; init; }

    /// <summary>What the numbers of a file are, if it holds distances instead of rows.</summary>
    public DistanceForm Distances { get; init; }

    /// <summary>True where the file holds distances between the points instead of rows.</summary>
    internal bool IsPrecomputed => Embedding.Metric == NeighborMetric.Precomputed;
}
