namespace SneTools.Tests;

/// <summary>The attraction between near neighbors against a plain double loop.</summary>
public class NearAttractionTests
{
    private static readonly Objective[] Family =
        [new(SneMethod.Sne), new(SneMethod.SymmetricSne), new(SneMethod.TSne), new(SneMethod.TConditionalSne, 0.5), new(SneMethod.TSne, 3)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Force_and_energy_are_right_to_1e_6_on_maps_of_any_size(int l)
    {
        const int N = 600;
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(N, 6, 1), 11);
        using var team = new ThreadTeam(2);
        foreach (Objective objective in Family)
        {
            using NeighborWeights affinities = Neighborhood.Build(
                graph, KernelWidth.OfPerplexity(5), objective.IsJoint);
            using Attraction attraction = Attraction.Create(objective, affinities, l, team);
            foreach (double deviation in (double[])[1e-4, 1, 100])
            {
                // Where the map lies does not matter: digits are for where a point lies in it.
                Matrix map = Samples.Map(Samples.Normal(N, l, 2, deviation), y => y + 3);
                AssertRight(objective, affinities, attraction, map);
                map[7, 0] = 1e6;
                AssertRight(objective, affinities, attraction, map);
            }

            var nowhere = new Matrix(N, l);
            Matrix gradient = Samples.Normal(N, l, 3);
            Assert.Equal(0, attraction.Evaluate(nowhere, 1, gradient), 1e-12);
            Assert.Equal(0, Near.Size(gradient));
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        const int N = 5000;
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(N, 2, 1), 8);
        using NeighborWeights affinities = Neighborhood.Build(graph, KernelWidth.OfPerplexity(4), isJoint: true);
        foreach (int l in (int[])[2, 3])
        {
            Matrix map = Samples.Normal(N, l, 2, 5);
            (double value, Matrix gradient) = Evaluate(1);
            foreach (int threads in (int[])[2, 3, 8])
            {
                (double otherValue, Matrix otherGradient) = Evaluate(threads);
                Assert.Equal(value, otherValue);
                Near.SameBits(gradient, otherGradient);
            }

            (double Value, Matrix Gradient) Evaluate(int threads)
            {
                using var team = new ThreadTeam(threads);
                using Attraction attraction = Attraction.Create(new Objective(SneMethod.TSne), affinities, l, team);
                var result = new Matrix(N, l);
                return (attraction.Evaluate(map, 4, result), result);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Laying_the_points_in_another_order_changes_no_bit(int l)
    {
        const int N = 5000;
        NeighborGraph graph = Neighborhood.Find(Samples.Normal(N, 3, 1), 8);
        KernelWidth width = KernelWidth.OfPerplexity(4);
        using var team = new ThreadTeam(2);
        using NeighborWeights affinities = Neighborhood.Build(graph, width, isJoint: true);
        using Attraction attraction = Attraction.Create(new Objective(SneMethod.TSne), affinities, l, team);
        Assert.Equal(Enumerable.Range(0, N), affinities.Order.ToArray());
        List<int[]> orders = [];
        for (int evaluation = 0; evaluation < 100; evaluation++)
        {
            Matrix map = Samples.Normal(N, l, 2 + evaluation, 5);
            var gradient = new Matrix(N, l);
            double value = attraction.Evaluate(map, 4, gradient);
            if (evaluation is not (0 or 30 or 99))
                continue;
            orders.Add(affinities.Order.ToArray());

            // A new one, which has been through none of it.
            using NeighborWeights fresh = Neighborhood.Build(graph, width, isJoint: true);
            using Attraction first = Attraction.Create(new Objective(SneMethod.TSne), fresh, l, team);
            var expected = new Matrix(N, l);
            Assert.Equal(first.Evaluate(map, 4, expected), value);
            Near.SameBits(expected, gradient);
            AssertRight(new Objective(SneMethod.TSne), fresh, first, map);
        }

        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
    }

    private static void AssertRight(Objective objective, NeighborWeights affinities, Attraction attraction, Matrix map)
    {
        (double energy, Matrix expected) = Plain(objective, affinities, map);
        var gradient = new Matrix(map.Rows, map.Columns);
        Array.Fill(gradient.Values, double.NaN);
        double actual = attraction.Evaluate(map, 1, gradient);
        Near.Equal(0, Near.NormError(expected, gradient), 1e-6);

        // log(1 + d²) is right to a rounding of 1 in single precision, beside a repulsion of log n.
        double mass = objective.IsJoint ? 1 : map.Rows;
        Near.Equal(energy, actual, (1e-6 * energy) + (1e-7 * mass));
        var exaggerated = new Matrix(map.Rows, map.Columns);
        Assert.Equal(actual, attraction.Evaluate(map, 12, exaggerated));
        Near.Equal(Samples.Map(gradient, x => 12 * x), exaggerated, 1e-12 * Near.Size(exaggerated));
    }

    private static unsafe (double Energy, Matrix Gradient) Plain(Objective objective, NeighborWeights affinities, Matrix map)
    {
        var gradient = new Matrix(map.Rows, map.Columns);
        double energy = 0;
        for (int place = 0; place < map.Rows; place++)
        {
            int i = affinities.Order[place];
            for (long k = affinities.Start(place); k < affinities.Start(place + 1); k++)
            {
                int j = affinities.Order[affinities.Column(k)];
                double distance = Definition.SquaredDistance(map, i, j);
                double weight = affinities.Weight(k);
                double logOnePlus = LogSum.OnePlus(distance / objective.DegreeOfFreedom);
                energy += 0.5 * weight * (objective.Method is SneMethod.Sne or SneMethod.SymmetricSne
                    ? distance
                    : (objective.DegreeOfFreedom + 1) / 2 * logOnePlus);
                for (int c = 0; c < map.Columns; c++)
                    gradient[i, c] += 2 * weight * Definition.Phi(objective, distance) * (map[i, c] - map[j, c]);
            }
        }

        return (energy, gradient);
    }
}
