namespace SneTools;

/// <summary>A way of stepping down a cost, in the one loop that all ways run in.</summary>
/// <remarks>All that a step depends on, and all that it changes, is in the <see cref="State"/> and the settings: a rule that is made for a
/// state goes on where another one left it.</remarks>
public abstract class StepRule
{
    /// <summary>The most iterations whose history has room from the start.</summary>
    private const int LongestHistory = 100_000;

    private readonly ConvergenceTest _convergence;

    /// <summary>Prepares steps from a state on.</summary>
    /// <param name="engine">The cost and its gradient.</param>
    /// <param name="state">Where to go on from; it is moved in place.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="SneException">A setting is out of range.</exception>
    private protected StepRule(ICost engine, DescentState state, DescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Engine = engine;
        State = state;
        Options = options;
        _convergence = new ConvergenceTest(options.Tolerance, state.Window);
        state.History.EnsureCapacity(Math.Min(options.Limit, LongestHistory));
    }

    /// <summary>Where the descent is.</summary>
    public DescentState State { get; }

    /// <summary>The cost at the last map that was kept.</summary>
    public ObjectiveValue Value => State.Value;

    /// <summary>The cost and its gradient.</summary>
    private protected ICost Engine { get; }

    /// <summary>The settings.</summary>
    private protected DescentOptions Options { get; }

    /// <summary>Moves the map until the cost stands still, the limit is reached, or somebody stops it.</summary>
    /// <param name="observe">Is called after every iteration, on this thread; the state is whole then.</param>
    /// <param name="cancellation">Ends the run; the state stays as it was after the last whole iteration.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>: however short the steps, the cost does not fall.</exception>
    public StopReason Run(Action<HistoryPoint>? observe = null, CancellationToken cancellation = default)
    {
        Engine.State = State.Engine;
        if (State.End == PhaseEnd.Converged && Options.Tolerance < State.EndTolerance)
            State.End = PhaseEnd.None;
        if (State.End != PhaseEnd.None)
            return Reason(State.End);
        Begin();
        State.Engine = Engine.State;
        while (State.History.Count < Options.Limit)
        {
            if (cancellation.IsCancellationRequested || !Step(out HistoryPoint point, cancellation))
                return StopReason.Canceled;
            State.History.Add(point);
            State.End = Judge(point);
            State.EndTolerance = Options.Tolerance;
            State.Engine = Engine.State;
            observe?.Invoke(point);
            if (State.End != PhaseEnd.None)
                return Reason(State.End);
        }

        return StopReason.IterationLimit;
    }

    /// <summary>Computes what the first step goes on from, unless the state has it.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>One iteration.</summary>
    /// <param name="point">What it began with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False when it was ended on the way: then the state is as before.</returns>
    private protected abstract bool Step(out HistoryPoint point, CancellationToken cancellation);

    /// <summary>Whether the iteration that was made was the last of its phase, by itself.</summary>
    private protected abstract PhaseEnd Judge(HistoryPoint point);

    /// <summary>Takes the cost at hand into the window; returns <see cref="PhaseEnd.Converged"/> when it stands still.</summary>
    private protected PhaseEnd JudgeCost(HistoryPoint point) =>
        _convergence.Add(State.Value, point.GradientNorm) ? PhaseEnd.Converged : PhaseEnd.None;

    private static StopReason Reason(PhaseEnd end) => end == PhaseEnd.AtReach ? StopReason.IterationLimit : StopReason.Converged;
}
