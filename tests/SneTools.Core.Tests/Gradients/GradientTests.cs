namespace SneTools.Tests;

public class GradientTests
{
    [Fact]
    public void The_gradient_of_every_method_matches_central_differences_of_the_whole_cost() => Problem.Any.Sample(
        problem =>
        {
            Matrix gradient = Gradient(problem);
            Matrix differences = Definition.Differences(problem.Objective, problem.P, problem.Map, problem.Exaggeration);

            // Costs of up to 1e4 rounded to 1e-12 over a step of 1e-3, and the differences' error of fourth order.
            Near.Equal(differences, gradient, 2e-8 * (1 + Near.Size(gradient)));
        },
        iter: 25);

    [Fact]
    public void The_gradient_of_every_method_matches_the_library_s_differences() => Problem.Any.Sample(problem =>
    {
        Matrix gradient = Gradient(problem);
        Matrix differences = Stages.Differences(
            problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration);
        Near.Equal(differences, gradient, 1e-9 * (1 + Near.Size(gradient))); // The step's error of fourth order, 1e-12 × fifth derivative.
    });

    [Fact]
    public void The_gradient_follows_the_formula_of_Hinton_and_Roweis()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.Sne), 12, 2, 11);
        Matrix q = Stages.FromSigma(problem.Map, 1).Probabilities;
        var expected = new Matrix(12, 2);
        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                double stiffness = problem.P[i, j] - q[i, j] + problem.P[j, i] - q[j, i];
                for (int c = 0; c < 2; c++)
                    expected[i, c] += 2 * (problem.Map[i, c] - problem.Map[j, c]) * stiffness;
            }
        }

        Near.Equal(expected, Gradient(problem), 1e-13 * (1 + Near.Size(expected))); // Twelve terms in another order.
    }

    [Fact]
    public void Forces_are_equal_and_opposite_so_the_gradient_sums_to_zero() => Problem.Any.Sample(problem =>
    {
        Matrix gradient = Gradient(problem);
        for (int c = 0; c < gradient.Columns; c++)
        {
            double sum = Enumerable.Range(0, gradient.Rows).Sum(i => gradient[i, c]);
            Near.Equal(0, sum, 1e-12 * Scale(problem)); // 900 forces rounded to 1e-16.
        }
    });

    [Fact]
    public void A_shift_of_the_map_changes_nothing() => Problem.Any.Select(Gen.Double[-5, 5]).Sample((problem, shift) =>
    {
        Problem shifted = problem with { Map = Samples.Map(problem.Map, y => y + shift) };
        Near.Equal(Gradient(problem), Gradient(shifted), 1e-11 * Scale(problem)); // Adding 5 rounds each place to 1e-15.
    });

    [Fact]
    public void A_rotation_of_the_map_rotates_the_gradient() => Problem.Any
        .Where(problem => problem.Map.Columns > 1)
        .Select(Gen.Double[0, 2 * Math.PI])
        .Sample((problem, angle) =>
        {
            Matrix expected = Rotate(Gradient(problem), angle);
            Matrix actual = Gradient(problem with { Map = Rotate(problem.Map, angle) });
            Near.Equal(expected, actual, 1e-11 * Scale(problem)); // Rotated places are rounded to 1e-15.
        });

    [Fact]
    public void An_exchange_of_points_exchanges_the_rows_of_the_gradient() => Problem.Any
        .SelectMany(problem => Gen.Shuffle(Enumerable.Range(0, problem.Map.Rows).ToArray())
            .Select(order => (problem, order)))
        .Sample((problem, order) =>
        {
            Matrix expected = Permute(Gradient(problem), order);
            Problem permuted = Problem.Of(
                problem.Objective, Permute(problem.Data, order), Permute(problem.Map, order), problem.Exaggeration);
            Near.Equal(expected, Gradient(permuted), 1e-11 * Scale(problem)); // Perplexities are solved to 1e-14 in another order.
        });

    [Fact]
    public void Where_Q_is_P_no_point_is_pulled() => Gen.Select(Gen.Int[2, 30], Gen.Int[1, 5], Gen.Int[0, 1000])
        .Sample((n, l, seed) =>
        {
            Matrix map = Samples.Normal(n, l, seed);
            SymmetricAffinities same = Stages.Symmetric(Stages.FromSigma(map, 1), isJoint: false);
            Matrix gradient = Stages.Evaluate(new Objective(SneMethod.Sne), same, map).Gradient;
            Near.Equal(new Matrix(n, l), gradient, 1e-13 * n); // Differences of equal numbers up to 2, times distances up to 10.
        });

    [Fact]
    public void Points_at_equal_distances_in_data_and_map_stay_where_they_are()
    {
        var simplex = new Matrix(4, 4);
        for (int i = 0; i < 4; i++)
            simplex[i, i] = 1.5;
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            var objective = new Objective(method, 0.7);
            SymmetricAffinities affinities = Stages.Symmetric(Stages.FromSigma(simplex, 2), objective.IsJoint);
            (ObjectiveValue value, Matrix gradient) = Stages.Evaluate(objective, affinities, simplex);
            Near.Equal(new Matrix(4, 4), gradient, 1e-14); // Thirds of 1, rounded, times distances.
            Near.Equal(0, value.Divergence, 1e-14); // Sums of four logarithms of 3.
        }
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_point_far_from_all_others_in_the_map_is_pulled_as_its_q_says(double distance)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Problem problem = Problem.Create(new Objective(method), 25, 2, 7);
            problem.Map[4, 0] = distance;
            double[,] logQ = Definition.LogQ(problem.Objective, problem.Map);
            var expected = new Matrix(25, 2);
            for (int i = 0; i < 25; i++)
            {
                for (int j = 0; j < 25; j++)
                {
                    double phi = Definition.Phi(problem.Objective, Definition.SquaredDistance(problem.Map, i, j));
                    double stiffness = problem.P[i, j] + problem.P[j, i] - Math.Exp(logQ[i, j]) - Math.Exp(logQ[j, i]);
                    for (int c = 0; c < 2; c++)
                        expected[i, c] += 2 * phi * (problem.Map[i, c] - problem.Map[j, c]) * stiffness;
                }
            }

            Matrix gradient = Gradient(problem);
            Assert.All(gradient.Values, g => Assert.True(double.IsFinite(g)));

            // A log q is a difference of numbers of the size d², so q has a relative error of 1e-16 d².
            double relative = 1e-14 + (1e-15 * distance * distance);
            Near.Equal(expected, gradient, relative * (1 + Near.Size(expected)));
        }
    }

    [Fact]
    public void The_nearest_of_a_far_point_is_told_by_digits_that_exact_arithmetic_confirms()
    {
        // On integers all squared distances are exact: the far point is nearer to point 1 by exactly 2·1000 - 1.
        var map = new Matrix(3, 1, [0, 1, 1000]);
        Problem problem = Problem.Of(new Objective(SneMethod.Sne), Samples.Normal(3, 3, 1), map);
        Matrix gradient = Gradient(problem);

        // q(1|2) = 1 and q(0|2) = exp(-1999) = 0; rows 0 and 1 see only each other.
        double pull0 = 2 * (1000 - 0) * (problem.P[2, 0] + problem.P[0, 2]);
        double pull1 = 2 * (1000 - 1) * (problem.P[2, 1] + problem.P[1, 2] - 1);
        Near.Equal(pull0 + pull1, gradient[2, 0], 1e-12 * 1000); // A few roundings of forces of 1000.
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void The_number_of_threads_does_not_change_a_bit(SneMethod method)
    {
        Problem problem = Problem.Create(new Objective(method, 1.5), 150, 2, 4);
        (ObjectiveValue value, Matrix gradient) = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, 4, 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            (ObjectiveValue other, Matrix otherGradient) =
                Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, 4, threads);
            Assert.Equal(value, other);
            Near.SameBits(gradient, otherGradient);
        }
    }

    [Fact]
    public void A_second_evaluation_does_not_remember_the_first()
    {
        Problem problem = Problem.Create(new Objective(SneMethod.TSne), 40, 2, 4);
        using var team = new ThreadTeam(2);
        ICost engine = Stages.Reference(problem.Objective, problem.Affinities, 2, team);
        Assert.Equal((40, 2), (engine.Count, engine.Dimension));
        var gradient = new Matrix(40, 2);
        engine.Evaluate(Samples.Normal(40, 2, 99), 12, gradient);
        ObjectiveValue value = engine.Evaluate(problem.Map, 1, gradient);
        (ObjectiveValue fresh, Matrix freshGradient) = Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map);
        Assert.Equal(fresh, value);
        Near.SameBits(freshGradient, gradient);
    }

    private static Matrix Gradient(Problem problem) =>
        Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration).Gradient;

    /// <summary>The size that forces can have before they cancel: attraction times distance.</summary>
    private static double Scale(Problem problem) =>
        4 * problem.Exaggeration * problem.Map.Rows * (1 + Near.Size(problem.Map));

    private static Matrix Rotate(Matrix map, double angle)
    {
        Matrix result = map.Clone();
        for (int i = 0; i < map.Rows; i++)
        {
            result[i, 0] = (Math.Cos(angle) * map[i, 0]) - (Math.Sin(angle) * map[i, 1]);
            result[i, 1] = (Math.Sin(angle) * map[i, 0]) + (Math.Cos(angle) * map[i, 1]);
        }

        return result;
    }

    private static Matrix Permute(Matrix matrix, int[] order)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (int i = 0; i < order.Length; i++)
            matrix.Row(order[i]).CopyTo(result.Row(i));
        return result;
    }
}
