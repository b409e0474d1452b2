namespace SneTools.ZooTests;

/// <summary>What a run handed out, of what is checked; a record, so that a test can spoil one number of it.</summary>
internal sealed record Outcome
{
    public required Matrix Map { get; init; }

    public required double Divergence { get; init; }

    public required double Entropy { get; init; }

    public required double CrossEntropy { get; init; }

    public required StopReason StopReason { get; init; }

    public required int Iterations { get; init; }

    /// <summary>The numbers of the run's history, one after the other.</summary>
    public required double[] History { get; init; }

    public required IReadOnlyList<string?> RowNumbers { get; init; }

    public required NeighborGraph? Graph { get; init; }

    /// <summary>True where all was computed over all pairs in double precision.</summary>
    public required bool IsExact { get; init; }

    public static Outcome Of(Embedding embedding) => new()
    {
        Map = embedding.Map,
        Divergence = embedding.Divergence,
        Entropy = embedding.Entropy,
        CrossEntropy = embedding.CrossEntropy,
        StopReason = embedding.StopReason,
        Iterations = embedding.Iterations,
        History = [.. embedding.History.SelectMany(point => new[] { point.Divergence, point.GradientNorm }), embedding.LearningRate],
        RowNumbers = embedding.Labels[0].Values,
        Graph = embedding.NeighborGraph,
        IsExact = embedding.Engine == EngineKind.Exact && embedding.Precision == NumericPrecision.Double,
    };
}
