namespace SneTools.Tests;

/// <summary>The engine over near neighbors, whole gradients of it.</summary>
public class NearCostTests
{
    [Fact]
    public void Over_all_neighbors_the_exact_kind_is_the_exact_engine()
    {
        Matrix data = Samples.Normal(150, 5, 1);
        NeighborGraph graph = Neighborhood.Find(data, 149);
        using var team = new ThreadTeam(2);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            var objective = new Objective(method, 2);
            using Cost neighbors = Stages.Near(graph, 20, objective, EngineKind.Exact, NumericPrecision.Double, team);
            using Cost exact = Stages.Exact(data, 20, objective, 2, NumericPrecision.Double, team);
            foreach (double exaggeration in (double[])[1, 12])
            {
                Matrix map = Samples.Normal(150, 2, 2, 2);
                (ObjectiveValue expected, Matrix expectedGradient) = Evaluate(exact, map, exaggeration);
                (ObjectiveValue actual, Matrix gradient) = Evaluate(neighbors, map, exaggeration);
                Near.Equal(0, Near.NormError(expectedGradient, gradient), 3e-6); // P in single precision.
                Near.Equal(expected.Attraction, actual.Attraction, 3e-6 * expected.Attraction);
                Near.Equal(expected.Repulsion, actual.Repulsion, 1e-12 * Math.Abs(expected.Repulsion));
                Near.Equal(expected.Divergence, actual.Divergence, 3e-6 * expected.CrossEntropy);
            }

            Assert.Equal(
                (EngineKind.Exact, NumericPrecision.Double, 150, 2),
                (neighbors.Engine, neighbors.Precision, neighbors.Count, neighbors.Dimension));
            Near.Equal(exact.Degrees.Max(), neighbors.Degrees.Max(), 3e-6 * exact.Degrees.Max());
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne, 10)]
    [InlineData(SneMethod.TSne, 50)]
    [InlineData(SneMethod.SymmetricSne, 10)]
    [InlineData(SneMethod.TConditionalSne, 60)]
    public void From_the_first_map_to_the_last_the_interpolated_gradient_is_within_1e_3(SneMethod method, double perplexity)
    {
        const int N = 300;
        var objective = new Objective(method);
        Matrix data = Samples.Normal(N, 5, 1);
        for (int i = 0; i < N; i++)
            data[i, i % 5] += 6;
        NeighborGraph graph = Neighborhood.Find(data, (int)(3 * perplexity));
        using var team = new ThreadTeam(2);
        using Cost interpolated = Create(graph, objective, EngineKind.Interpolated, team, perplexity);
        using Cost exact = Create(graph, objective, EngineKind.Exact, team, perplexity);
        var state = new DescentState(Samples.Normal(N, 2, 2, 1e-4));
        var options = new DescentOptions { EarlyExaggeration = 12, EarlyExaggerationIteration = 100, Tolerance = 1e-5 };
        foreach (int iterations in (int[])[0, 90, 130, 200])
        {
            var descent = new GradientDescent(
                exact, exact.Degrees, state, options with { MaxIteration = iterations });
            descent.Run();
            (ObjectiveValue expected, Matrix expectedGradient) = Evaluate(exact, state.Map, descent.Exaggeration);
            (ObjectiveValue actual, Matrix gradient) = Evaluate(interpolated, state.Map, descent.Exaggeration);

            // Where attraction and repulsion cancel but for 1e-4, what is left is no more exact than they are.
            (_, Matrix twice) = Evaluate(exact, state.Map, 1 + descent.Exaggeration);
            double attraction = Math.Sqrt(Distance.Squared(twice.Values, expectedGradient.Values));
            double error = Math.Sqrt(Distance.Squared(gradient.Values, expectedGradient.Values));
            Near.Equal(0, error, (1e-3 * Math.Sqrt(Distance.Dot(expectedGradient.Values, expectedGradient.Values))) + (3e-7 * attraction));
            Near.Equal(expected.CrossEntropy, actual.CrossEntropy, 1e-5 * expected.CrossEntropy);
        }
    }

    [Fact]
    public void Log_row_sums_are_those_of_the_last_map()
    {
        Matrix map = Maps.Create("with outliers", 200, 2);
        using var team = new ThreadTeam(1);
        foreach (EngineKind kind in (EngineKind[])[EngineKind.Exact, EngineKind.Interpolated])
        {
            using Cost engine = Create(Neighborhood.Find(Samples.Normal(200, 4, 1), 30), new Objective(), kind, team);
            Evaluate(engine, map, 1);
            for (int i = 0; i < 200; i++)
                Near.Equal(RowNormalizer.Log(default(GaussianKernel), map, i), engine.LogRowSums[i], 1e-3);
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(50, 4, 1), 20);
        using var team = new ThreadTeam(1);
        Assert.Equal(SneError.PerplexityOutOfRange, Refused(graph, null, 21, new Objective()));
        Assert.Equal(SneError.SigmaOutOfRange, Refused(graph, -1, 5, new Objective()));
        Assert.Equal(SneError.InvalidOption, Refused(graph, null, 5, new Objective(SneMethod.TSne, -1)));

        SneError Refused(NeighborGraph graph, double? sigma, double perplexity, Objective objective) => Assert.Throws<SneException>(
            () => Cost.Create(Affinities.Create(graph, KernelWidth.Of(sigma, perplexity), team), objective, 2, EngineKind.Exact, NumericPrecision.Auto, team)).Error;
    }

    private static Cost Create(NeighborGraph graph, Objective objective, EngineKind kind, ThreadTeam team, double perplexity = 10) =>
        Cost.Create(Affinities.Create(graph, KernelWidth.OfPerplexity(perplexity), team), objective, 2, kind, NumericPrecision.Double, team);

    private static (ObjectiveValue Value, Matrix Gradient) Evaluate(Cost engine, Matrix map, double exaggeration)
    {
        var gradient = new Matrix(map.Rows, map.Columns);
        return (engine.Evaluate(map, exaggeration, gradient), gradient);
    }
}
