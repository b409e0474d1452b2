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

    /// <summary>What is left, by the stages up to it, of a point when its first map is made.</summary>
    private const double BytesOfFirstMap = 512;

    /// <summary>What the engine carries before it has seen a map: every descent begins with it, whatever was made before.</summary>
    private readonly EngineState? _fresh = engine.State;

    /// <summary>Is told of every map that was kept on the way, once the next iteration has measured it, in the way from a start that comes to it
    /// first, on this thread.</summary>
    public Action<KeptMap, DescentState>? Passed { get; init; }

    /// <summary>The way that <see cref="OptimizerKind.Auto"/> means.</summary>
    /// <param name="options">The options.</param>
    /// <param name="n">Number of points.</param>
    public static OptimizerKind Resolve(EmbeddingOptions options, int n)
    {
        if (options.Descent.Optimizer != OptimizerKind.Auto)
            return options.Descent.Optimizer;
        return SmallData.Contains(n) ? OptimizerKind.LBfgs : OptimizerKind.GradientDescent;
    }

    /// <summary>Goes on to the end of the run, or until somebody stops it.</summary>
    /// <param name="stages">Is told of every stage.</param>
    /// <param name="observe">Is told of every iteration from a start, in the way that comes to it first, on this thread.</param>
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
        DescentWay[] ways = DescentWays.Of(options, points.Rows, start);
        bool isOlder = ways.Length > 1 && run.Find(start, 0) is not null;
        if (isOlder)
            ways = DescentWays.Older(options, points.Rows, start);
        int seed = unchecked(options.Seed + start);
        Matrix?[] first = FirstMaps(start, ways, seed, stages);
        stages.Begin(EmbeddingPhase.Descent);
        bool isTried = ways.Length > 1 && !isOlder;
        var trials = new List<Trial>();
        bool isCanceled = false;
        int told = 0;

        // Ways begin one after the other, each when the one before it has been tried: a run too short for that is made in the first ones alone.
        for (int k = 0; k < ways.Length && !isCanceled && (k == 0 || !isTried || trials[^1].IsOver(0)); k++)
        {
            DescentState state = run.Find(start, ways[k].Number) ?? Begin(start, ways[k], first[k]!);
            trials.Add(new Trial(ways[k], state));
            isCanceled = Descend(trials[^1], isTried ? ways[k].Trial : int.MaxValue);
        }

        // Which ways are followed does not depend on the limit of iterations: a run that is given more later follows the same ones.
        Trial[] followed = Left(trials);
        bool isShort = trials.Count < ways.Length || !trials[^1].IsOver(0);
        int extra = 0;
        foreach ((int kept, int iterations) in DescentWays.Rounds(options.Objective.IsGaussian, points.Rows))
        {
            isShort |= !followed.All(trial => trial.IsOver(extra));
            if (isCanceled || !isTried || isShort)
                break;
            followed = [.. followed.OrderBy(trial => trial.Cost(extra)).Take(kept)];
            extra = iterations == int.MaxValue ? iterations : extra + iterations;
            Follow();
        }

        // A run that ends before it is known which ways lead follows all that may, each to the limit.
        if (isTried && isShort)
        {
            extra = int.MaxValue;
            Follow();
        }

        foreach (Trial trial in followed)
            trial.Value = engine.Evaluate(trial.State.Map, 1, new Matrix(trial.State.Map.Rows, trial.State.Map.Columns));
        Trial best = followed.MinBy(trial => trial.Value.Divergence)!;
        DescentState ended = best.State;
        if (best.Reason == StopReason.Canceled)
            return new Solution(ended, best.Value, null, best.Reason, seed) { Way = best.Way };
        PointDivergence parts = engine.Measure(ended.Map);
        var cost = new ObjectiveValue(parts.Entropy.Sum(), parts.CrossEntropy.Sum(), 0);
        Require(ended.Map, cost);
        return new Solution(ended, cost, parts, isCanceled ? StopReason.Canceled : best.Reason, seed) { Way = best.Way };

        void Follow()
        {
            for (int k = 0; k < followed.Length && !isCanceled; k++)
                isCanceled = Descend(followed[k], followed[k].End(extra));
            followed = Left(followed);
        }

        bool Descend(Trial trial, int limit)
        {
            DescentState state = trial.State;
            DescentOptions settings = trial.Way.Settings;
            KeepMap(state);
            try
            {
                trial.Reason = new PhasedDescent(
                    engine, settings with { MaxIteration = Math.Min(limit, settings.Limit) }, trial.Way.Growth, trial.Way.Seed(seed), team).Run(
                    state,
                    point =>
                    {
                        if (point.Iteration > told)
                        {
                            told = point.Iteration;
                            Tell(state, point, observe);
                        }

                        KeepMap(state);
                        keep?.Invoke();
                    },
                    cancellation);
            }
            catch (SneException error) when (error.Error == SneError.Diverged)
            {
                trial.Lost = error;
            }

            return trial.Lost is null && trial.Reason == StopReason.Canceled;
        }
    }

    /// <summary>The ways that have not come to nothing.</summary>
    private static Trial[] Left(IReadOnlyList<Trial> trials)
    {
        Trial[] left = [.. trials.Where(trial => trial.Lost is null)];
        return left.Length > 0 ? left : throw trials[0].Lost!;
    }

    /// <summary>The first maps of the ways that have not begun; null for the others.</summary>
    private Matrix?[] FirstMaps(int start, DescentWay[] ways, int seed, StageClock stages)
    {
        var result = new Matrix?[ways.Length];
        if (Array.TrueForAll(ways, way => run.Find(start, way.Number) is not null))
            return result;
        stages.Begin(EmbeddingPhase.Initialization);
        var made = new Dictionary<(InitialMap, int), Matrix>();
        for (int k = 0; k < ways.Length; k++)
        {
            if (run.Find(start, ways[k].Number) is not null)
                continue;
            (InitialMap, int) key = (ways[k].Start, ways[k].Draw);
            if (!made.TryGetValue(key, out result[k]))
                made[key] = result[k] = ways[k].Start.Create(points, engine.Affinities, options.Dimension, ways[k].Seed(seed), team);
        }

        MemoryBudget.GiveBack((double)points.Rows * BytesOfFirstMap);
        return result;
    }

    /// <summary>Begins a descent.</summary>
    private DescentState Begin(int start, DescentWay way, Matrix first)
    {
        DescentState result = run.Begin(start, way.Number, first.Clone(), _fresh);
        result.Exaggeration = way.Level;
        return result;
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

    /// <summary>A way that is tried.</summary>
    /// <param name="way">The way.</param>
    /// <param name="state">What it has come to.</param>
    private sealed class Trial(DescentWay way, DescentState state)
    {
        public DescentWay Way { get; } = way;

        public DescentState State { get; } = state;

        public StopReason Reason { get; set; }

        /// <summary>Why it came to nothing; null if it did not.</summary>
        public SneException? Lost { get; set; }

        public ObjectiveValue Value { get; set; }

        /// <summary>The iterations of the trial, and so many more.</summary>
        public int End(int extra) => (int)Math.Min(int.MaxValue, (long)Way.Trial + extra);

        /// <summary>True when it has made them, needs no more, or came to nothing.</summary>
        public bool IsOver(int extra) => Lost is not null || Reason == StopReason.Converged || State.History.Count >= End(extra);

        /// <summary>The cost, in nats, at the last of them, however many have been made since.</summary>
        public double Cost(int extra) =>
            State.History.Count == 0 ? double.PositiveInfinity : State.History[Math.Min(End(extra), State.History.Count) - 1].Divergence;
    }
}
