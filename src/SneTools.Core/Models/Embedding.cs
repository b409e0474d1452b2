using System.Collections.Specialized;

namespace SneTools;

/// <summary>A map of a data set and how it came about.</summary>
public sealed record Embedding
{
    /// <summary>The map, n × l.</summary>
    public required Matrix Map { get; init; }

    /// <summary>Number of points, n.</summary>
    public int Count => Map.Rows;

    /// <summary>Dimension of the map, l.</summary>
    public int Dimension => Map.Columns;

    /// <summary>The method.</summary>
    public required SneMethod Method { get; init; }

    /// <summary>α of the Student-t kernel; not used by Gaussian methods.</summary>
    public required double DegreeOfFreedom { get; init; }

    /// <summary>How the repulsion was computed.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>How the nearest neighbors were found; null when all points attracted each other.</summary>
    public required NeighborSearch? Neighbor { get; init; }

    /// <summary>Neighbors of a point that attracted it.</summary>
    public required int NeighborCount { get; init; }

    /// <summary>The share of the true neighbors that the search found, from 0 to 1, as measured on a sample.</summary>
    public required double NeighborRecall { get; init; }

    /// <summary>What near meant.</summary>
    public required NeighborMetric Metric { get; init; }

    /// <summary>The precision in which pairs of points were computed.</summary>
    public required NumericPrecision Precision { get; init; }

    /// <summary>How the probabilities came about.</summary>
    public AffinityKind AffinityKind { get; init; }

    /// <summary>The perplexities of which the mean was taken; null for one, σ, or none.</summary>
    public double[]? PerplexityList { get; init; }

    /// <summary>Effective number of neighbors that was asked for; null when σ or several were given, or none was needed.</summary>
    public required double? Perplexity { get; init; }

    /// <summary>The one kernel width that was asked for; null when the perplexity decided.</summary>
    public required double? Sigma { get; init; }

    /// <summary>Σᵢ H(Pᵢ) (conditional methods) or H(P) (joint ones), in nats: -A, the part of the cost that the data
    /// alone decide.</summary>
    public required double Entropy { get; init; }

    /// <summary>-Σᵢⱼ p log q, in nats.</summary>
    public required double CrossEntropy { get; init; }

    /// <summary>The share of every point in entropy and cross-entropy, which are its sums; null for a map that was stopped on the way.
    /// </summary>
    public PointDivergence? PointDivergence { get; init; }

    /// <summary>The Kullback-Leibler divergence C = CrossEntropy - Entropy, in nats.</summary>
    /// <remarks>No divergence is below 0; what rounding puts there is 0.</remarks>
    public double Divergence => Math.Max(0, CrossEntropy - Entropy);

    /// <summary>C/n for conditional methods, C for joint ones, in nats: comparable between data sets of different size.
    /// </summary>
    public double MeanDivergence => new Objective(Method).IsJoint ? Divergence : Divergence / Count;

    /// <summary>Number of iterations made.</summary>
    public int Iterations => History.Count;

    /// <summary>How the cost was minimized.</summary>
    public required OptimizerKind Optimizer { get; init; }

    /// <summary>The way in which the map was made: its start and its exaggeration; null where that was not kept.</summary>
    public string? Way { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Time the run took, from rows in memory to the map.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long every stage took, in order.</summary>
    public required IReadOnlyList<StageTiming> Stages { get; init; }

    /// <summary>Seed of all random numbers of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>The learning rate after early exaggeration.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Every iteration: its number, the divergence, the size of the gradient, the exaggeration.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }

    /// <summary>Maps on the way from the first, at iteration 0, to this one, in single precision; none unless
    /// <see cref="EmbeddingOptions.SnapshotInterval"/> asked for them.</summary>
    public MapSnapshot[] Snapshots { get; init; } = [];

    /// <summary>The columns of the source: which were embedded, which rode along, which were left out, and why.</summary>
    public required IReadOnlyList<SourceColumn> Columns { get; init; }

    /// <summary>The numbers that were embedded, n × h: standardized and reduced to principal components if so asked for; null if
    /// distances were given instead, or if they are not known any more.</summary>
    public Matrix? Data { get; init; }

    /// <summary>The neighbors that attracted each other; null when all points did, or if they are not known any more.</summary>
    public NeighborGraph? NeighborGraph { get; init; }

    /// <summary>The probabilities between the points, with β of every one; null if they are not known any more.</summary>
    public Affinities? Affinities { get; init; }

    /// <summary>The columns that rode along.</summary>
    public required IReadOnlyList<LabelColumn> Labels { get; init; }

    /// <summary>What was asked for; null where it is not known. Data, distances, neighbors and probabilities that were given are not here: what
    /// they decided is.</summary>
    public EmbeddingOptions? Options { get; init; }

    /// <summary>Where the map started: Pca, Random, Spectral, Given or Aligned; null where it is not known.</summary>
    public string? Initialization => Options?.Initialization.Name;

    /// <summary>Whether every column was scaled to mean 0 and standard deviation 1 first; null where it is not known.</summary>
    public bool? Standardize => Options?.Standardize;

    /// <summary>Number of principal components that the data were reduced to first; null for none.</summary>
    public int? PrincipalComponent => Options?.PrincipalComponent;

    /// <summary>The factor on the attraction in the first iterations that was asked for; null for what <see cref="Way"/> says.</summary>
    public double? EarlyExaggeration => Options?.Descent.EarlyExaggeration;

    /// <summary>The most iterations; null where they were the default and that is not known any more.</summary>
    public int? MaxIteration => Options?.Descent.MaxIteration;

    /// <summary>Number of rows that were left out because a cell held no finite number.</summary>
    public int DroppedRows { get; init; }

    /// <summary>Number of cells that held no finite number and got their column's mean.</summary>
    public int ReplacedCells { get; init; }

    /// <summary>The program that made the map, with its version; null where it is not known.</summary>
    public string? Program { get; init; }

    /// <summary>The runtime that it was made on, with its version; null where it is not known.</summary>
    public string? Runtime { get; init; }

    /// <summary>The parameters that Invoke-SneEmbedding makes the map again by, from the same rows, by their names: method, width of the kernel,
    /// dimension, start, iterations and seed, and whatever else is not the default of <see cref="Program"/>. Bit for bit on the same
    /// machine with the same versions.</summary>
    /// <remarks>Of the type that PowerShell splats and New-SneSweep -Run takes: names and values, in order. Distances, neighbors and probabilities that were given are the
    /// user's to give again.</remarks>
    public OrderedDictionary Parameters => RunParameters.Of(this);

    /// <summary>What a user should know about the data, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The names of the map's columns, Y1 … Yl.</summary>
    public IReadOnlyList<string> Coordinates => CoordinateNames(Dimension);

    /// <summary>Y1 … Yl.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    public static IReadOnlyList<string> CoordinateNames(int dimension) => ColumnNames.Numbered("Y", dimension);

    /// <summary>The same map elsewhere: turned, shifted or scaled, without the maps on the way to it. Its cost is what it was before a scale.
    /// </summary>
    /// <param name="map">n × l.</param>
    internal Embedding At(Matrix map) => this with { Map = map, Snapshots = [] };

    /// <summary>The same map without neighbors, probabilities, the share of every point in the cost and the maps on the way.</summary>
    internal Embedding WithoutNeighbors() => Extend(Map, Data, Labels, Entropy, CrossEntropy);

    /// <summary>The map with more points, without neighbors, probabilities, the share of every point in the cost and the maps on the way.
    /// </summary>
    /// <param name="map">All points.</param>
    /// <param name="data">Their numbers.</param>
    /// <param name="labels">The columns that ride along.</param>
    /// <param name="entropy">-A of all.</param>
    /// <param name="crossEntropy">-Σᵢⱼ p log q of all.</param>
    internal Embedding Extend(Matrix map, Matrix? data, IReadOnlyList<LabelColumn> labels, double entropy, double crossEntropy) => this with
    {
        Map = map,
        NeighborCount = NeighborCount == Count - 1 ? map.Rows - 1 : NeighborCount,
        Entropy = entropy,
        CrossEntropy = crossEntropy,
        PointDivergence = null,
        Data = data,
        NeighborGraph = null,
        Affinities = null,
        Labels = labels,
        Snapshots = [],
    };

    /// <summary>The map that another descent of the same run has come to, with the cost at its last step.</summary>
    /// <param name="descent">The descent, which has made a step.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="seed">Seed of its start.</param>
    /// <param name="reason">Why it ended.</param>
    internal Embedding At(DescentState descent, EmbeddingOptions options, int seed, StopReason reason)
    {
        ObjectiveValue value = descent.Value;
        return this with
        {
            Map = options.Initialization.Turn(descent.Map.Center()),
            Entropy = value.Entropy,
            CrossEntropy = value.CrossEntropy,
            PointDivergence = null,
            StopReason = reason,
            Seed = seed,
            LearningRate = descent.LearningRate,
            History = descent.History.ToArray(),
            Snapshots = MapSnapshot.Of(descent, options, value.Divergence, Labels),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Method} map of {Count} points in {Dimension} dimensions, divergence {Divergence:0.####}");
}
