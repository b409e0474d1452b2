namespace SneTools.Tests;

/// <summary>Maps that no run has made.</summary>
internal static class SampleEmbedding
{
    public static Embedding Of(Matrix map, IReadOnlyList<LabelColumn> labels) => new()
    {
        Map = map,
        Method = SneMethod.Sne,
        DegreeOfFreedom = 1,
        Engine = EngineKind.Exact,
        Precision = NumericPrecision.Double,
        Neighbor = null,
        NeighborCount = 1,
        NeighborRecall = 1,
        Metric = NeighborMetric.Euclidean,
        Perplexity = 5,
        Sigma = null,
        Entropy = 0,
        CrossEntropy = 0,
        Optimizer = OptimizerKind.GradientDescent,
        StopReason = StopReason.Converged,
        Elapsed = TimeSpan.Zero,
        Stages = [],
        Seed = 0,
        LearningRate = 1,
        History = [],
        Columns = [],
        Labels = labels,
        Warnings = [],
    };
}
