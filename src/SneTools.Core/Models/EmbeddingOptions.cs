namespace SneTools;

/// <summary>Everything that decides how a data set becomes a map.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>The cost.</summary>
    public Objective Objective { get; init; } = new();

    /// <summary>How the probabilities come about. With a <see cref="PerplexityList"/> it is <see cref="AffinityKind.Multiscale"/> whatever
    /// is said here.</summary>
    public AffinityKind AffinityKind { get; init; }

    /// <summary>At least two perplexities, of whose distributions the mean is taken; null for one. <see cref="Perplexity"/> and
    /// <see cref="Sigma"/> are null then.</summary>
    public IReadOnlyList<double>? PerplexityList { get; init; }

    /// <summary>Effective number of neighbors of every point; null for 30, or of few points what they allow. Not used when
    /// <see cref="Sigma"/> is given.</summary>
    public double? Perplexity { get; init; }

    /// <summary>One kernel width σ for all points, exp(-d²/σ²), in units of distance; null to solve one for each from
    /// the perplexity.</summary>
    public double? Sigma { get; init; }

    /// <summary>Dimension l of the map, at least 1 and at most that of the data; where distances were given instead, less than their number
    /// of points.</summary>
    public int Dimension { get; init; } = 2;

    /// <summary>True to scale every column to mean 0 and standard deviation 1 first.</summary>
    public bool Standardize { get; init; }

    /// <summary>True where the columns are meant to weigh by their own units: no warning says that one of them decides nearly alone.</summary>
    public bool IsScaleIntended { get; init; }

    /// <summary>Number of principal components that the data, scaled if so, are reduced to first: from 1 to the lesser of n
    /// and h; null to use them as they are.</summary>
    public int? PrincipalComponent { get; init; }

    /// <summary>Where the map starts, and whether it is turned to an old one in the end.</summary>
    public InitialMap Initialization { get; init; } = InitialMap.Pca;

    /// <summary>Settings of the optimizer.</summary>
    public DescentOptions Descent { get; init; } = new();

    /// <summary>Number of starts, at least 1, of which the map with the lowest cost is kept: the first from <see cref="Initialization"/>, the
    /// second from a spectral map, the others from random places, and every other one with an exaggeration that lasts twice as long.</summary>
    public int Restart { get; init; } = 1;

    /// <summary>Iterations between maps that are kept on the way, in single precision, at least 1; null to keep none. It decides nothing.
    /// </summary>
    public int? SnapshotInterval { get; init; }

    /// <summary>How the repulsion is computed.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>How the nearest neighbors are found.</summary>
    public NeighborSearch Neighbor { get; init; }

    /// <summary>Neighbors of a point that attract it, from the perplexity to n - 1; null for all other points of up to 2 000, and for
    /// three times the largest perplexity of more; 15 for <see cref="AffinityKind.Uniform"/>.</summary>
    public int? NeighborCount { get; init; }

    /// <summary>What near means.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>The distances between the points, if these are given instead of rows; the data are <see cref="PointDistances.Points"/>
    /// then.</summary>
    public PointDistances? Distances { get; init; }

    /// <summary>The neighbors of every point, if they are known; null to search for them.</summary>
    public NeighborGraph? NeighborGraph { get; init; }

    /// <summary>The probabilities, if they are known, of the same rows; null to solve them. They take the place of the data's preparation,
    /// the kernel's width and the neighbors.</summary>
    public Affinities? Affinities { get; init; }

    /// <summary>True to have neighbors and probabilities in the result, for measures, models and runs that go on; false to give the neighbors
    /// up as soon as the attraction is known, which of many points takes half the memory and does not change the map.</summary>
    public bool KeepsNeighbors { get; init; } = true;

    /// <summary>The precision in which pairs of points are computed.</summary>
    public NumericPrecision Precision { get; init; }

    /// <summary>Seed of all random numbers of the run.</summary>
    public int Seed { get; init; }

    /// <summary>Number of threads, at least 1. The result does not depend on it.</summary>
    public int ThreadCount { get; init; } = Environment.ProcessorCount;

    /// <summary>What was asked for, without data, distances, neighbors and probabilities that were given: what these decided takes the place of
    /// the settings that they made void.</summary>
    /// <param name="affinities">The probabilities of the run.</param>
    /// <param name="points">What was embedded.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    internal EmbeddingOptions Asked(Affinities affinities, Dataset points, int dimension)
    {
        EmbeddingOptions asked = this with { Dimension = dimension, Affinities = null, NeighborGraph = null, Distances = null, Metric = affinities.Metric };
        if (Affinities is null)
            return asked;
        Preparation? preparation = SneTools.Preparation.Of(points);
        return asked with
        {
            AffinityKind = affinities.Width.Kind,
            PerplexityList = affinities.Width.PerplexityList?.ToArray(),
            Perplexity = affinities.Width.Perplexity,
            Sigma = affinities.Width.Sigma,
            Standardize = preparation?.Standardization is not null,
            PrincipalComponent = preparation?.Components?.Count,
        };
    }

    /// <summary>What decides the width of the kernel.</summary>
    /// <exception cref="SneException">The options exclude each other: <see cref="KernelWidth.Of(AffinityKind, double?, double?, IReadOnlyList{double}?)"/>.
    /// </exception>
    internal KernelWidth Width() => KernelWidth.Of(AffinityKind, Sigma, Perplexity, PerplexityList);

    /// <summary>These options with another width of the kernel.</summary>
    internal EmbeddingOptions With(KernelWidth width) => this with
    {
        AffinityKind = width.Kind,
        Perplexity = width.IsDefault ? null : width.Perplexity,
        Sigma = width.Sigma,
        PerplexityList = width.PerplexityList,
    };

    /// <summary>Which pairs of points attract each other, and how wide the kernel between them is.</summary>
    public AffinityOptions ToAffinityOptions() => new()
    {
        Width = Width(),
        Neighbor = Neighbor,
        NeighborCount = NeighborCount,
        Metric = Distances is null ? Metric : NeighborMetric.Precomputed,
        Distances = Distances,
        NeighborGraph = NeighborGraph,
        Seed = Seed,
    };
}
