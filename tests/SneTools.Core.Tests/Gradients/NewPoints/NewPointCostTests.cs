namespace SneTools.Tests;

/// <summary>The cost of a new point in a map that stays as it is.</summary>
public class NewPointCostTests
{
    private static readonly Gen<(Objective Objective, int Points, int Dimension, int Seed)> Cases = Gen.Select(
        Gen.Enum<SneMethod>(), Gen.Double[0.3, 20], Gen.Int[2, 40], Gen.Int[1, 5], Gen.Int[0, 1_000_000])
        .Select((method, alpha, n, l, seed) => (new Objective(method, alpha), n, l, seed));

    [Fact]
    public void It_is_the_cross_entropy_of_p_and_q_as_they_are_defined() => Cases.Sample(test =>
    {
        (Matrix map, double[] p, double[] place) = Make(test.Points, test.Dimension, test.Seed);
        double z = 0;
        double[] logs = new double[map.Rows];
        for (int j = 0; j < map.Rows; j++)
        {
            logs[j] = Definition.LogWeight(test.Objective, Squared(place, map.Row(j)));
            z += Math.Exp(logs[j]);
        }

        double expected = p.Select((share, j) => -share * (logs[j] - Math.Log(z))).Sum();
        double found = Cost(test.Objective, map, p).Evaluate(place, new double[test.Dimension]);

        // Sums of up to forty numbers in another order.
        Near.Equal(expected, found, 1e-12 * (1 + Math.Abs(expected) + Math.Abs(Math.Log(z))));
    });

    [Fact]
    public void Its_gradient_matches_central_differences() => Cases.Sample(test =>
    {
        (Matrix map, double[] p, double[] place) = Make(test.Points, test.Dimension, test.Seed);
        IPlaceCost cost = Cost(test.Objective, map, p);
        var gradient = new double[test.Dimension];
        double value = cost.Evaluate(place, gradient);
        var unused = new double[test.Dimension];
        const double Step = 1e-3;
        for (int c = 0; c < place.Length; c++)
        {
            double At(double shift)
            {
                double[] moved = [.. place];
                moved[c] += shift;
                return cost.Evaluate(moved, unused);
            }

            // Of sixth order: what is left is the rounding of the cost, over the step.
            double difference = ((45 * (At(Step) - At(-Step))) - (9 * (At(2 * Step) - At(-2 * Step))) + At(3 * Step) - At(-3 * Step)) / (60 * Step);
            Near.Equal(difference, gradient[c], 1e-10 * (1 + Math.Abs(value)) / Math.Min(1, test.Objective.DegreeOfFreedom));
        }
    });

    [Theory]
    [InlineData(1e2)]
    [InlineData(1e5)]
    public void Far_from_all_points_it_is_as_exact_as_anywhere(double distance)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            (Matrix map, double[] p, double[] place) = Make(30, 2, 4);
            place[0] = distance;
            var objective = new Objective(method, 100);
            double nearest = Enumerable.Range(0, map.Rows).Max(j => Definition.LogWeight(objective, Squared(place, map.Row(j))));
            double logZ = nearest + Math.Log(Enumerable.Range(0, map.Rows).Sum(j => Math.Exp(Definition.LogWeight(objective, Squared(place, map.Row(j))) - nearest)));
            double expected = p.Select((share, j) => share * (logZ - Definition.LogWeight(objective, Squared(place, map.Row(j))))).Sum();
            var gradient = new double[2];

            // log q is a difference of numbers of the size of log w.
            Near.Equal(expected, Cost(objective, map, p).Evaluate(place, gradient), 1e-14 * (1 + Math.Abs(nearest)));
            Assert.True(double.IsFinite(gradient[0]) && double.IsFinite(gradient[1]));
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne, 1, 2)]
    [InlineData(SneMethod.Sne, 1, 1)]
    [InlineData(SneMethod.Sne, 1, 3)]
    [InlineData(SneMethod.TSne, 1, 2)]
    [InlineData(SneMethod.TSne, 1, 1)]
    [InlineData(SneMethod.TSne, 1, 3)]
    [InlineData(SneMethod.TConditionalSne, 0.5, 2)]
    [InlineData(SneMethod.TSne, 8, 2)]
    [InlineData(SneMethod.TSne, 200, 2)]
    public void Of_many_points_the_field_is_that_of_a_sum_over_all(SneMethod method, double alpha, int dimension)
    {
        var objective = new Objective(method, alpha);
        double width = dimension == 3 ? 6 : 12;
        Matrix map = Samples.Normal(5000, dimension, 3, width);
        using var team = new ThreadTeam(2);
        using IMapField field = objective.Accept(new Fields(map, team, false));
        using IMapField all = objective.Accept(new Fields(map, team, true));
        Assert.NotEqual(all.GetType(), field.GetType());
        var found = new double[dimension];
        var expected = new double[dimension];
        Matrix places = Samples.Normal(400, dimension, 5, 1.5 * width);
        places[0, 0] = 300;
        places[1, 0] = -1e4;
        for (int k = 0; k < places.Rows; k++)
        {
            // A cell or node out of place would be off by far more than the accuracy that a field asks of itself, 1e-4.
            Near.Equal(all.LogSum(places.Row(k), expected), field.LogSum(places.Row(k), found), 1e-3);
            for (int c = 0; c < dimension; c++)
                Near.Equal(expected[c], found[c], 2e-3 * (1 + Math.Abs(expected[c])));
        }
    }

    [Fact]
    public void The_start_is_the_weighted_median_of_the_neighbors()
    {
        var map = new Matrix(4, 2, [0, 5, 1, 0, 2, 9, 50, 7]);
        var cost = new NewPointCost<CauchyKernel>(default, new AllPointsField<CauchyKernel>(default, map), 2);
        cost.Take(map, [0, 1, 2, 3], [0.1, 0.3, 0.4, 0.2]);
        var place = new double[2];
        cost.Median(place);
        Assert.Equal([2, 7], place);
    }

    [Fact]
    public void The_descent_ends_where_the_gradient_vanishes_and_never_above_its_start() => Cases.Sample(test =>
    {
        (Matrix map, double[] p, double[] place) = Make(test.Points, test.Dimension, test.Seed);
        IPlaceCost cost = Cost(test.Objective, map, p);
        var gradient = new double[test.Dimension];
        double before = cost.Evaluate(place, gradient);
        double after = new PlaceDescent(test.Dimension).Minimize(cost, place, 1, 5);
        Assert.True(after <= before);
        Assert.Equal(after, cost.Evaluate(place, gradient));

        // With tails so heavy that the cost is flat, or a point that wants to infinity, the steps may run out.
        if (test.Objective.IsGaussian)
            Assert.True(gradient.Max(Math.Abs) < 1e-3, FormattableString.Invariant($"{gradient.Max(Math.Abs)}"));
    });

    private static (Matrix Map, double[] P, double[] Place) Make(int n, int dimension, int seed)
    {
        double[] weights = [.. Samples.Normal(n, 1, seed + 1).Values.Select(Math.Exp)];
        return (Samples.Normal(n, dimension, seed, 0.5 + (seed % 4)), [.. weights.Select(weight => weight / weights.Sum())], Samples.Normal(1, dimension, seed + 2).Values);
    }

    private static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        return sum;
    }

    private static IPlaceCost Cost(Objective objective, Matrix map, double[] p) => objective.Accept(new Costs(map, p));

    private sealed class Costs(Matrix map, double[] p) : IObjectiveVisitor<IPlaceCost>
    {
        public IPlaceCost Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            var cost = new NewPointCost<TKernel>(kernel, new AllPointsField<TKernel>(kernel, map), map.Columns);
            cost.Take(map, [.. Enumerable.Range(0, map.Rows)], p);
            return cost;
        }
    }

    private sealed class Fields(Matrix map, ThreadTeam team, bool isPlain) : IObjectiveVisitor<IMapField>
    {
        public IMapField Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization => isPlain ? new AllPointsField<TKernel>(kernel, map) : MapField.Of(kernel, map, team);
    }
}
