namespace SneTools;

/// <summary>Everything that decides the next step of a descent: a copy of it, or what was written to a file and read again, is a point to go on
/// from, bit for bit.</summary>
/// <remarks>
/// <para>It is whole between two iterations, and so when a run's observer is called. Whoever goes on from it brings the same cost and the same
/// settings; the state brings all else, also what the engine carries from map to map.</para>
/// <para>How many iterations are exaggerated does not depend on the length of a run. The one thing that does is jitter: over how many it
/// falls is fixed when the first iteration begins. A descent that is given more iterations later keeps to that plan, and goes on after its
/// end without jitter. <see cref="DescentOptions.PlannedIteration"/> plans for more than are made at first.</para>
/// </remarks>
public sealed class DescentState
{
    /// <summary>The state at the start.</summary>
    /// <param name="map">The map to start from, n × l; it is moved in place.</param>
    public DescentState(Matrix map)
        : this(RequireMap(map), new double[map.Values.Length], new double[map.Values.Length], new ConvergenceWindow(), new CurvaturePairs()) =>
        Array.Fill(Gains, 1);

    internal DescentState(Matrix map, double[] velocity, double[] gains, ConvergenceWindow window, CurvaturePairs pairs) =>
        (Map, Velocity, Gains, Window, Pairs) = (map, velocity, gains, window, pairs);

    /// <summary>The map, n × l.</summary>
    public Matrix Map { get; }

    /// <summary>The last move of every coordinate, in units of the map.</summary>
    public double[] Velocity { get; }

    /// <summary>The gain of every coordinate.</summary>
    public double[] Gains { get; }

    /// <summary>The iterations so far.</summary>
    public List<HistoryPoint> History { get; internal init; } = [];

    /// <summary>The maps on the way that were kept, in their order; they decide nothing.</summary>
    internal List<KeptMap> Snapshots { get; init; } = [];

    /// <summary>Which step rule it is at.</summary>
    public DescentPhase Phase { get; internal set; }

    /// <summary>How the phase came to its own end, if it has.</summary>
    public PhaseEnd End { get; internal set; }

    /// <summary>What the learning rate has been shortened by: 1, or a power of ½ after steps that had to be taken back.</summary>
    public double RateFactor { get; internal set; } = 1;

    /// <summary>The factor on the attraction while it is exaggerated; null before the first iteration.</summary>
    public double? Exaggeration { get; internal set; }

    /// <summary>The number of iterations that jitter is laid out over; null without any, and before the first iteration.</summary>
    public int? PlannedIterations { get; internal set; }

    /// <summary>How many iterations are exaggerated; null before the first iteration.</summary>
    internal int? ExaggeratedIterations { get; set; }

    /// <summary>True while the attraction is exaggerated.</summary>
    internal bool IsExaggerated => Exaggeration > 1 && History.Count < ExaggeratedIterations;

    /// <summary>The attraction, in nats, of the map that exaggeration began with, or with which it was last lowered.</summary>
    internal double? ShapedAttraction { get; set; }

    /// <summary>The cost at the last map that was kept.</summary>
    internal ObjectiveValue Value { get; set; }

    /// <summary>What momentum can add to the cost; infinite before the first step of a phase.</summary>
    internal double MomentumEnergy { get; set; } = double.PositiveInfinity;

    /// <summary>The map before the last step, to take that back to; null before the first step.</summary>
    internal double[]? Before { get; set; }

    /// <summary>The numbers of jitter and noise; null before the first step of a phase.</summary>
    internal NormalNoise? Noise { get; set; }

    /// <summary>The last iterations, by which it is judged whether the cost stands still.</summary>
    internal ConvergenceWindow Window { get; }

    /// <summary>The tolerance by which the phase has converged.</summary>
    internal double EndTolerance { get; set; }

    /// <summary>The learning rate when the first phase ended.</summary>
    internal double LearningRate { get; set; }

    /// <summary>The gradient at the map, which L-BFGS steps on from; null where it has not been computed.</summary>
    internal Matrix? Gradient { get; set; }

    /// <summary>What L-BFGS knows of the curvature.</summary>
    internal CurvaturePairs Pairs { get; private set; }

    /// <summary>How wide L-BFGS may make the map; null outside its phase.</summary>
    internal double? Reach { get; set; }

    /// <summary>What the engine carries to the next map; null if that is nothing.</summary>
    internal EngineState? Engine { get; set; }

    /// <summary>A copy that stays as it is when the descent goes on.</summary>
    public DescentState Clone() => new(
        Map.Clone(), (double[])Velocity.Clone(), (double[])Gains.Clone(), Window.Clone(), Pairs.Clone())
    {
        History = [.. History],
        Snapshots = [.. Snapshots],
        Phase = Phase,
        End = End,
        RateFactor = RateFactor,
        Exaggeration = Exaggeration,
        PlannedIterations = PlannedIterations,
        ExaggeratedIterations = ExaggeratedIterations,
        ShapedAttraction = ShapedAttraction,
        Value = Value,
        MomentumEnergy = MomentumEnergy,
        Before = (double[]?)Before?.Clone(),
        Noise = Noise?.Clone(),
        EndTolerance = EndTolerance,
        LearningRate = LearningRate,
        Gradient = Gradient?.Clone(),
        Reach = Reach,
        Engine = Engine,
    };

    /// <summary>The state as named arrays and scalars. The arrays are the state's own: what is to stay as it is comes from a
    /// <see cref="Clone"/>.</summary>
    public StateArrays ToArrays() => DescentStateArrays.Write(this);

    /// <summary>The state that <see cref="ToArrays"/> gave.</summary>
    /// <param name="arrays">The arrays, which become the state's own.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: an array or a scalar is missing, or is none of a state.</exception>
    public static DescentState FromArrays(StateArrays arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return DescentStateArrays.Read(arrays);
    }

    /// <summary>Begins a phase: what only the one before it needed is forgotten.</summary>
    internal void Enter(DescentPhase phase)
    {
        Phase = phase;
        End = PhaseEnd.None;
        Value = default;
        MomentumEnergy = double.PositiveInfinity;
        Before = null;
        Noise = null;
        Window.Clear();
        Gradient = null;
        Pairs = new CurvaturePairs();
        Reach = null;
    }

    private static Matrix RequireMap(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map;
    }
}
