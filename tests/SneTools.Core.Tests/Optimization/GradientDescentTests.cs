namespace SneTools.Tests;

public class GradientDescentTests
{
    [Fact]
    public void A_bowl_is_descended_to_its_bottom()
    {
        var map = new Matrix(2, 2, [1, -2, 3, -4]);
        GradientDescent descent = New(ScriptedEngine.Bowl(1), map, new DescentOptions { LearningRate = 0.1, Tolerance = 0 });
        Assert.Equal(StopReason.IterationLimit, descent.Run());
        Assert.Equal(1000, descent.State.History.Count);
        Assert.All(map.Values, y => Assert.InRange(y, -1e-9, 1e-9)); // A thousand steps, each a few percent.
    }

    [Fact]
    public void A_mirrored_start_gives_a_mirrored_run()
    {
        Matrix start = Samples.Normal(20, 2, 1);
        Problem problem = Problem.Of(new Objective(SneMethod.Sne), Samples.Normal(20, 4, 2), start);
        Matrix map = Descend(problem, start);
        Matrix mirrored = Descend(problem, Samples.Map(start, y => -y));
        Near.SameBits(map, Samples.Map(mirrored, y => -y));
    }

    [Fact]
    public void Costs_that_stand_still_end_the_run_after_a_window()
    {
        ScriptedEngine engine = ScriptedEngine.Of(call => call < 50 ? 100 - call : 50);
        GradientDescent descent = New(engine, new Matrix(1, 1), new DescentOptions());
        Assert.Equal(StopReason.Converged, descent.Run());
        Assert.Equal(49 + 1 + ConvergenceTest.Window, descent.State.History.Count);
    }

    [Fact]
    public void A_cost_that_turns_up_and_down_has_not_converged()
    {
        // The end of the window has the cost of its beginning; in between it swings.
        ScriptedEngine engine = ScriptedEngine.Of(call => 100 + (call % 2));
        GradientDescent descent = New(engine, new Matrix(1, 1), new DescentOptions { MaxIteration = 200 });
        Assert.Equal(StopReason.IterationLimit, descent.Run());
    }

    [Fact]
    public void The_stop_rule_does_not_depend_on_the_size_of_the_cost() => Gen.Int[-40, 40].Sample(
        exponent =>
        {
            // A sum over n points is n times as large; powers of two scale it without rounding.
            Assert.Equal(Iterations(0), Iterations(exponent));

            static int Iterations(int exponent)
            {
                ScriptedEngine engine = ScriptedEngine.Of(call => Math.ScaleB(1 + Math.Exp(-0.05 * call), exponent));
                GradientDescent descent = New(engine, new Matrix(1, 1), new DescentOptions());
                Assert.Equal(StopReason.Converged, descent.Run());
                return descent.State.History.Count;
            }
        },
        iter: 40);

    [Fact]
    public void A_tolerance_of_zero_never_stops_early()
    {
        GradientDescent descent = New(
            ScriptedEngine.Of(_ => 5), new Matrix(1, 1), new DescentOptions { MaxIteration = 100, Tolerance = 0 });
        Assert.Equal(StopReason.IterationLimit, descent.Run());
        Assert.Equal(100, descent.State.History.Count);
    }

    [Fact]
    public void Early_exaggeration_lasts_as_long_as_asked_and_no_run_converges_in_it()
    {
        ScriptedEngine engine = ScriptedEngine.Of(_ => 5);
        var options = new DescentOptions { EarlyExaggeration = 4, EarlyExaggerationIteration = 60 };
        GradientDescent descent = New(engine, new Matrix(1, 1), options);
        Assert.Equal(StopReason.Converged, descent.Run());
        Assert.Equal(60 + 1 + ConvergenceTest.Window, engine.Exaggerations.Count);
        Assert.All(engine.Exaggerations.Take(60), exaggeration => Assert.Equal(4, exaggeration));
        Assert.All(engine.Exaggerations.Skip(60), exaggeration => Assert.Equal(1, exaggeration));
        Assert.Equal(engine.Exaggerations, descent.State.History.Select(point => point.Exaggeration));
    }

    [Fact]
    public void Costs_of_many_points_are_exaggerated_by_default_and_no_others()
    {
        Assert.Equal(12, Default(2001, isJoint: true));
        Assert.Equal(12, Default(2001, isJoint: false));
        Assert.Equal(1, Default(2000, isJoint: true));
        Assert.Equal(1, Default(2000, isJoint: false));

        static double Default(int n, bool isJoint) => new GradientDescent(
            ScriptedEngine.Of(_ => 1), isJoint, 1, new DescentState(new Matrix(n, 1)), new DescentOptions()).Exaggeration;
    }

    [Fact]
    public void The_learning_rate_is_that_asked_for()
    {
        GradientDescent descent = New(ScriptedEngine.Of(_ => 1), new Matrix(1, 1), new DescentOptions { LearningRate = 0.75 });
        Assert.Equal(0.75, descent.LearningRate);
    }

    [Fact]
    public void History_holds_the_cost_and_gradient_of_every_iteration()
    {
        var map = new Matrix(2, 1, [3, 4]);
        var seen = new List<HistoryPoint>();
        GradientDescent descent = New(ScriptedEngine.Bowl(2), map, new DescentOptions { MaxIteration = 30, LearningRate = 0.01 });
        descent.Run(seen.Add);
        Assert.Equal(Enumerable.Range(1, 30), descent.State.History.Select(point => point.Iteration));
        Assert.Equal(descent.State.History, seen);
        Assert.Equal(25, descent.State.History[0].Divergence);
        Near.Equal(Math.Sqrt(50), descent.State.History[0].GradientNorm, 1e-14); // √((6² + 8²) / 2).
    }

    [Fact]
    public void A_run_canceled_by_its_observer_keeps_the_map_of_that_iteration()
    {
        using var source = new CancellationTokenSource();
        var map = new Matrix(1, 1, [1]);
        double atCancel = 0;
        GradientDescent descent = New(ScriptedEngine.Bowl(1), map, new DescentOptions { LearningRate = 0.01 });
        StopReason reason = descent.Run(
            point =>
            {
                if (point.Iteration != 7)
                    return;
                atCancel = map[0, 0];
                source.Cancel();
            },
            source.Token);
        Assert.Equal(StopReason.Canceled, reason);
        Assert.Equal(7, descent.State.History.Count);
        Assert.Equal(atCancel, map[0, 0]);
    }

    [Fact]
    public void No_iterations_leave_the_map_as_it_is()
    {
        var map = new Matrix(1, 1, [1]);
        GradientDescent descent = New(ScriptedEngine.Bowl(1), map, new DescentOptions { MaxIteration = 0 });
        Assert.Equal(StopReason.IterationLimit, descent.Run());
        Assert.Equal([1], map.Values);
    }

    [Fact]
    public void A_rate_that_throws_the_map_out_of_all_bounds_is_reported_as_such()
    {
        var map = new Matrix(1, 1, [1]);
        GradientDescent descent = New(ScriptedEngine.Bowl(1), map, new DescentOptions { LearningRate = 1e6, Tolerance = 0 });
        var error = Assert.Throws<SneException>(() => descent.Run());
        Assert.Equal(SneError.Diverged, error.Error);
        Assert.Contains("1000000", error.Message);
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_by_name()
    {
        (DescentOptions Options, string Name)[] cases =
        [
            (new DescentOptions { MaxIteration = -1 }, "MaxIteration"),
            (new DescentOptions { LearningRate = 0 }, "LearningRate"),
            (new DescentOptions { LearningRate = double.NaN }, "LearningRate"),
            (new DescentOptions { LearningRate = double.PositiveInfinity }, "LearningRate"),
            (new DescentOptions { EarlyExaggeration = 0.5 }, "EarlyExaggeration"),
            (new DescentOptions { EarlyExaggeration = double.NaN }, "EarlyExaggeration"),
            (new DescentOptions { EarlyExaggerationIteration = -1 }, "EarlyExaggerationIteration"),
            (new DescentOptions { EarlyMomentum = 1 }, "EarlyMomentum"),
            (new DescentOptions { Momentum = -0.1 }, "Momentum"),
            (new DescentOptions { Momentum = double.NaN }, "Momentum"),
            (new DescentOptions { Tolerance = 1 }, "Tolerance"),
            (new DescentOptions { Tolerance = double.NaN }, "Tolerance"),
        ];
        Assert.All(cases, wrong =>
        {
            var error = Assert.Throws<SneException>(wrong.Options.Validate);
            Assert.Equal(SneError.InvalidOption, error.Error);
            Assert.StartsWith(wrong.Name + " ", error.Message);
        });
    }

    private static GradientDescent New(IGradientEngine engine, Matrix map, DescentOptions options) =>
        new(engine, isJoint: false, maxDegree: 1, new DescentState(map), options);

    private static Matrix Descend(Problem problem, Matrix start)
    {
        using var team = new ThreadTeam(1);
        Matrix map = start.Clone();
        IGradientEngine engine = Stages.Reference(problem.Objective, problem.Affinities, map.Columns, team);
        new GradientDescent(engine, false, problem.Affinities.MaxDegree, new DescentState(map), new DescentOptions { MaxIteration = 40 }).Run();
        return map;
    }
}
