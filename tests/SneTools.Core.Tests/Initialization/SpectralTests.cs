namespace SneTools.Tests;

/// <summary>First maps of distances, and spectral ones.</summary>
public class SpectralTests
{
    [Theory]
    [InlineData("iris", 2)]
    [InlineData("wine", 3)]
    [InlineData("digits", 2)]
    public void Principal_coordinates_of_straight_distances_are_the_principal_components(string name, int dimension)
    {
        Matrix rows = Samples.OfName(name).Values;
        using var team = new ThreadTeam(2);
        Matrix expected = WithoutNoise(MapInitialization.Pca(rows, dimension, 1, 3, team), 3);
        Matrix found = WithoutNoise(MapInitialization.FromDistances(MetricPoints.Distances(rows, NeighborMetric.Euclidean), dimension, 1, 3, team), 3);
        for (int c = 0; c < dimension; c++)
        {
            double sign = Math.Sign(Enumerable.Range(0, rows.Rows).Sum(i => expected[i, c] * found[i, c]));
            for (int i = 0; i < rows.Rows; i++)
                Near.Equal(expected[i, c], sign * found[i, c], 1e-7);
        }
    }

    [Fact]
    public void A_few_far_points_do_not_decide_the_coordinates_of_the_others()
    {
        Matrix rows = Samples.Normal(100, 4, 1);
        (rows[7, 0], rows[50, 1]) = (1e6, 1e200);
        using var team = new ThreadTeam(2);
        Matrix map = MapInitialization.FromDistances(MetricPoints.Distances(rows, NeighborMetric.Euclidean), 2, 1, 3, team);
        Assert.All(map.Values, value => Assert.InRange(value, -10, 10));
        double[] first = [.. Enumerable.Range(0, 100).Select(i => map[i, 0]).Order()];
        Assert.True(first[90] - first[10] > 1);
    }

    [Fact]
    public void A_spectral_map_of_a_chain_has_the_chain_in_order()
    {
        using var team = new ThreadTeam(2);
        foreach (int n in (int[])[30, 250])
        {
            PointDistances chain = Chain(Enumerable.Range(0, n - 1).Select(i => (i, i + 1)));
            Affinities affinities = Affinities.Create(chain, new AffinityOptions { Width = KernelWidth.OfSigma(1) }, team);
            Matrix places = new SpectralMap(affinities, 1, team).Find();
            int turns = Enumerable.Range(1, n - 2).Count(i => Math.Sign(places[i, 0] - places[i - 1, 0]) != Math.Sign(places[i + 1, 0] - places[i, 0]));
            Assert.Equal(0, turns);
        }
    }

    [Fact]
    public void Parts_that_do_not_know_of_each_other_lie_side_by_side()
    {
        using var team = new ThreadTeam(2);
        IEnumerable<(int, int)> Clique(int start, int size) =>
            Enumerable.Range(start, size).SelectMany(i => Enumerable.Range(start, i - start).Select(j => (i, j)));
        PointDistances parts = Chain([.. Clique(0, 40), .. Clique(40, 25), .. Clique(65, 12), .. Clique(77, 2)]);
        Affinities affinities = Affinities.Create(parts, new AffinityOptions { Width = KernelWidth.OfSigma(1) }, team);
        int[] ends = [0, 40, 65, 77, 79];
        foreach (int dimension in (int[])[1, 2, 3])
        {
            Matrix map = new SpectralMap(affinities, dimension, team).Find();
            Assert.All(map.Values, value => Assert.True(double.IsFinite(value)));
            Matrix[] means = [.. Enumerable.Range(0, 4).Select(p => new Matrix(1, dimension, [.. Enumerable.Range(0, dimension).Select(c => Enumerable.Range(ends[p], ends[p + 1] - ends[p]).Average(i => map[i, c]))]))];
            for (int p = 0; p < 4; p++)
            {
                for (int q = 0; q < p; q++)
                    Assert.True(Near.Distance(means[p], means[q]) > 0.1);
            }
        }
    }

    [Fact]
    public void A_spectral_map_has_the_same_bits_by_any_threads_and_parts_clusters()
    {
        Matrix rows = Samples.Normal(3000, 5, 2);
        for (int i = 0; i < rows.Rows; i++)
            rows[i, 0] += 6 * (i % 3);
        Matrix[] maps = [.. Enumerable.Range(1, 3).Select(threads =>
        {
            using var team = new ThreadTeam(threads);
            Affinities affinities = Affinities.Create(Samples.Named(rows), new AffinityOptions { Width = KernelWidth.OfPerplexity(10) }, team);
            return InitialMap.Spectral.Create(rows, affinities, 2, 5, team);
        })];
        Near.SameBits(maps[0], maps[1]);
        Near.SameBits(maps[0], maps[2]);
        double deviation = Math.Sqrt(Enumerable.Range(0, 3000).Average(i => maps[0][i, 0] * maps[0][i, 0]));
        Near.Equal(InitialMap.Deviation, deviation, 0.1 * InitialMap.Deviation);
        double[] means = [.. Enumerable.Range(0, 3).Select(g => Enumerable.Range(0, 1000).Average(k => maps[0][(3 * k) + g, 0]))];
        Assert.True(means.Max() - means.Min() > InitialMap.Deviation);
    }

    private static PointDistances Chain(IEnumerable<(int I, int J)> pairs)
    {
        (int I, int J)[] all = [.. pairs];
        var values = new Matrix(all.Length, 3);
        for (int row = 0; row < all.Length; row++)
            (values[row, 0], values[row, 1], values[row, 2]) = (all[row].I, all[row].J, 1);
        return PointDistances.Read(new Dataset(values, ["I", "J", "Distance"]));
    }

    private static Matrix WithoutNoise(Matrix map, int seed)
    {
        Matrix noise = MapInitialization.Random(map.Rows, map.Columns, 0.01, seed);
        return new Matrix(map.Rows, map.Columns, [.. map.Values.Zip(noise.Values, (a, b) => a - b)]);
    }
}
