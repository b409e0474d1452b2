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
        GradientDescent descent = New(engine, new Matrix(1, 1), new DescentOptions { EarlyExaggeration = 1 });
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
    public void Exaggeration_that_nobody_asked_for_is_held_at_12_and_then_falls_evenly_to_1()
    {
        ScriptedEngine engine = ScriptedEngine.Of(_ => 5);
        GradientDescent descent = New(engine, new Matrix(1, 1), new DescentOptions { EarlyExaggerationIteration = 100 });
        descent.Run();
        Assert.All(engine.Exaggerations.Take(50), exaggeration => Assert.Equal(12, exaggeration));
        for (int k = 51; k < 100; k++)
            Near.Equal(Math.Pow(12, -1 / 50.0), engine.Exaggerations[k] / engine.Exaggerations[k - 1], 1e-12);
        Assert.All(engine.Exaggerations.Skip(100), exaggeration => Assert.Equal(1, exaggeration));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(151)]
    [InlineData(750)]
    public void Exaggeration_does_not_depend_on_the_length_of_the_run(int iterations)
    {
        ScriptedEngine whole = ScriptedEngine.Of(_ => 5);
        New(whole, new Matrix(1, 1), new DescentOptions { Tolerance = 0 }).Run();
        ScriptedEngine part = ScriptedEngine.Of(_ => 5);
        New(part, new Matrix(1, 1), new DescentOptions { MaxIteration = iterations, Tolerance = 0 }).Run();
        Assert.Equal(whole.Exaggerations.Take(iterations), part.Exaggerations);
        Assert.Equal(150, whole.Exaggerations.Count(exaggeration => exaggeration > 1));
    }

    [Fact]
    public void Exaggeration_that_draws_the_map_together_is_halved_until_it_does_not()
    {
        // Attraction like y²: the spring of the bowl shrinks the map as long as it is exaggerated by more than 2.
        var engine = new ScriptedEngine(
            (_, map) => map.Values.Sum(y => y * y),
            (map, result) => map.Values.CopyTo(result.Values, 0));
        var options = new DescentOptions { EarlyExaggeration = 12, EarlyExaggerationIteration = 200, LearningRate = 0.05, MaxIteration = 200 };
        GradientDescent descent = New(engine, new Matrix(2, 1, [1, -1]), options);
        descent.Run();
        double[] levels = [.. engine.Exaggerations.Distinct()];
        Assert.Equal([12, 6, 3, 1.5, 1], levels);
    }

    [Fact]
    public void A_map_that_exaggeration_has_drawn_to_one_spot_opens_again_before_anything_is_called_converged()
    {
        // A saddle at 0, from which -y² leads down to the circle y⁴ = ½ y²; exaggeration makes 0 a minimum.
        var engine = new ScriptedEngine(
            (_, map) => 10 + map.Values.Sum(y => (y * y * y * y) - (y * y)),
            (map, result) =>
            {
                for (int k = 0; k < map.Values.Length; k++)
                    result.Values[k] = (4 * map.Values[k] * map.Values[k] * map.Values[k]) - (2 * map.Values[k]);
            });
        var map = new Matrix(1, 2, [1e-12, -1e-12]);
        var options = new DescentOptions { EarlyExaggeration = 1, LearningRate = 0.02 };
        GradientDescent descent = New(engine, map, options);
        Assert.Equal(StopReason.Converged, descent.Run());
        Assert.All(map.Values, y => Near.Equal(Math.Sqrt(0.5), Math.Abs(y), 1e-2));
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

    [Theory]
    [InlineData(3)]
    [InlineData(1e6)]
    public void A_rate_that_throws_the_map_out_of_all_bounds_is_shortened_until_the_cost_falls(double rate)
    {
        var map = new Matrix(1, 1, [1]);
        GradientDescent descent = New(ScriptedEngine.Bowl(1), map, new DescentOptions { LearningRate = rate, Tolerance = 0 });
        descent.Run();
        Assert.InRange(descent.LearningRate, 1e-3, 2);
        Assert.True(descent.State.RateFactor < 1);
        Near.Equal(0, map[0, 0], 1e-6); // A thousand iterations of a few percent each.
        Assert.All(descent.State.History, point => Assert.InRange(point.Divergence, 0, 0.5));
    }

    [Fact]
    public void A_map_whose_cost_is_no_number_is_reported_as_such()
    {
        GradientDescent descent = New(ScriptedEngine.Of(_ => double.NaN), new Matrix(1, 1), new DescentOptions());
        Assert.Equal(SneError.Diverged, Assert.Throws<SneException>(() => descent.Run()).Error);
        descent = New(ScriptedEngine.Of(call => call < 5 ? 1 : double.NaN), new Matrix(1, 1), new DescentOptions());
        Assert.Equal(SneError.Diverged, Assert.Throws<SneException>(() => descent.Run()).Error);
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
            (new DescentOptions { FallingMomentum = 1 }, "FallingMomentum"),
            (new DescentOptions { FallingMomentum = double.NaN }, "FallingMomentum"),
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

    private static GradientDescent New(ICost engine, Matrix map, DescentOptions options) =>
        new(engine, [.. Enumerable.Repeat(1.0, map.Rows)], new DescentState(map), options);

    private static Matrix Descend(Problem problem, Matrix start)
    {
        using var team = new ThreadTeam(1);
        Matrix map = start.Clone();
        ICost engine = Stages.Reference(problem.Objective, problem.Affinities, map.Columns, team);
        new GradientDescent(engine, problem.Affinities.Degrees, new DescentState(map), new DescentOptions { EarlyExaggeration = 1, MaxIteration = 40 }).Run();
        return map;
    }
}
