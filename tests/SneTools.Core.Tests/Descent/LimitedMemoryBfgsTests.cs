namespace SneTools.Tests;

public class LimitedMemoryBfgsTests
{
    [Fact]
    public void A_long_valley_is_left_at_its_bottom_after_few_iterations()
    {
        // Ten curvatures from 1 to 1000: steepest descent would need thousands of steps.
        Matrix map = Samples.Normal(5, 2, 1);
        DescentState state = Run(Valley(), map, new DescentOptions(), out StopReason reason);
        Assert.Equal(StopReason.Converged, reason);
        Assert.InRange(state.History.TakeWhile(point => point.Divergence > 1 + 1e-9).Count(), 5, 60); // Ten directions, each met a few times.
        Near.Equal(new Matrix(5, 2), map, 1e-4); // The cost is 1 ± 1e-9 there, and the curvature 1.
    }

    [Fact]
    public void Every_step_lowers_the_cost_also_where_the_valley_is_bent()
    {
        foreach (ScriptedEngine engine in new[] { Valley(), Banana() })
        {
            DescentState state = Run(engine, new Matrix(1, 2, [-1.2, 1]), new DescentOptions { Tolerance = 0 }, out _);
            double[] costs = [.. state.History.Select(point => point.Divergence)];
            Assert.True(costs.Length > 5);
            Assert.All(costs.Skip(1).Zip(costs), pair => Assert.True(
                pair.First < pair.Second || (pair.First == pair.Second && pair.Second < 1 + 1e-12))); // At the bottom, rounding hides the rest.
        }
    }

    [Fact]
    public void A_bent_valley_is_followed_to_its_end()
    {
        var map = new Matrix(1, 2, [-1.2, 1]);
        Run(Banana(), map, new DescentOptions(), out StopReason reason);
        Assert.Equal(StopReason.Converged, reason);
        Near.Equal(new Matrix(1, 2, [1, 1]), map, 1e-5); // Where the cost is flat to the stop rule's 1e-7 of 1.
    }

    [Fact]
    public void Where_there_is_no_force_it_stops_at_once_and_leaves_the_map_as_it_is()
    {
        var map = new Matrix(2, 2);
        DescentState state = Run(ScriptedEngine.Bowl(3), map, new DescentOptions { Tolerance = 0 }, out StopReason reason);
        Assert.Equal(StopReason.Converged, reason);
        Assert.Single(state.History);
        Assert.Equal([0, 0, 0, 0], map.Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void No_more_iterations_are_made_than_asked_for(int limit)
    {
        Matrix map = Samples.Normal(5, 2, 1);
        DescentState state = Run(Valley(), map, new DescentOptions { MaxIteration = limit }, out StopReason reason);
        Assert.Equal(StopReason.IterationLimit, reason);
        Assert.Equal(Enumerable.Range(1, limit), state.History.Select(point => point.Iteration));
        Assert.Equal(limit == 0, map.Values.SequenceEqual(Samples.Normal(5, 2, 1).Values));
    }

    [Fact]
    public void It_goes_on_counting_where_a_descent_has_come_to()
    {
        var state = new DescentState(Samples.Normal(5, 2, 1));
        new GradientDescent(Valley(), [1000, 1000, 1000, 1000, 1000], state, new DescentOptions { MaxIteration = 5 }).Run();
        new LimitedMemoryBfgs(Valley(), state, new DescentOptions { MaxIteration = 9 }).Run();
        Assert.Equal(Enumerable.Range(1, 9), state.History.Select(point => point.Iteration));
    }

    [Fact]
    public void A_run_canceled_by_its_observer_keeps_the_map_of_that_iteration()
    {
        using var source = new CancellationTokenSource();
        Matrix map = Samples.Normal(5, 2, 1);
        var state = new DescentState(map);
        StopReason reason = new LimitedMemoryBfgs(Valley(), state, new DescentOptions()).Run(
            point =>
            {
                if (point.Iteration == 4)
                    source.Cancel();
            },
            source.Token);
        Matrix limited = Samples.Normal(5, 2, 1);
        Run(Valley(), limited, new DescentOptions { MaxIteration = 4 }, out _);
        Assert.Equal(StopReason.Canceled, reason);
        Assert.Equal(4, state.History.Count);
        Near.SameBits(limited, map);
    }

    [Fact]
    public void A_cost_that_falls_into_an_abyss_beyond_its_reach_gives_a_finite_map()
    {
        // Beyond 1 the cost is no number; the line search must stay on this side.
        var engine = new ScriptedEngine(
            (_, map) => map[0, 0] < 1 ? -Math.Log(1 - map[0, 0]) - (3 * map[0, 0]) : double.NaN,
            (map, gradient) => gradient[0, 0] = map[0, 0] < 1 ? (1 / (1 - map[0, 0])) - 3 : double.NaN);
        var map = new Matrix(1, 1);
        Run(engine, map, new DescentOptions(), out StopReason reason);
        Assert.Equal(StopReason.Converged, reason);
        Near.Equal(2.0 / 3, map[0, 0], 1e-3); // 1 / (1 - y) = 3; the cost is flat to 1e-7 there.
    }

    [Fact]
    public void A_cost_that_falls_for_ever_is_followed_step_by_step()
    {
        // 1 + 1 / ln(e + y) has no minimum, and a quasi-Newton step down there is as long as all those before.
        var engine = new ScriptedEngine(
            (_, map) => 1 + (1 / Math.Log(Math.E + map[0, 0])),
            (map, gradient) => gradient[0, 0] = -1 / ((Math.E + map[0, 0]) * Math.Pow(Math.Log(Math.E + map[0, 0]), 2)));
        var map = new Matrix(1, 1);
        DescentState state = Run(engine, map, new DescentOptions { MaxIteration = 50, Tolerance = 0 }, out _);
        Assert.InRange(map[0, 0], 50, 100); // At most 2 an iteration; without a bound it is 1e13.
        Assert.All(state.History.Skip(1).Zip(state.History), pair => Assert.True(pair.First.Divergence < pair.Second.Divergence));
    }

    [Fact]
    public void A_step_that_is_canceled_amid_its_search_was_never_made()
    {
        // Canceled at every evaluation in turn, many of them amid a search, and taken up again by another engine.
        var start = new Matrix(1, 2, [-1.2, 1]);
        var whole = new DescentState(start.Clone());
        ScriptedEngine engine = Banana();
        new LimitedMemoryBfgs(engine, whole, new DescentOptions { Tolerance = 0 }).Run();
        bool isAmid = false;
        for (int end = 1; end < engine.Calls; end++)
        {
            using var source = new CancellationTokenSource();
            var state = new DescentState(start.Clone());
            DescentState? last = null;
            StopReason reason = new LimitedMemoryBfgs(Canceling(end, source), state, new DescentOptions { Tolerance = 0 })
                .Run(_ => last = state.Clone(), source.Token);
            Assert.Equal(StopReason.Canceled, reason);
            if (last is not null)
                StateArraysTests.Same(last.ToArrays(), state.ToArrays());
            isAmid |= last is not null && last.History.Count > 5;
            new LimitedMemoryBfgs(Banana(), state, new DescentOptions { Tolerance = 0 }).Run();
            StateArraysTests.Same(whole.ToArrays(), state.ToArrays());
        }

        Assert.True(isAmid);

        ScriptedEngine Canceling(int end, CancellationTokenSource source) => new(
            (call, map) =>
            {
                if (call == end)
                    source.Cancel();
                return Banana(map);
            },
            Slope);
    }

    [Fact]
    public void A_step_needs_no_memory_once_there_are_as_many_pairs_as_are_kept()
    {
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = 0;
            long after = 0;
            var state = new DescentState(Samples.Normal(500, 2, 1));
            new LimitedMemoryBfgs(Trough(), state, new DescentOptions { MaxIteration = 60, Tolerance = 0 }).Run(point =>
            {
                if (point.Iteration == 30)
                    before = GC.GetAllocatedBytesForCurrentThread();
                after = GC.GetAllocatedBytesForCurrentThread();
            });
            Assert.Equal(60, state.History.Count);
            least = Math.Min(least, (after - before) / 30.0);
        }

        Assert.True(least < 500); // An array of the map's size has 8 000 bytes.

        static ScriptedEngine Trough() => new(
            (_, map) =>
            {
                double sum = 1;
                for (int k = 0; k < map.Values.Length; k++)
                    sum += (0.5 * (1 + k) * map.Values[k] * map.Values[k]) + Math.Pow(map.Values[k], 4);
                return sum;
            },
            (map, gradient) =>
            {
                for (int k = 0; k < map.Values.Length; k++)
                    gradient.Values[k] = ((1 + k) * map.Values[k]) + (4 * Math.Pow(map.Values[k], 3));
            });
    }

    /// <summary>1 + ½ Σ cₖ yₖ², with curvatures c from 1 to 1000.</summary>
    private static ScriptedEngine Valley() => new(
        (_, map) => 1 + (0.5 * map.Values.Select((y, k) => Curvature(map, k) * y * y).Sum()),
        (map, gradient) =>
        {
            for (int k = 0; k < map.Values.Length; k++)
                gradient.Values[k] = Curvature(map, k) * map.Values[k];
        });

    private static double Curvature(Matrix map, int k) => Math.Pow(10, 3.0 * k / (map.Values.Length - 1));

    /// <summary>1 + (1 - x)² + 100 (y - x²)² (Rosenbrock 1960).</summary>
    private static ScriptedEngine Banana() => new((_, map) => Banana(map), Slope);

    private static double Banana(Matrix map) =>
        1 + Math.Pow(1 - map[0, 0], 2) + (100 * Math.Pow(map[0, 1] - (map[0, 0] * map[0, 0]), 2));

    private static void Slope(Matrix map, Matrix gradient)
    {
        double bend = map[0, 1] - (map[0, 0] * map[0, 0]);
        gradient[0, 0] = (-2 * (1 - map[0, 0])) - (400 * map[0, 0] * bend);
        gradient[0, 1] = 200 * bend;
    }

    private static DescentState Run(ICost engine, Matrix map, DescentOptions options, out StopReason reason)
    {
        var state = new DescentState(map);
        reason = new LimitedMemoryBfgs(engine, state, options).Run();
        return state;
    }
}
