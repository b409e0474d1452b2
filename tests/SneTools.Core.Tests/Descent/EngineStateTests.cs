namespace SneTools.Tests;

/// <summary>What engines carry from map to map: with it, and without the maps before, the same map gives the same bits.</summary>
public class EngineStateTests
{
    [Theory]
    [InlineData(SneMethod.Sne, 2)]
    [InlineData(SneMethod.SymmetricSne, 1)]
    [InlineData(SneMethod.TSne, 2)]
    [InlineData(SneMethod.TConditionalSne, 3)]
    public void An_engine_that_is_given_the_state_of_another_goes_on_with_its_bits(SneMethod method, int dimension)
    {
        foreach (EngineKind kind in (EngineKind[])[EngineKind.Exact, EngineKind.Interpolated, EngineKind.Multipole])
        {
            using var team = new ThreadTeam(2);
            NeighborGraph graph = Neighborhood.Find(Samples.Normal(300, 4, 1), 30);
            using Cost whole = Create(graph, method, dimension, kind, team);
            Matrix[] maps = [.. Maps(300, dimension)];
            var states = new EngineState?[maps.Length];
            var results = new (ObjectiveValue Value, Matrix Gradient)[maps.Length];
            for (int k = 0; k < maps.Length; k++)
            {
                states[k] = whole.State;
                results[k] = Evaluate(whole, maps, k);
            }

            // From the map that grows, that rests, and that is too wide, and far enough to measure the grid anew, every 50 maps.
            for (int first = 0; first < maps.Length; first += 41)
            {
                using Cost other = Create(graph, method, dimension, kind, team);
                other.State = states[first];
                for (int k = first; k < Math.Min(maps.Length, first + 60); k++)
                {
                    (ObjectiveValue value, Matrix gradient) = Evaluate(other, maps, k);
                    Assert.True(results[k].Value == value, $"{kind}, map {k} from {first} on");
                    Near.SameBits(results[k].Gradient, gradient);
                    Assert.Equal(k + 1 < maps.Length ? states[k + 1] : whole.State, other.State);
                }
            }

            Assert.True(kind == EngineKind.Interpolated || states.All(state => state!.Value.Grid is null));
            if (kind != EngineKind.Interpolated)
                continue;
            Assert.True(method == SneMethod.Sne || states.Select(state => state!.Value.Grid!.Value.Rung).Distinct().Count() > 1);
            Assert.Contains(states, state => double.IsNaN(state!.Value.Grid!.Value.Error)); // The tree's turn, too.
        }
    }

    [Fact]
    public void Engines_over_all_pairs_carry_nothing_and_take_nothing()
    {
        using var team = new ThreadTeam(1);
        using Cost engine = Stages.Exact(Samples.Normal(30, 4, 1), 8, new Objective(), 2, NumericPrecision.Auto, team);
        ICost any = engine;
        Assert.Null(any.State);
        any.State = new EngineState(0.5, null);
        Assert.Null(any.State);
    }

    [Fact]
    public void No_state_leaves_an_engine_as_it_is()
    {
        using var team = new ThreadTeam(1);
        using Cost engine = Create(Neighborhood.Find(Samples.Normal(100, 4, 1), 30), SneMethod.TSne, 2, EngineKind.Interpolated, team);
        Evaluate(engine, [Samples.Normal(100, 2, 2)], 0);
        EngineState? state = engine.State;
        engine.State = null;
        Assert.Equal(state, engine.State);
        engine.State = new EngineState(0.25, null);
        Assert.Equal(new EngineState(0.25, state!.Value.Grid), engine.State);
    }

    /// <summary>A map that grows, comes to rest, becomes too wide for a grid, and is small again.</summary>
    private static IEnumerable<Matrix> Maps(int n, int dimension)
    {
        Matrix shape = Samples.Normal(n, dimension, 3);
        foreach (double size in Enumerable.Range(0, 60).Select(k => 1e-4 * Math.Pow(1.25, k)))
            yield return Samples.Map(shape, y => size * y);
        for (int k = 0; k < 60; k++)
            yield return Samples.Map(shape, y => (20 + (0.01 * k)) * y);
        for (int k = 0; k < 8; k++)
        {
            Matrix wide = Samples.Map(shape, y => 20 * y);
            for (int i = 0; i < 10; i++)
                wide[i, i % dimension] = 1e5 * (i + 1 + (0.01 * k));
            yield return wide;
        }

        for (int k = 0; k < 8; k++)
            yield return Samples.Map(shape, y => (3 + (0.1 * k)) * y);
    }

    private static Cost Create(NeighborGraph graph, SneMethod method, int dimension, EngineKind kind, ThreadTeam team) =>
        Cost.Create(
            Affinities.Create(graph, KernelWidth.OfPerplexity(10), team), new Objective(method), dimension, kind, NumericPrecision.Auto, team);

    /// <summary>Evaluates one of several maps. Some are measured after that, as the last one of a descent is: far more exactly.</summary>
    private static (ObjectiveValue Value, Matrix Gradient) Evaluate(Cost engine, Matrix[] maps, int k)
    {
        var gradient = new Matrix(maps[k].Rows, maps[k].Columns);
        ObjectiveValue value = engine.Evaluate(maps[k], 1, gradient);
        if (k % 30 == 29)
            engine.Measure(maps[k]);
        return (value, gradient);
    }
}
