namespace SneTools.Tests;

/// <summary>Tables with numbers of very different sizes: every row has the neighbors that double precision gives it.</summary>
public class NeighborScaleTests
{
    [Theory]
    [InlineData(1e20)]
    [InlineData(-1e20)]
    [InlineData(1e150)]
    [InlineData(-1e150)]
    public void A_fill_value_costs_no_other_row_a_digit(double fill)
    {
        foreach (double share in (double[])[0.001, 0.05])
        {
            Matrix points = Samples.Normal(700, 6, 1);
            Fill(points, fill, share);
            NeighborGraph graph = Find(points, 15);
            Assert.Equal(1, graph.Unit);
            BruteForce.AssertExact(points, graph);
            AssertSymmetric(graph);
        }
    }

    [Fact]
    public void Two_fill_values_of_different_signs_are_apart()
    {
        Matrix points = Samples.Normal(500, 3, 2);
        Fill(points, 1e150, 0.05);
        Fill(points, -1e150, 0.05);
        BruteForce.AssertExact(points, Find(points, 20));
    }

    [Theory]
    [InlineData(1e16)]
    [InlineData(1e80)]
    [InlineData(1e200)]
    public void A_row_far_away_costs_the_others_nothing(double place)
    {
        Matrix points = Samples.Normal(400, 5, 1);
        for (int c = 0; c < 5; c++)
            points[123, c] += place;
        NeighborGraph graph = Find(points, 10);
        BruteForce.AssertExact(points, graph);

        // Wherever squares fit, the unit does not change.
        Assert.Equal(place < 1e150, graph.Unit == 1);
    }

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e150)]
    [InlineData(1e300)]
    public void One_cell_that_is_far_out_leaves_the_neighbors_of_the_other_rows_as_they_are(double fill)
    {
        Matrix points = Samples.Normal(400, 4, 2);
        Matrix others = new(399, 4, [.. points.Values.Skip(4)]);
        points[0, 1] = fill;
        NeighborGraph expected = Find(others, 12);
        NeighborGraph found = Find(points, 12);
        for (int i = 1; i < 400; i++)
        {
            Assert.Equal(expected.Neighbors(i - 1).ToArray(), found.Neighbors(i).ToArray().Select(j => j - 1));
            Assert.Equal(expected.Distances(i - 1), found.Distances(i));
        }

        Assert.All(found.SquaredDistances(0).ToArray(), distance => Assert.True(double.IsFinite(distance)));
    }

    [Theory]
    [InlineData(1e-300, 1e-30)]
    [InlineData(1e-150, 1e100)]
    [InlineData(1e-150, 1e150)]
    [InlineData(1e-300, 1e150)]
    [InlineData(1e-140, 1e300)]
    public void Small_numbers_beside_a_huge_one_keep_their_neighbors(double scale, double fill)
    {
        Matrix points = Samples.Map(Samples.Normal(300, 4, 1), value => value * scale);
        points[7, 2] = fill;
        points[8, 2] = -fill;
        points[9, 1] = fill;
        NeighborGraph graph = Find(points, 12);
        BruteForce.AssertExact(points, graph);
        NeighborGraph plain = Find(Samples.Normal(300, 4, 1), 12);
        for (int i = 20; i < 300; i++)
        {
            // The same neighbors, but for the three rows that went away.
            int[] expected = [.. plain.Neighbors(i).ToArray().Where(j => j is < 7 or > 9)];
            Assert.Equal(expected, graph.Neighbors(i)[..expected.Length].ToArray());
            Assert.All(graph.SquaredDistances(i)[..expected.Length].ToArray(), distance => Assert.True(double.IsNormal(distance)));
        }
    }

    [Fact]
    public void Distances_too_large_for_a_number_are_the_largest_number()
    {
        Matrix points = Samples.Map(Samples.Normal(50, 2, 1), value => value * 1e-150);
        points[0, 0] = 1e150;
        NeighborGraph graph = Find(points, 49);
        Assert.All(graph.SquaredDistances(0).ToArray(), distance => Assert.Equal(double.MaxValue, distance));
        Assert.Equal(0, graph.Neighbors(3)[^1]);
        BruteForce.AssertExact(points, graph);
    }

    [Theory]
    [InlineData(1e16)]
    [InlineData(1e5)]
    public void Two_clouds_far_apart_both_have_their_neighbors(double apart)
    {
        Matrix points = Samples.Normal(600, 3, 1);
        for (int i = 0; i < 300; i++)
            points[2 * i, 1] += apart;
        BruteForce.AssertExact(points, Find(points, 25));
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.1, 1.0)]
    [InlineData(0.0, 0.1)]
    [InlineData(1e6, 0.25)]
    [InlineData(1e15, 1.0)]
    [InlineData(0.0, 1e100)]
    [InlineData(0.0, 9.0)]
    public void Steps_of_equal_size_have_exact_distances(double start, double step)
    {
        // Steps that are sums of a few powers of two, where scores need no measuring, and others that only look so.
        var random = new Random(1);
        Matrix points = Samples.Map(new Matrix(600, 5), _ => start + (step * random.Next(40)));
        NeighborGraph graph = Find(points, 30);
        BruteForce.AssertExact(points, graph);
        AssertSymmetric(graph);
    }

    [Theory]
    [InlineData(0.0, 1.0, true)]
    [InlineData(1e6, 0.25, true)]
    [InlineData(0.0, 1e-200, false)]
    [InlineData(0.1, 1.0, false)]
    [InlineData(0.0, 0.1, false)]
    public void Scores_of_small_whole_multiples_are_known_to_be_exact(double start, double step, bool isExact)
    {
        var random = new Random(1);
        Matrix points = Samples.Map(new Matrix(100, 5), _ => start + (step * random.Next(40)));
        Assert.Equal(isExact, new ScoreAccuracy(new MetricRows(points, NeighborMetric.Euclidean)).IsExact);
        points[50, 2] += step * (1 << 20);
        Assert.False(new ScoreAccuracy(new MetricRows(points, NeighborMetric.Euclidean)).IsExact);
    }

    [Fact]
    public void Any_mixture_of_sizes_has_its_nearest_neighbors() => Gen.Select(
        Gen.Int[2, 200], Gen.Int[1, 12], Gen.Double[0, 60], Gen.Int[-200, 60], Gen.Int[0, 1000]).Sample(
        (n, h, decades, middle, seed) =>
        {
            // Numbers of two digits, some of them equal, over many decades.
            var random = new Random(seed);
            Matrix points = Samples.Map(
                new Matrix(n, h),
                _ => random.Next(-50, 50) * Math.Pow(10, middle + Math.Round(decades * Math.Pow(random.NextDouble(), 8))));
            BruteForce.AssertExact(points, Find(points, 1 + (seed % (n - 1))));
        },
        iter: 100);

    [Fact]
    public void A_distance_is_the_same_in_both_directions()
    {
        AssertSymmetric(Find(Samples.Normal(800, 11, 1), 40));
        AssertSymmetric(Find(Samples.Normal(800, 11, 1), 40, NeighborMetric.Cosine));
        AssertSymmetric(Find(Samples.Digits.Values, 40));
    }

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e150)]
    public void An_approximate_search_finds_neighbors_beside_fill_values(double fill)
    {
        Matrix points = Samples.Normal(4000, 4, 1);
        Fill(points, fill, 0.01);
        using var team = new ThreadTeam(2);
        NeighborGraph graph = NearestNeighbors.Find(points, 15, NeighborSearch.Approximate, NeighborMetric.Euclidean, 1, team);
        Assert.Equal(NeighborSearch.Approximate, graph.Search);
        Assert.InRange(BruteForce.Recall(points, graph, 300), 0.93, 1);
    }

    private static NeighborGraph Find(Matrix points, int k, NeighborMetric metric = NeighborMetric.Euclidean)
    {
        using var team = new ThreadTeam(2);
        return NearestNeighbors.Find(points, k, NeighborSearch.Exact, metric, 1, team);
    }

    private static void Fill(Matrix points, double fill, double share)
    {
        var random = new Random(4);
        foreach (ref double value in points.Values.AsSpan())
            value = random.NextDouble() < share ? fill : value;
    }

    private static void AssertSymmetric(NeighborGraph graph)
    {
        var distances = new Dictionary<(int, int), double>();
        for (int i = 0; i < graph.Count; i++)
        {
            for (int c = 0; c < graph.NeighborCount; c++)
                distances.Add((i, graph.Neighbors(i)[c]), graph.SquaredDistances(i)[c]);
        }

        int both = 0;
        foreach (((int i, int j), double distance) in distances)
        {
            if (distances.TryGetValue((j, i), out double back))
            {
                Assert.Equal(distance, back);
                both++;
            }
        }

        Assert.True(both > 0);
    }
}
