namespace SneTools;

/// <summary>All of a model's file that is no array: docs/model-format.md.</summary>
internal sealed record ModelContents
{
    /// <summary>Number of points, n.</summary>
    public required int Count { get; init; }

    /// <summary>Dimension of the map, l.</summary>
    public required int Dimension { get; init; }

    /// <summary>Whether what new points do not need was left out.</summary>
    public required bool IsCompact { get; init; }

    /// <summary>What was asked for.</summary>
    public required ModelSettings Settings { get; init; }

    /// <summary>What became of the run.</summary>
    public required ModelRun Run { get; init; }

    /// <summary>The points and the pairs of them that attract each other.</summary>
    public required ModelAffinities Affinities { get; init; }

    /// <summary>What became of rows; null where distances were given, or nothing is known of it.</summary>
    public ModelPreparation? Preparation { get; init; }

    /// <summary>Columns that rode along.</summary>
    public required int Labels { get; init; }

    /// <summary>What the numbers of the source's columns come from; null in files of versions that did not keep it.</summary>
    public ColumnKind[]? SourceKinds { get; init; }

    /// <summary>The single values of the descents' state; null in a compact model.</summary>
    public Dictionary<string, string>? State { get; init; }
}

/// <summary>What was asked for: <see cref="EmbeddingOptions"/>.</summary>
internal sealed record ModelSettings
{
    public required SneMethod Method { get; init; }

    public required double DegreeOfFreedom { get; init; }

    public AffinityKind AffinityKind { get; init; }

    public double[]? PerplexityList { get; init; }

    public double? Perplexity { get; init; }

    public double? Sigma { get; init; }

    public required bool Standardize { get; init; }

    public int? PrincipalComponent { get; init; }

    public required string Initialization { get; init; }

    public required DescentOptions Descent { get; init; }

    public required int Restart { get; init; }

    public required EngineKind Engine { get; init; }

    public required NeighborSearch Neighbor { get; init; }

    public int? NeighborCount { get; init; }

    public required NeighborMetric Metric { get; init; }

    public required NumericPrecision Precision { get; init; }

    public required int Seed { get; init; }

    public int? SnapshotInterval { get; init; }
}

/// <summary>What became of a run: <see cref="Embedding"/>.</summary>
internal sealed record ModelRun
{
    public required EngineKind Engine { get; init; }

    public required NumericPrecision Precision { get; init; }

    public NeighborSearch? Neighbor { get; init; }

    public required int NeighborCount { get; init; }

    public required double NeighborRecall { get; init; }

    public required double Entropy { get; init; }

    public required double CrossEntropy { get; init; }

    public required bool HasPointDivergence { get; init; }

    public required OptimizerKind Optimizer { get; init; }

    public string? Way { get; init; }

    public string? Runtime { get; init; }

    public required StopReason StopReason { get; init; }

    /// <summary>Time the run took, in units of 100 ns.</summary>
    public required long Elapsed { get; init; }

    /// <summary>The stages in order, and the time each took, in units of 100 ns.</summary>
    public required Dictionary<EmbeddingPhase, long> Stages { get; init; }

    public required int Seed { get; init; }

    public required double LearningRate { get; init; }

    public required int Iterations { get; init; }
}

/// <summary>The points and the pairs of them that attract each other: <see cref="Affinities"/>.</summary>
internal sealed record ModelAffinities
{
    public required NeighborMetric Metric { get; init; }

    public AffinityKind AffinityKind { get; init; }

    public double[]? PerplexityList { get; init; }

    public double? Perplexity { get; init; }

    public double? Sigma { get; init; }

    /// <summary>The unit of length of β, in the data's.</summary>
    public required double Unit { get; init; }

    /// <summary>Numbers in a row of the data, h; 0 where there are none.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether the data are known to the probabilities, or only to the first map.</summary>
    public required bool HasData { get; init; }

    public required int DroppedRows { get; init; }

    public required int ReplacedCells { get; init; }

    public ModelGraph? Graph { get; init; }

    public ModelDistances? Distances { get; init; }
}

/// <summary>Neighbors: <see cref="SneTools.NeighborGraph"/>.</summary>
internal sealed record ModelGraph
{
    public required int NeighborCount { get; init; }

    /// <summary>Neighbors of all points.</summary>
    public required int Length { get; init; }

    /// <summary>Whether points have different numbers of them.</summary>
    public required bool IsListed { get; init; }

    public required NeighborMetric Metric { get; init; }

    public required NeighborSearch Search { get; init; }

    public required double Recall { get; init; }

    public required double Unit { get; init; }
}

/// <summary>Distances that were given: <see cref="PointDistances"/>.</summary>
internal sealed record ModelDistances
{
    /// <summary>Whether they are those of some pairs.</summary>
    public required bool IsListed { get; init; }

    /// <summary>How many there are, where they are those of some pairs.</summary>
    public required int Length { get; init; }

    public required double Unit { get; init; }
}

/// <summary>What became of rows: <see cref="SneTools.Preparation"/>.</summary>
internal sealed record ModelPreparation
{
    /// <summary>Numbers in a row, h.</summary>
    public required int Columns { get; init; }

    /// <summary>Columns that come from one column of the source together.</summary>
    public required ModelGroup[] Groups { get; init; }

    public required bool IsStandardized { get; init; }

    public double? CategoryScale { get; init; }

    public ModelComponents? Components { get; init; }
}

/// <summary>Columns that come from one column of the source: <see cref="ColumnGroup"/>.</summary>
internal sealed record ModelGroup
{
    public required int First { get; init; }

    public required int Count { get; init; }

    public required ColumnKind Kind { get; init; }
}

/// <summary>Principal components: <see cref="PrincipalComponents"/>.</summary>
internal sealed record ModelComponents
{
    public required int Count { get; init; }

    public required double Unit { get; init; }

    public required int Rank { get; init; }
}
