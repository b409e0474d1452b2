namespace SneTools;

/// <summary>All descents of a run: from every start, in every way, for the map with the lowest cost.</summary>
/// <param name="engine">The cost and its gradient.</param>
/// <param name="points">The points that are embedded, n × h; h is 0 where distances were given instead.</param>
/// <param name="options">How.</param>
/// <param name="run">What the run has come to; it is moved in place.</param>
/// <param name="isKept">True when the run may go on later; otherwise descents that did not end in the best map are given up as soon as that
/// shows.</param>
/// <param name="team">The threads that make first maps.</param>
internal sealed class Minimization(
    Cost engine, Matrix points, EmbeddingOptions options, RunState run, bool isKept, ThreadTeam team)
{
    /// <summary>How far below 0 rounding may put a divergence, as a share of the cross-entropy that it is a difference of: engines for
    /// many points know the sums of rows to 1e-6.</summary>
    private const double CostRounding = 1e-5;

    /// <summary>The most points whose map is made more than once: it takes a fraction of a second.</summary>
    private const int FewPoints = 500;

    /// <summary>How many times wider a map may become while L-BFGS polishes it under Student's kernel, which has valleys that sink a
    /// little all the way to infinity.</summary>
    private const double PolishedGrowth = 1.5;

    /// <summary>Share of the last move that is kept, under Student's kernel, while the cost of many points falls: groups drift apart along
    /// slopes that get ever flatter. Under a Gaussian kernel, whose forces grow with the distance, so much momentum throws maps apart.</summary>
    private const double StudentMomentum = 0.98;

    /// <summary>Share of the last move that is kept in the other descents of few points: with less of it a map ends in a valley nearer to its
    /// start.</summary>
    private static readonly double[] PlainMomenta = [0.9, 0.8];

    /// <summary>What is left, by the stages up to it, of a point when its first map is made.</summary>
    private const double BytesOfFirstMap = 512;

    /// <summary>What the engine carries before it has seen a map: every descent begins with it, whatever was made before.</summary>
    private readonly EngineState? _fresh = engine.State;

    /// <summary>Is told of every map that was kept on the way, once the next iteration has measured it, in the first way from a start, on this
    /// thread.</summary>
    public Action<KeptMap, DescentState>? Passed { get; init; }

    /// <summary>The way that <see cref="OptimizerKind.Auto"/> means. Student's kernel has valleys that sink a little all the way to
    /// infinity; L-BFGS follows them, and the groups of a map end so far apart that nothing else can be seen.</summary>
    /// <param name="options">The options.</param>
    /// <param name="n">Number of points.</param>
    public static OptimizerKind Resolve(EmbeddingOptions options, int n)
    {
        if (options.Descent.Optimizer != OptimizerKind.Auto)
            return options.Descent.Optimizer;
        return SmallData.Contains(n) && options.Objective.IsGaussian ? OptimizerKind.LBfgs : OptimizerKind.GradientDescent;
    }

    /// <summary>In how many ways a run descends from each of its starts.</summary>
    /// <param name="options">The options.</param>
    /// <param name="n">Number of points.</param>
    public static int Ways(EmbeddingOptions options, int n) =>
        options.Initialization.Map is null && IsFew(options.Descent, n) ? 1 + PlainMomenta.Length : 1;

    /// <summary>Goes on to the end of the run, or until somebody stops it.</summary>
    /// <param name="stages">Is told of every stage.</param>
    /// <param name="observe">Is told of every iteration in the first way from a start, on this thread.</param>
    /// <param name="keep">Is told after every iteration, on this thread, when the run's state is whole.</param>
    /// <param name="cancellation">Ends the run; its state stays as it was after the last whole iteration.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>, or <see cref="SneError.InvalidMap"/>: the state is not one of these
    /// points.</exception>
    public Solution Run(StageClock stages, Action<HistoryPoint>? observe, Action? keep, CancellationToken cancellation)
    {
        RequireShape();
        Solution? best = null;
        bool isCanceled = false;
        run.Settle(null);
        for (int start = 0; start < options.Restart && !isCanceled; start++)
        {
            try
            {
                Solution solution = Solve(start, stages, observe, keep, cancellation);
                if (best is null || solution.Cost.Divergence < best.Cost.Divergence)
                    best = solution;
                if (!isKept)
                    run.GiveUpAllBut(best.State);
                isCanceled = solution.StopReason == StopReason.Canceled;
            }
            catch (SneException error) when (error.Error == SneError.Diverged && best is not null)
            {
                // One start that is lost does not undo those that were not.
            }
        }

        run.Settle(best!.State);
        return isCanceled ? best with { StopReason = StopReason.Canceled } : best;
    }

    /// <summary>The best map from one start.</summary>
    private Solution Solve(int start, StageClock stages, Action<HistoryPoint>? observe, Action? keep, CancellationToken cancellation)
    {
        InitialMap initialization = start == 0 ? options.Initialization : InitialMap.Random;
        Way[] ways = Ways(initialization);
        int seed = unchecked(options.Seed + start);
        Matrix? first = null;
        if (run.Find(start, ways.Length - 1) is null)
        {
            stages.Begin(EmbeddingPhase.Initialization);
            first = initialization.Create(points, engine.Affinities, options.Dimension, seed, team);
            MemoryBudget.GiveBack((double)points.Rows * BytesOfFirstMap);
        }

        stages.Begin(EmbeddingPhase.Descent);
        (DescentState State, ObjectiveValue Value, StopReason Reason)? best = null;
        bool isCanceled = false;
        for (int way = 0; way < ways.Length && !isCanceled; way++)
        {
            // What a descent that has begun came to is in the state; one that has ended gives its cost once more.
            DescentState state = run.Find(start, way) ?? run.Begin(start, way, first!.Clone(), _fresh);
            bool isFirst = way == 0;
            KeepMap(state);
            StopReason reason = new PhasedDescent(engine, ways[way].Settings, ways[way].Growth, seed, team).Run(
                state,
                point =>
                {
                    if (isFirst)
                        Tell(state, point, observe);
                    KeepMap(state);
                    keep?.Invoke();
                },
                cancellation);
            isCanceled = reason == StopReason.Canceled;
            ObjectiveValue value = engine.Evaluate(state.Map, 1, new Matrix(state.Map.Rows, state.Map.Columns));
            if (best is null || value.Divergence < best.Value.Value.Divergence)
                best = (state, value, reason);
        }

        (DescentState ended, ObjectiveValue cost, StopReason stop) = best!.Value;
        if (stop == StopReason.Canceled)
            return new Solution(ended, cost, null, stop, seed);
        PointDivergence parts = engine.Measure(ended.Map);
        cost = new ObjectiveValue(parts.Entropy.Sum(), parts.CrossEntropy.Sum(), 0);
        Require(ended.Map, cost);
        return new Solution(ended, cost, parts, isCanceled ? StopReason.Canceled : stop, seed);
    }

    /// <summary>Tells of an iteration, and of the map that it began with if that was kept.</summary>
    private void Tell(DescentState state, HistoryPoint point, Action<HistoryPoint>? observe)
    {
        observe?.Invoke(point);
        if (state.Snapshots.Count > 0 && state.Snapshots[^1].Iteration == point.Iteration - 1)
            Passed?.Invoke(state.Snapshots[^1], state);
    }

    /// <summary>Keeps the map that a descent is at, if it is one to be kept.</summary>
    private void KeepMap(DescentState state)
    {
        int iteration = state.History.Count;
        if (options.SnapshotInterval is { } interval && iteration % interval == 0 && (state.Snapshots.Count == 0 || state.Snapshots[^1].Iteration < iteration))
            state.Snapshots.Add(KeptMap.Of(state));
    }

    /// <summary>The ways of descending from a start: as asked for, and of few points also without exaggeration.</summary>
    private Way[] Ways(InitialMap initialization)
    {
        // A map that was given has its shape: exaggeration would take it away.
        DescentOptions settings = !initialization.HasShape
            ? Hurry(options.Descent)
            : options.Descent with { EarlyExaggeration = options.Descent.EarlyExaggeration ?? 1 };
        double reach = options.Objective.IsGaussian ? double.PositiveInfinity : PolishedGrowth;
        double? growth = Resolve(options, points.Rows) == OptimizerKind.LBfgs ? reach : null;
        double? plainGrowth = options.Descent.Optimizer != OptimizerKind.GradientDescent ? reach : null;
        return
        [
            new Way(settings, growth),
            .. (IsFew(settings, points.Rows) ? PlainMomenta : []).Select(
                momentum => new Way(settings with { EarlyExaggeration = 1, Momentum = momentum }, plainGrowth)),
        ];
    }

    /// <summary>The settings with the momentum of a fall, where nothing that was asked for speaks against it.</summary>
    private DescentOptions Hurry(DescentOptions settings) =>
        settings is { FallingMomentum: null, LearningRate: null, Jitter: 0 } && !options.Objective.IsGaussian && !SmallData.Contains(points.Rows)
            ? settings with { FallingMomentum = Math.Max(StudentMomentum, settings.Momentum) }
            : settings;

    /// <summary>True where a map is made more than once, with exaggeration that falls and with none, for the lowest of all: a few hundred
    /// points end in one of several valleys, and which is the lowest is luck.</summary>
    private static bool IsFew(DescentOptions settings, int n) =>
        n <= FewPoints && settings.EarlyExaggeration is null && settings.LearningRate is null && settings.Jitter == 0;

    /// <summary>Throws when the state to go on from is that of other maps.</summary>
    private void RequireShape()
    {
        foreach (Matrix map in run.Descents.Select(descent => descent.Map))
        {
            if ((map.Rows, map.Columns) != (points.Rows, options.Dimension))
                throw new SneException(SneError.InvalidMap, $"The map to go on from is {map.Rows} x {map.Columns}; the map of these data is {points.Rows} x {options.Dimension}.");
        }
    }

    /// <summary>Throws when a map or its cost is none: no such result leaves this library.</summary>
    private static void Require(Matrix map, ObjectiveValue cost)
    {
        int bad = Array.FindIndex(map.Values, x => !double.IsFinite(x));
        if (bad >= 0)
            throw new SneException(SneError.Diverged, $"Point {(bad / map.Columns) + 1} of the map has no place: a coordinate is {map.Values[bad]}.", (bad / map.Columns) + 1);
        if (!double.IsFinite(cost.Divergence) || cost.Divergence < -CostRounding * Math.Max(1, Math.Abs(cost.CrossEntropy)))
            throw new SneException(SneError.Diverged, FormattableString.Invariant($"The divergence of the map is {cost.Divergence}, which none can be: a cross-entropy of {cost.CrossEntropy} less an entropy of {cost.Entropy}."));
    }

    /// <summary>A way of descending.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="Growth">How many times wider L-BFGS may make the map; null for gradient descent alone.</param>
    private sealed record Way(DescentOptions Settings, double? Growth);
}
