namespace SneTools;

/// <summary>A descent's state as named arrays and scalars, and back.</summary>
internal static class DescentStateArrays
{
    /// <summary>The state as named arrays, which are its own.</summary>
    public static StateArrays Write(DescentState state)
    {
        var result = new StateArrays();
        result.Add<int>("rows", state.Map.Rows);
        result.Add<int>("columns", state.Map.Columns);
        result.Add("map", state.Map.Values);
        result.Add("velocity", state.Velocity);
        result.Add("gains", state.Gains);
        if (state.Before is not null)
            result.Add("before", state.Before);
        result.Add<int>("phase", (int)state.Phase);
        result.Add<int>("end", (int)state.End);
        result.Add<double>("endTolerance", state.EndTolerance);
        result.Add<double>("rateFactor", state.RateFactor);
        result.Add<double>("learningRate", state.LearningRate);
        result.Add("exaggeration", state.Exaggeration);
        result.Add("exaggeratedIterations", state.ExaggeratedIterations);
        result.Add("plannedIterations", state.PlannedIterations);
        result.Add("shapedAttraction", state.ShapedAttraction);
        result.Add<double>("entropy", state.Value.Entropy);
        result.Add<double>("attraction", state.Value.Attraction);
        result.Add<double>("repulsion", state.Value.Repulsion);
        result.Add<double>("momentumEnergy", state.MomentumEnergy);
        if (state.Noise is not null)
            result.Add("noise", state.Noise.State);
        result.Add("window.costs", state.Window.Costs);
        result.Add("window.norms", state.Window.Norms);
        result.Add<int>("window.count", state.Window.Count);
        WriteHistory(state, result);
        SnapshotArrays.Write(state, result);
        WritePairs(state, result);
        WriteEngine(state, result);
        return result;
    }

    /// <summary>The state of named arrays, which become its own.</summary>
    public static DescentState Read(StateArrays arrays)
    {
        int rows = arrays.Count("rows", int.MaxValue);
        int columns = arrays.Count("columns", int.MaxValue);
        long length = (long)rows * columns;
        int window = ConvergenceTest.Window + 1;
        double[]? gradient = arrays.ArrayIfAny<double>("gradient", length);
        long[]? noise = arrays.ArrayIfAny<long>("noise", NormalNoise.StateLength);
        return new DescentState(
            new Matrix(rows, columns, arrays.Array<double>("map", length)),
            arrays.Array<double>("velocity", length),
            arrays.Array<double>("gains", length),
            new ConvergenceWindow(
                arrays.Array<double>("window.costs", window),
                arrays.Array<double>("window.norms", window),
                arrays.Count("window.count", int.MaxValue)),
            ReadPairs(arrays, length))
        {
            History = ReadHistory(arrays),
            Snapshots = SnapshotArrays.Read(arrays, length),
            Phase = (DescentPhase)arrays.Count("phase", (int)DescentPhase.Settling),
            End = (PhaseEnd)arrays.Count("end", (int)PhaseEnd.AtReach),
            EndTolerance = arrays.Scalar<double>("endTolerance"),
            RateFactor = arrays.Scalar<double>("rateFactor"),
            LearningRate = arrays.Scalar<double>("learningRate"),
            Exaggeration = arrays.ScalarIfAny<double>("exaggeration"),
            ExaggeratedIterations = arrays.ScalarIfAny<int>("exaggeratedIterations"),
            PlannedIterations = arrays.ScalarIfAny<int>("plannedIterations"),
            ShapedAttraction = arrays.ScalarIfAny<double>("shapedAttraction"),
            Value = new ObjectiveValue(
                arrays.Scalar<double>("entropy"), arrays.Scalar<double>("attraction"), arrays.Scalar<double>("repulsion")),
            MomentumEnergy = arrays.Scalar<double>("momentumEnergy"),
            Before = arrays.ArrayIfAny<double>("before", length),
            Noise = noise is null ? null : new NormalNoise(noise),
            Gradient = gradient is null ? null : new Matrix(rows, columns, gradient),
            Reach = arrays.ScalarIfAny<double>("reach"),
            Engine = ReadEngine(arrays),
        };
    }

    private static void WriteHistory(DescentState state, StateArrays result)
    {
        result.Add<int>("iterations", state.History.Count);
        result.Add("history.divergence", [.. state.History.Select(point => point.Divergence)]);
        result.Add("history.gradientNorm", [.. state.History.Select(point => point.GradientNorm)]);
        result.Add("history.exaggeration", [.. state.History.Select(point => point.Exaggeration)]);
    }

    private static List<HistoryPoint> ReadHistory(StateArrays arrays)
    {
        int count = arrays.Count("iterations", int.MaxValue);
        double[] divergences = arrays.Array<double>("history.divergence", count);
        double[] norms = arrays.Array<double>("history.gradientNorm", count);
        double[] exaggerations = arrays.Array<double>("history.exaggeration", count);
        return [.. Enumerable.Range(0, count).Select(k => new HistoryPoint(k + 1, divergences[k], norms[k], exaggerations[k]))];
    }

    /// <summary>What L-BFGS goes on from.</summary>
    private static void WritePairs(DescentState state, StateArrays result)
    {
        if (state.Gradient is not null)
            result.Add("gradient", state.Gradient.Values);
        result.Add("reach", state.Reach);
        result.Add<int>("pairs.count", state.Pairs.Count);
        result.Add("pairs.curvatures", [.. Enumerable.Range(0, state.Pairs.Count).Select(state.Pairs.Curvature)]);
        for (int k = 0; k < state.Pairs.Count; k++)
        {
            result.Add(Name("pairs.move", k), state.Pairs.Move(k));
            result.Add(Name("pairs.change", k), state.Pairs.Change(k));
        }
    }

    private static CurvaturePairs ReadPairs(StateArrays arrays, long length)
    {
        var result = new CurvaturePairs();
        int count = arrays.Count("pairs.count", CurvaturePairs.Memory);
        double[] curvatures = arrays.Array<double>("pairs.curvatures", count);
        for (int k = 0; k < count; k++)
            result.Add(arrays.Array<double>(Name("pairs.move", k), length), arrays.Array<double>(Name("pairs.change", k), length), curvatures[k]);
        return result;
    }

    private static void WriteEngine(DescentState state, StateArrays result)
    {
        if (state.Engine is not { } engine)
            return;
        result.Add<double>("engine.share", engine.Share);
        if (engine.Grid is not { } grid)
            return;
        result.Add<int>("engine.grid.step", grid.Rung);
        result.Add<int>("engine.grid.sinceCheck", grid.SinceCheck);
        result.Add<double>("engine.grid.checkedExtent", grid.CheckedExtent);
        result.Add<double>("engine.grid.checkedTolerance", grid.CheckedTolerance);
        result.Add<double>("engine.grid.error", grid.Error);
        result.Add<double>("engine.grid.sumError", grid.SumError);
        result.Add<int>("engine.grid.isTooCoarse", grid.IsTooCoarse ? 1 : 0);
    }

    private static EngineState? ReadEngine(StateArrays arrays)
    {
        if (arrays.ScalarIfAny<double>("engine.share") is not { } share)
            return null;
        if (!arrays.Scalars.ContainsKey("engine.grid.step"))
            return new EngineState(share, null);
        return new EngineState(share, new GridState(
            arrays.Count("engine.grid.step", int.MaxValue),
            arrays.Count("engine.grid.sinceCheck", int.MaxValue / 2),
            arrays.Scalar<double>("engine.grid.checkedExtent"),
            arrays.Scalar<double>("engine.grid.checkedTolerance"),
            arrays.Scalar<double>("engine.grid.error"),
            arrays.Scalar<double>("engine.grid.sumError"),
            arrays.Count("engine.grid.isTooCoarse", 1) == 1));
    }

    private static string Name(string name, int k) => FormattableString.Invariant($"{name}.{k}");
}
