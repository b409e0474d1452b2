namespace SneTools;

/// <summary>A map on the way to another one, in single precision.</summary>
public sealed class MapSnapshot
{
    /// <summary>Creates the snapshot.</summary>
    /// <param name="values">The map, n × l, row after row; not copied.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    internal MapSnapshot(float[] values, int dimension) => (Values, Dimension) = (values, dimension);

    /// <summary>Iterations made before the map, from 0.</summary>
    public required int Iteration { get; init; }

    /// <summary>The most iterations that its run makes.</summary>
    public required int MaxIteration { get; init; }

    /// <summary>The Kullback-Leibler divergence of the map, in nats, without exaggeration; that of a run's last map comes from its engine as the
    /// others do, or is <see cref="Embedding.Divergence"/>.</summary>
    public required double Divergence { get; init; }

    /// <summary>Factor on the attraction in the iteration that led to the map; 1 at the start.</summary>
    public required double Exaggeration { get; init; }

    /// <summary>Number of points, n.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>Dimension of the map, l.</summary>
    public int Dimension { get; }

    /// <summary>The columns that ride along with the points.</summary>
    public IReadOnlyList<LabelColumn> Labels { get; init; } = [];

    /// <summary>The coordinates, n × l, row after row, shifted to mean 0.</summary>
    public float[] Values { get; }

    /// <summary>A coordinate of a point, both counted from 0.</summary>
    public float this[int point, int coordinate] => Values[(point * Dimension) + coordinate];

    /// <summary>The map in double precision, n × l.</summary>
    public Matrix ToMatrix() => new(Count, Dimension, Array.ConvertAll(Values, value => (double)value));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"iteration {Iteration} of {MaxIteration}, divergence {Divergence:0.0000}{(Exaggeration == 1 ? string.Empty : ", early exaggeration")}");

    /// <summary>All maps that a descent kept, turned as its last one is, and that.</summary>
    /// <param name="state">The descent.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="divergence">The divergence of its last map.</param>
    /// <param name="labels">The columns that ride along.</param>
    /// <returns>None if the descent kept none.</returns>
    internal static MapSnapshot[] Of(DescentState state, EmbeddingOptions options, double divergence, IReadOnlyList<LabelColumn> labels)
    {
        List<KeptMap> kept = state.Snapshots;
        if (kept.Count == 0)
            return [];
        Matrix last = options.Initialization.Turn(state.Map.Center());
        MapAlignment? turning = options.Initialization.Turning(state.Map.Center());
        return
        [
            .. kept.Where(map => map.Iteration < state.History.Count).Select(map => Of(map, state, options, turning, divergence, labels)),
            Of(new KeptMap(state.History.Count, KeptMap.Round(last)), state, options, null, divergence, labels),
        ];
    }

    /// <summary>A map that a descent kept. Its divergence is known as soon as the next iteration has begun with it.</summary>
    internal static MapSnapshot Of(
        KeptMap map, DescentState state, EmbeddingOptions options, MapAlignment? turning, double divergence, IReadOnlyList<LabelColumn> labels) =>
        new(turning is null ? map.Values : KeptMap.Round(turning.Turn(map.ToMatrix(options.Dimension))), options.Dimension)
        {
            Iteration = map.Iteration,
            MaxIteration = options.Descent.Limit,
            Divergence = Math.Max(0, map.Iteration < state.History.Count ? state.History[map.Iteration].Divergence : divergence),
            Exaggeration = map.Iteration == 0 ? 1 : state.History[map.Iteration - 1].Exaggeration,
            Labels = labels,
        };
}
