namespace SneTools.Tests;

/// <summary>The repulsion through a grid against sums over all pairs.</summary>
public class InterpolatedRepulsionTests
{
    private static readonly Objective[] Family =
    [
        new(SneMethod.Sne),
        new(SneMethod.SymmetricSne),
        new(SneMethod.TSne),
        new(SneMethod.TConditionalSne),
        new(SneMethod.TSne, 0.5),
        new(SneMethod.TConditionalSne, 3),
    ];

    public static TheoryData<string> MapNames => [.. Maps.Names];

    [Theory]
    [MemberData(nameof(MapNames))]
    public void In_two_dimensions_the_gradient_is_as_exact_as_asked_and_every_sum_within_1e_3(string name)
    {
        foreach (Objective objective in Family)
            AssertWithin(objective, Maps.Create(name, 1000, 2), [1e-3, 1e-4, 1e-5]);
    }

    [Theory]
    [MemberData(nameof(MapNames))]
    public void In_one_and_three_dimensions_it_is_within_1e_3(string name)
    {
        foreach (Objective objective in Family)
        {
            AssertWithin(objective, Maps.Create(name, 500, 1), [1e-3]);
            AssertWithin(objective, Maps.Create(name, 500, 3), [1e-3]);
        }
    }

    [Fact]
    public void Through_a_run_of_maps_that_grow_every_gradient_is_as_exact_as_asked_and_not_only_those_measured()
    {
        using var team = new ThreadTeam(2);
        foreach (Objective objective in (Objective[])[new(SneMethod.Sne), new(SneMethod.TSne), new(SneMethod.TConditionalSne, 3)])
        {
            using var engine = new Interpolated(objective, 300, 2, team);
            for (int step = 0; step < 26; step++)
            {
                // From 1e-3 to 30 units and back, sharper and sharper, and then as coarse as at first.
                double size = Math.Pow(10, -3 + (4.5 * Math.Sin(step / 8.0)));
                double tolerance = step is > 7 and < 19 ? 1e-5 : 1e-3;
                Matrix map = Samples.Map(Maps.Create("medium", 300, 2, 1 + (step / 3)), y => size * y);
                (Matrix expected, _, _) = PlainRepulsion.Evaluate(objective, map);
                double error = Near.NormError(expected, engine.Evaluate(map, tolerance).Gradient);

                // So few points in so wide a map have no right to a grid as fine as 1e-5 needs.
                Near.Equal(0, error, size > 7 ? 1e-3 : tolerance);
            }
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne, 1)]
    [InlineData(SneMethod.SymmetricSne, 1)]
    [InlineData(SneMethod.TSne, 1)]
    [InlineData(SneMethod.TConditionalSne, 3)]
    public void The_number_of_threads_changes_no_bit(SneMethod method, double alpha)
    {
        var objective = new Objective(method, alpha);
        foreach ((string name, int[] teams) in ((string, int[])[])[("tiny", [2]), ("small", [2]), ("with outliers", [2, 3, 8])])
        {
            Matrix map = Maps.Create(name, 9000, 2);
            (Matrix gradient, double[] sums, double value) = Evaluate(1);
            foreach (int threads in teams)
            {
                (Matrix otherGradient, double[] otherSums, double otherValue) = Evaluate(threads);
                Near.SameBits(gradient, otherGradient);
                Assert.Equal(sums, otherSums);
                Assert.Equal(value, otherValue);
            }

            (Matrix Gradient, double[] LogRowSums, double Value) Evaluate(int threads)
            {
                using var team = new ThreadTeam(threads);
                using var engine = new Interpolated(objective, 9000, 2, team);
                return engine.Evaluate(map, 1e-4);
            }
        }
    }

    [Fact]
    public void Points_that_all_lie_in_one_place_repel_each_other_with_no_force()
    {
        using var team = new ThreadTeam(1);
        foreach (Objective objective in Family)
        {
            foreach (int l in (int[])[1, 2, 3])
            {
                using var engine = new Interpolated(objective, 50, l, team);
                var map = new Matrix(50, l);
                Array.Fill(map.Values, 0.3);
                (Matrix gradient, double[] sums, double value) = engine.Evaluate(map, 1e-3);
                Near.Equal(0, Near.Size(gradient), 1e-13);
                Assert.All(sums, sum => Near.Equal(Math.Log(49), sum, 1e-13));
                Near.Equal(PlainRepulsion.Evaluate(objective, map).Value, value, 1e-11);
            }
        }
    }

    [Fact]
    public void Two_points_are_enough() => Gen.Select(Gen.OneOf(Family), Gen.Int[1, 3], Gen.Int[0, 100_000], Gen.OneOf(1e-6, 1e-2, 1, 5)).Sample(
        (objective, l, seed, deviation) => AssertWithin(objective, Samples.Normal(2, l, seed, deviation), [1e-3]),
        iter: 200);

    [Fact]
    public void The_fallback_is_made_once_and_used_only_where_a_grid_would_be_too_large()
    {
        using var team = new ThreadTeam(1);
        foreach (Objective objective in Family)
        {
            using var engine = new Interpolated(objective, 200, 2, team);
            Matrix near = Maps.Create("medium", 200, 2);
            Matrix far = near.Clone();
            far[7, 0] = 1e7;
            far[7, 1] = -1e7;
            foreach (Matrix map in (Matrix[])[near, far, near, far])
            {
                int before = engine.Fallback.Calls;
                (Matrix gradient, double[] sums, double value) = engine.Evaluate(map, 1e-3);
                (Matrix plainGradient, double[] plainSums, double plainValue) = PlainRepulsion.Evaluate(objective, map);
                Assert.Equal(map == far ? 1 : 0, engine.Fallback.Calls - before);
                Assert.Equal(map == far, double.IsNaN(engine.Error));
                Near.Equal(0, Near.NormError(plainGradient, gradient), 1e-3);
                Near.Equal(plainValue, value, 1e-4 * Math.Abs(plainValue));
                if (map == far)
                    Assert.Equal(plainSums, sums);
            }

            Assert.Equal(1, engine.Fallback.Created);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void A_map_that_has_burst_is_left_to_the_fallback(double place)
    {
        using var team = new ThreadTeam(1);
        foreach (int l in (int[])[1, 2, 3])
        {
            using var engine = new Interpolated(new Objective(SneMethod.Sne), 60, l, team);
            Matrix map = Samples.Normal(60, l, 1);
            map[3, 0] = place;
            engine.Evaluate(map, 1e-3);
            Assert.Equal(1, engine.Fallback.Calls);
            Array.Fill(map.Values, place);
            map[0, 0] = -place;
            engine.Evaluate(map, 1e-3);
            Assert.Equal(2, engine.Fallback.Calls);
        }
    }

    private static void AssertWithin(Objective objective, Matrix map, double[] tolerances)
    {
        using var team = new ThreadTeam(2);
        (Matrix gradient, double[] sums, double value) = PlainRepulsion.Evaluate(objective, map);
        foreach (double tolerance in tolerances)
        {
            using var engine = new Interpolated(objective, map.Rows, map.Columns, team);
            (Matrix Gradient, double[] LogRowSums, double Value) actual = engine.Evaluate(map, tolerance);
            double error = Near.NormError(gradient, actual.Gradient);

            // Where few points lie far apart, twice the error is still better than the detour over the fallback, and the sums may be
            // off by 3e-4.
            Near.Equal(0, error, map.Rows > 64 ? tolerance : (2 * tolerance) + 3e-4);
            Near.Equal(value, actual.Value, (map.Rows > 64 ? 0.01 : 1) * tolerance * Math.Max(1, Math.Abs(value)));

            // The sample has 64 points, and one with more than its share of the error.
            if (map.Rows > 64)
                Assert.Equal(0, engine.Fallback.Calls);
            if (map.Rows > 64)
                Assert.InRange(error, engine.Error / (error < 1e-5 ? 10 : 5), Math.Max(3 * engine.Error, 1e-9));
            if (objective.IsJoint)
                continue;
            for (int i = 0; i < map.Rows; i++)
                Near.Equal(0, Math.Exp(actual.LogRowSums[i] - sums[i]) - 1, 1e-3);
        }
    }
}
