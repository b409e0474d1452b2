namespace SneTools.Tests;

/// <summary>The fast engine against the reference, which is written as plainly as the formulas are.</summary>
public class PairLoopTests
{
    private static readonly Objective[] Family =
    [
        new(SneMethod.Sne),
        new(SneMethod.SymmetricSne),
        new(SneMethod.TSne),
        new(SneMethod.TSne, 0.5),
        new(SneMethod.TConditionalSne),
        new(SneMethod.TConditionalSne, 3.7),
    ];

    /// <summary>Maps as they are at the start, in the middle and at the end of a run, and as no run should leave them.
    /// </summary>
    private static readonly (string Name, Func<int, int, int, Matrix> Create)[] Maps =
    [
        ("tiny", (n, l, seed) => Samples.Normal(n, l, seed, 1e-4)),
        ("medium", (n, l, seed) => Samples.Normal(n, l, seed, 1.5)),
        ("wide", (n, l, seed) => Samples.Normal(n, l, seed, 40)),
        ("with outliers", WithOutliers),
        ("all remote", AllRemote),
    ];

    private static readonly Gen<(string Name, Problem Problem)> Problems = Gen.Select(
        Gen.OneOf(Family),
        Gen.OneOf(Maps),
        Gen.OneOf<int>(Gen.Int[2, 40], Gen.OneOf(15, 16, 17, 31, 32, 33, 63, 65, 127, 128, 129, 255, 257, 300)),
        Gen.Int[1, 10],
        Gen.Int[0, 1_000_000],
        Gen.OneOf<double>(Gen.Const(1.0), Gen.Double[1, 12]))
        .Select((objective, map, n, l, seed, exaggeration) =>
            (map.Name, Problem.Of(objective, Samples.Normal(n, l + 1, seed), map.Create(n, l, seed + 1), exaggeration)));

    [Fact]
    public void In_double_every_width_agrees_with_the_reference_on_maps_of_every_kind() => Problems.Sample(
        (_, problem) =>
        {
            foreach (Tiled tiled in Tiled.Double)
                AssertDouble(problem, tiled);
        },
        iter: 100);

    [Fact]
    public void In_single_every_width_keeps_the_gradient_within_1e_4_on_maps_of_every_kind() => Problems.Sample(
        (name, problem) =>
        {
            foreach (Tiled tiled in Tiled.Single)
                AssertSingle(problem, tiled, name == "all remote" ? 3e-4 : 1e-4);
        },
        iter: 100);

    [Theory]
    [InlineData(512)] // In double, 64 parts of 8 rows; one row more makes parts that begin within a group.
    [InlineData(513)]
    [InlineData(1024)] // A tile has 1024 columns, and in single 64 parts of 16 rows are as many.
    [InlineData(1025)]
    public void At_the_borders_of_parts_and_tiles_no_pair_is_lost(int n)
    {
        foreach ((Objective objective, int l) in new[] { (Family[0], 2), (Family[3], 3) })
        {
            var problem = Problem.Of(objective, Samples.Normal(n, 5, n), Samples.Normal(n, l, n + 1, 2), 1.5);
            AssertDouble(problem, Tiled.Double[n % 2]);
            AssertSingle(problem, Tiled.Single[(n + 1) % 2]);
        }
    }

    [Fact]
    public void Beyond_a_tile_remote_points_are_pulled_as_in_the_reference()
    {
        var problem = Problem.Of(new Objective(SneMethod.Sne), Samples.Normal(1050, 4, 1), WithOutliers(1050, 2, 2));
        AssertDouble(problem, Tiled.Double[1]);
        AssertSingle(problem, Tiled.Single[0]);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit_in_any_width_precision_or_map()
    {
        foreach (Objective objective in Family.Where(objective => objective.DegreeOfFreedom >= 1))
        {
            foreach ((_, Func<int, int, int, Matrix> create) in Maps.Skip(1))
            {
                var problem = Problem.Of(objective, Samples.Normal(150, 4, 1), create(150, 2, 2), 3);
                foreach (Tiled tiled in Tiled.All)
                {
                    (ObjectiveValue value, Matrix gradient) = tiled.Evaluate(problem);
                    foreach (int threads in (int[])[2, 3, 8])
                    {
                        (ObjectiveValue other, Matrix otherGradient) = tiled.Evaluate(problem, threads);
                        Assert.Equal(value, other);
                        Near.SameBits(gradient, otherGradient);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_second_evaluation_does_not_remember_the_first()
    {
        foreach (Objective objective in Family)
        {
            var problem = Problem.Of(objective, Samples.Normal(130, 4, 1), Samples.Normal(130, 3, 2));
            foreach (Tiled tiled in Tiled.All)
            {
                using var team = new ThreadTeam(2);
                ICost engine = tiled.Create(problem, team);
                using var owner = (IDisposable)engine;
                Assert.Equal((130, 3), (engine.Count, engine.Dimension));
                var gradient = new Matrix(130, 3);
                engine.Evaluate(AllRemote(130, 3, 5), 12, gradient);
                ObjectiveValue value = engine.Evaluate(problem.Map, 1, gradient);
                (ObjectiveValue fresh, Matrix freshGradient) = tiled.Evaluate(problem);
                Assert.Equal(fresh, value);
                Near.SameBits(freshGradient, gradient);
            }
        }
    }

    private static void AssertDouble(Problem problem, Tiled tiled)
    {
        (ObjectiveValue expected, Matrix expectedGradient) =
            Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration);
        (ObjectiveValue value, Matrix gradient) = tiled.Evaluate(problem);

        // Up to 1e6 pairs summed in another order. A weight exp(-d²) of a point that is near enough for the tiles has
        // d² up to 575, rounded to 1e-13.
        AssertGradient(problem, expectedGradient, gradient, 1e-12);
        Near.Equal(expected.Entropy, value.Entropy, 1e-12 * problem.Map.Rows);
        Near.Equal(expected.Attraction, value.Attraction, 1e-12 * expected.Attraction);
        Near.Equal(expected.Repulsion, value.Repulsion, 1e-12 * (problem.Map.Rows + Math.Abs(expected.Repulsion)));
    }

    /// <param name="problem">The problem.</param>
    /// <param name="tiled">The engine.</param>
    /// <param name="tolerance">What single precision is allowed: more where places are thousands, whose differences lose three digits.
    /// </param>
    private static void AssertSingle(Problem problem, Tiled tiled, double tolerance = 1e-4)
    {
        (ObjectiveValue expected, Matrix expectedGradient) =
            Stages.Evaluate(problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration);
        (ObjectiveValue value, Matrix gradient) = tiled.Evaluate(problem);
        AssertGradient(problem, expectedGradient, gradient, tolerance);
        Near.Equal(expected.Entropy, value.Entropy, 1e-12 * problem.Map.Rows); // It is summed in double before weights are rounded.

        // Energies and their sums have seven digits; those of a tiny map fewer, as 1 + d² is rounded before the logarithm.
        double mass = problem.Affinities.Weights.Values.Sum();
        Near.Equal(expected.Attraction, value.Attraction, (1e-5 * expected.Attraction) + (1e-6 * mass));
        Near.Equal(expected.Repulsion, value.Repulsion, 1e-5 * (problem.Map.Rows + Math.Abs(expected.Repulsion)));
    }

    /// <summary>The distance of two gradients, as a share of the first; or of a fiftieth of the forces, where those cancel: 1e-4 of it
    /// are 17 roundings of a force in single precision.</summary>
    private static void AssertGradient(Problem problem, Matrix expected, Matrix actual, double tolerance)
    {
        using var team = new ThreadTeam(1);
        int[] all = [.. Enumerable.Range(0, problem.Map.Rows)];
        double[] forces = NumericalGradient.Forces(
            problem.Objective, problem.Affinities, problem.Map, problem.Exaggeration, all, team);
        double scale = Math.Max(Norm(expected.Values), 2e-2 * Norm(forces));
        double error = Norm([.. expected.Values.Zip(actual.Values, (a, b) => a - b)]);
        Assert.True(
            error <= tolerance * scale,
            FormattableString.Invariant($"the relative error is {error / scale:0.0e+0}; allowed {tolerance:0.0e+0}: {problem}"));
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(x => x * x));

    /// <summary>Normal points, and two a thousand away.</summary>
    private static Matrix WithOutliers(int n, int l, int seed)
    {
        Matrix map = Samples.Normal(n, l, seed, 1.5);
        map[n / 2, 0] = 1e3;
        map[n - 1, l - 1] = -1e3;
        return map;
    }

    /// <summary>Points on a grid around the origin, the nearest more than 30 away: no Gaussian weight is a number in single precision, nor
    /// in double one to divide by.</summary>
    private static Matrix AllRemote(int n, int l, int seed)
    {
        var side = (int)Math.Ceiling(Math.Pow(n, 1.0 / l));
        Matrix map = Samples.Map(Samples.Normal(n, l, seed, 0.5), y => Math.Clamp(y, -2, 2));
        for (int i = 0; i < n; i++)
        {
            for (int c = 0, rest = i; c < l; c++, rest /= side)
                map[i, c] += 36 * ((rest % side) - (0.5 * side));
        }

        return map;
    }
}
