namespace SneTools.Tests;

public class PairCostTests
{
    private static readonly Gen<Problem> Problems = Problem.Any.Where(problem => problem.Data.Rows > 2);

    [Fact]
    public void In_double_the_exact_engine_agrees_with_the_reference() => Problems.Sample(problem =>
    {
        (ObjectiveValue expected, Matrix expectedGradient) =
            Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration);
        (ObjectiveValue value, Matrix gradient) = Evaluate(problem, NumericPrecision.Double);

        // Sums of up to 900 pairs in another order, and vector functions that are right to a few units in the last place.
        Near.Equal(expected.Entropy, value.Entropy, 1e-11 * (1 + expected.Entropy));
        Near.Equal(expected.Attraction, value.Attraction, 1e-11 * (1 + Math.Abs(expected.Attraction)));
        Near.Equal(expected.Repulsion, value.Repulsion, 1e-11 * (1 + problem.Map.Rows + Math.Abs(expected.Repulsion)));
        Near.Equal(expectedGradient, gradient, 1e-11 * Scale(problem));
    });

    [Fact]
    public void In_single_the_gradient_keeps_four_digits() => Problems.Sample(problem =>
    {
        Matrix expected = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration).Gradient;

        // Forces before they cancel carry seven digits, and exponents of up to a hundred cost two of them.
        Near.Equal(expected, Evaluate(problem, NumericPrecision.Single).Gradient, 1e-5 * Scale(problem));
    });

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_point_far_from_all_others_in_the_map_is_pulled_as_in_the_reference(double distance)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Problem problem = Problem.Create(new Objective(method), 40, 2, 7);
            problem.Map[4, 0] = distance;
            (ObjectiveValue expected, Matrix expectedGradient) =
                Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map);
            (ObjectiveValue value, Matrix gradient) = Evaluate(problem, NumericPrecision.Double);

            // A log q is a difference of numbers of the size d², so q has a relative error of 1e-16 d².
            double relative = 1e-12 + (1e-15 * distance * distance);
            Near.Equal(expected.Divergence, value.Divergence, 1e-13 * distance * distance);
            Near.Equal(expectedGradient, gradient, relative * (1 + Near.Size(expectedGradient)));
        }
    }

    [Theory]
    [InlineData(NumericPrecision.Double)]
    [InlineData(NumericPrecision.Single)]
    public void The_number_of_threads_does_not_change_a_bit(NumericPrecision precision)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Problem problem = Problem.Create(new Objective(method, 1.5), 300, 2, 4);
            (ObjectiveValue value, Matrix gradient) = Evaluate(problem, precision);
            foreach (int threads in (int[])[2, 3, 8])
            {
                (ObjectiveValue other, Matrix otherGradient) = Evaluate(problem, precision, threads);
                Assert.Equal(value, other);
                Near.SameBits(gradient, otherGradient);
            }
        }
    }

    [Fact]
    public void The_attraction_is_that_of_the_dense_form() => Problems.Sample(problem =>
    {
        using var team = new ThreadTeam(2);
        using Cost engine = Create(problem, NumericPrecision.Double, team);
        Assert.Equal(problem.Map.Rows, engine.Count);
        Near.Equal(problem.Affinities.Entropy, engine.Evaluate(problem.Map, 1, new Matrix(problem.Map.Rows, problem.Map.Columns)).Entropy, 1e-11 * (1 + problem.Affinities.Entropy)); // Sums of 900.
        Near.Equal(problem.Affinities.Degrees.Max(), engine.Degrees.Max(), 1e-11 * problem.Affinities.Degrees.Max());
    });

    private static Cost Create(Problem problem, NumericPrecision precision, ThreadTeam team) => Cost.Create(
        Stages.Solve(problem.Data, KernelWidth.OfPerplexity(1 + (0.4 * (problem.Data.Rows - 2))), team),
        problem.Objective,
        problem.Map.Columns,
        EngineKind.Exact,
        precision,
        team);

    private static (ObjectiveValue Value, Matrix Gradient) Evaluate(Problem problem, NumericPrecision precision, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        using Cost engine = Create(problem, precision, team);
        var gradient = new Matrix(problem.Map.Rows, problem.Map.Columns);
        return (engine.Evaluate(problem.Map, problem.Exaggeration, gradient), gradient);
    }

    /// <summary>The size that forces can have before they cancel: attraction times distance.</summary>
    private static double Scale(Problem problem) =>
        4 * problem.Exaggeration * problem.Map.Rows * (1 + Near.Size(problem.Map));
}
