namespace SneTools;

/// <summary>How a run goes on from a model: what is null stays as it was. With another cost, width, learning rate or exaggeration a run begins at
/// the model's map; with none of these the model's own goes on.</summary>
public sealed record ResumeOptions
{
    /// <summary>Iterations to make beyond those made, at least 0; null for what is left of a run that was stopped on the way, and in a run that
    /// begins at the map for as many as the model's had.</summary>
    public int? MaxIteration { get; init; }

    /// <summary>The cost.</summary>
    public Objective? Objective { get; init; }

    /// <summary>Effective number of neighbors of every point.</summary>
    public double? Perplexity { get; init; }

    /// <summary>Step along the gradient.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Factor on the attraction in the first iterations of a run that begins at the map, at least 1; null for none.</summary>
    public double? EarlyExaggeration { get; init; }

    /// <summary>How many iterations are exaggerated, at least 0; for <see cref="EarlyExaggeration"/>.</summary>
    public int? EarlyExaggerationIteration { get; init; }

    /// <summary>The run has converged when the cost stays within this share of itself over 20 iterations. A run that has goes on with a smaller
    /// one.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Iterations between maps that are kept on the way, at least 1.</summary>
    public int? SnapshotInterval { get; init; }

    /// <summary>Number of threads, at least 1. The result does not depend on it.</summary>
    public int ThreadCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Throws when a setting is out of range, or would be ignored.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void Validate()
    {
        OptionRange.Require(MaxIteration is null or >= 0, nameof(MaxIteration), MaxIteration ?? 0, "at least 0");
        if (EarlyExaggerationIteration is not null && EarlyExaggeration is null)
            throw new SneException(SneError.InvalidOption, "EarlyExaggerationIteration is for EarlyExaggeration, which was not given: without it nothing is exaggerated.", column: nameof(EarlyExaggerationIteration));
    }
}
