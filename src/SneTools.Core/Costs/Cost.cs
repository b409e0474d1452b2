namespace SneTools;

/// <summary>A cost over given probabilities, attraction and repulsion together, and its gradient.</summary>
/// <remarks>
/// C = A - Σ p log w + Σ mass · log Z: the data's own part, the attraction between the pairs that have a probability, and the repulsion
/// between all. Where all points are neighbors of each other, one loop over the pairs gives both; otherwise the attraction runs over near
/// neighbors and the repulsion has an engine of its own.
/// </remarks>
public abstract class Cost : ICost, IDisposable
{
    /// <summary>The most dimensions of a map.</summary>
    public const int MaxDimension = 10;

    /// <summary>The most dimensions of a map with the engines for many points.</summary>
    public const int MaxSparseDimension = 3;

    private protected Cost(Affinities affinities, Objective objective, int dimension, EngineKind engine, NumericPrecision precision)
    {
        Affinities = affinities;
        Objective = objective;
        Dimension = dimension;
        Engine = engine;
        Precision = precision;
    }

    /// <summary>The probabilities between the points.</summary>
    public Affinities Affinities { get; }

    /// <summary>Kernel and normalization.</summary>
    public Objective Objective { get; }

    /// <inheritdoc/>
    public int Count => Affinities.Count;

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>How the repulsion is computed; never <see cref="EngineKind.Auto"/>.</summary>
    public EngineKind Engine { get; }

    /// <summary>The precision in which pairs are computed; never <see cref="NumericPrecision.Auto"/>.</summary>
    public NumericPrecision Precision { get; }

    /// <summary>The row sums of Pˢ. The attraction is 2 (D - Pˢ) y with these in D, so its curvature is at most four times the
    /// largest, and after division of every row by its own at most 4.</summary>
    public abstract IReadOnlyList<double> Degrees { get; }

    /// <summary>What a user should know about the probabilities, as sentences.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>log Zᵢ of every point at the last map, in nats.</summary>
    internal abstract ReadOnlySpan<double> LogRowSums { get; }

    /// <summary>Prepares a cost.</summary>
    /// <param name="affinities">The probabilities. Many costs may share them; they are not changed.</param>
    /// <param name="objective">Kernel and normalization.</param>
    /// <param name="dimension">Dimension l of the map: from 1 to 10 by the exact engine, to 3 by the others.</param>
    /// <param name="engine">How the repulsion is computed; Auto for the exact engine where all points are neighbors of each other, and
    /// for the grid otherwise.</param>
    /// <param name="precision">The precision in which pairs are computed; Auto for double where there are few points.</param>
    /// <param name="team">The threads that do the work; must outlive the cost. What ends their work ends the preparation, and no
    /// evaluation.</param>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>, <see cref="SneError.OutOfMemory"/>; the objective is
    /// none; <see cref="SneError.InvalidNeighbors"/>: an engine over near neighbors was asked for, and the affinities have all pairs.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Cost Create(
        Affinities affinities,
        Objective objective,
        int dimension,
        EngineKind engine,
        NumericPrecision precision,
        ThreadTeam team) => Create(affinities, objective, dimension, engine, precision, team, isGraphConsumed: false);

    /// <summary>Prepares a cost, as above.</summary>
    /// <param name="affinities">The probabilities.</param>
    /// <param name="objective">Kernel and normalization.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="engine">How the repulsion is computed.</param>
    /// <param name="precision">The precision in which pairs are computed.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="isGraphConsumed">True if nobody else needs the neighbors of the affinities, which are to know the points between which they
    /// are: the lists are given up.</param>
    internal static Cost Create(
        Affinities affinities,
        Objective objective,
        int dimension,
        EngineKind engine,
        NumericPrecision precision,
        ThreadTeam team,
        bool isGraphConsumed)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        objective.Validate();
        if (engine == EngineKind.Auto)
            engine = affinities.Graph is null || dimension > MaxSparseDimension ? EngineKind.Exact : EngineKind.Interpolated;
        RequireDimension(engine, dimension);
        precision = Resolve(precision, affinities.Count);
        if (affinities.Graph is not null)
            return new NearCost(affinities, objective, dimension, engine, precision, team, isGraphConsumed);
        if (engine != EngineKind.Exact)
        {
            throw new SneException(
                SneError.InvalidNeighbors,
                $"The engine {engine} runs over near neighbors; these affinities are between all pairs of points.");
        }

        return new PairCost(affinities, objective, dimension, precision, team);
    }

    /// <summary>Throws when an engine makes no maps of a dimension.</summary>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>.</exception>
    public static void RequireDimension(EngineKind engine, int dimension)
    {
        if (engine is EngineKind.Interpolated or EngineKind.Multipole && dimension > MaxSparseDimension)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range: the engine {engine} makes maps of 1 to {MaxSparseDimension} dimensions; use Exact for more.");
        }

        if (engine == EngineKind.Exact && dimension is < 1 or > MaxDimension)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"Dimension {dimension} is out of range: the exact engine makes maps of 1 to {MaxDimension} dimensions.");
        }
    }

    /// <summary>Throws where a cost over all pairs of n points needs more memory than the machine has, before anything is computed.
    /// </summary>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    internal static void RequireMemory(int n, NumericPrecision precision)
    {
        if (Resolve(precision, n) == NumericPrecision.Double)
            PairWeights<double>.RequireMemory(n);
        else
            PairWeights<float>.RequireMemory(n);
    }

    /// <inheritdoc/>
    public virtual EngineState? State
    {
        get => null;
        set { }
    }

    /// <inheritdoc/>
    public abstract ObjectiveValue Evaluate(Matrix map, double exaggeration, Matrix gradient);

    /// <summary>The cost of a map, point by point, as exactly as can be: in double precision, each -log p from the exponent.</summary>
    /// <param name="map">n × l.</param>
    public abstract PointDivergence Measure(Matrix map);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is held.</summary>
    /// <param name="isDisposing">True when called by a person.</param>
    protected abstract void Dispose(bool isDisposing);

    private static NumericPrecision Resolve(NumericPrecision precision, int n) => precision != NumericPrecision.Auto
        ? precision
        : SmallData.Contains(n) ? NumericPrecision.Double : NumericPrecision.Single;
}
