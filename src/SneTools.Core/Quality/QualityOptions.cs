namespace SneTools;

/// <summary>What decides how a map is measured.</summary>
public sealed record QualityOptions
{
    /// <summary>Neighbors of a point k, from 1 to n - 1.</summary>
    public int NeighborCount { get; init; } = 15;

    /// <summary>The most points whose neighborhoods are compared, at least 2; n and more for all. Null for all of up to
    /// <see cref="QualityCheck.ExactLimit"/>, and for <see cref="QualityCheck.DefaultSampleCount"/> of more.</summary>
    public int? SampleCount { get; init; }

    /// <summary>What near means in the data; in the map it is always the Euclidean distance.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>The classes of the points; null if they have none. Points without a text take no part in what is measured by class.
    /// </summary>
    public LabelColumn? Label { get; init; }

    /// <summary>How many of the points that are placed worst are named, at least 0.</summary>
    public int WorstCount { get; init; } = 10;

    /// <summary>Where the random numbers begin that choose the samples.</summary>
    public int Seed { get; init; }
}
