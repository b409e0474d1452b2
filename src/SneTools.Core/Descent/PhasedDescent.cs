namespace SneTools;

/// <summary>A descent from one start to its end: gradient descent; and where it is polished, limited-memory BFGS, and descent again if need be.
/// </summary>
/// <param name="engine">The cost and its gradient.</param>
/// <param name="settings">The settings.</param>
/// <param name="growth">How many times wider L-BFGS may make the map; null for gradient descent alone.</param>
/// <param name="seed">Seed of jitter and noise.</param>
/// <param name="team">The threads that move the points; must outlive the descent.</param>
internal sealed class PhasedDescent(Cost engine, DescentOptions settings, double? growth, int seed, ThreadTeam team)
{
    /// <summary>The change of the cost over 20 iterations at which a map has taken shape.</summary>
    private const double RoughTolerance = 1e-3;

    /// <summary>Moves a state's map on, from whichever phase it is in.</summary>
    /// <param name="state">Where to go on from; it is moved in place.</param>
    /// <param name="observe">Is called after every iteration, on this thread; the state is whole then.</param>
    /// <param name="cancellation">Ends the run; the state stays as it was after the last whole iteration.</param>
    /// <exception cref="SneException"><see cref="SneError.Diverged"/>: however short the steps, the cost does not fall.</exception>
    public StopReason Run(DescentState state, Action<HistoryPoint>? observe, CancellationToken cancellation)
    {
        if (state.Phase == DescentPhase.Shaping)
        {
            // L-BFGS rushes into the nearest valley. Descent finds better ones, and is slow only at their bottom.
            GradientDescent descent = Descend(
                state, growth is null ? settings : settings with { Tolerance = Math.Max(settings.Tolerance, RoughTolerance) });
            StopReason reason = descent.Run(observe, cancellation);
            state.LearningRate = descent.LearningRate;
            if (growth is null || reason != StopReason.Converged || settings.Tolerance >= RoughTolerance)
                return reason;
            state.Enter(DescentPhase.Polishing);
        }

        if (state.Phase == DescentPhase.Polishing)
        {
            StopReason reason = new LimitedMemoryBfgs(engine, state, settings, growth ?? double.PositiveInfinity).Run(observe, cancellation);

            // Where rounding leaves no step that lowers the cost, descent finds out whether that is the bottom; and it does not run away.
            if (state.End is not (PhaseEnd.Stuck or PhaseEnd.AtReach))
                return reason;
            state.Enter(DescentPhase.Settling);
        }

        return Descend(state, settings).Run(observe, cancellation);
    }

    private GradientDescent Descend(DescentState state, DescentOptions how) => new(engine, engine.Degrees, state, how, seed, team);
}
