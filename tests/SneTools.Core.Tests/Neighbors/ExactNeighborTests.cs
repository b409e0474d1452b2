namespace SneTools.Tests;

/// <summary>The exact search against sorted distances.</summary>
public class ExactNeighborTests
{
    [Fact]
    public void Any_points_have_their_nearest_neighbors() => Gen.Select(
        Gen.Int[2, 400], Gen.Int[1, 70], Gen.Double[0, 1], Gen.Int[0, 1000]).Sample(
        (n, h, share, seed) =>
        {
            Matrix points = Samples.Normal(n, h, seed);
            BruteForce.AssertExact(points, Find(points, 1 + (int)(share * (n - 2))));
        },
        iter: 30);

    [Theory]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(257)]
    public void One_neighbor_and_all_of_them_can_be_asked_for(int n)
    {
        Matrix points = Samples.Normal(n, 5, n);
        BruteForce.AssertExact(points, Find(points, 1));
        BruteForce.AssertExact(points, Find(points, n - 1));
    }

    [Fact]
    public void Points_far_from_the_origin_keep_their_neighbors()
    {
        Matrix points = Samples.Map(Samples.Normal(500, 8, 1), value => value + 1e6);
        BruteForce.AssertExact(points, Find(points, 20));
    }

    [Theory]
    [InlineData(1e-300, false)]
    [InlineData(1e-150, false)]
    [InlineData(1e-29, true)]
    [InlineData(1e29, true)]
    [InlineData(1e150, false)]
    public void Any_unit_of_the_data_gives_the_same_neighbors(double scale, bool inUnitOfTheData)
    {
        Matrix points = Samples.Normal(300, 6, 2);
        Matrix scaled = Samples.Map(points, value => value * scale);
        NeighborGraph expected = Find(points, 15);
        NeighborGraph found = Find(scaled, 15);
        Assert.Equal(inUnitOfTheData, found.Unit == 1);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(expected.Neighbors(i).ToArray(), found.Neighbors(i).ToArray());
            for (int c = 0; c < 15; c++)
            {
                Assert.True(double.IsNormal(found.SquaredDistances(i)[c]));
                double distance = found.Distances(i)[c] / scale;
                Near.Equal(Math.Sqrt(expected.SquaredDistances(i)[c]), distance, 1e-12 * distance);
            }
        }

        BruteForce.AssertExact(scaled, found);
    }

    [Fact]
    public void Small_clouds_far_apart_are_told_apart()
    {
        // Within a cloud, products in single precision are nothing but rounding errors.
        Matrix points = Samples.Normal(600, 4, 3, 1e-5);
        for (int i = 0; i < 600; i++)
            points[i, 0] += 1000 * (i % 3);
        BruteForce.AssertExact(points, Find(points, 30));
    }

    [Fact]
    public void Equal_points_are_neighbors_at_no_distance()
    {
        var points = new Matrix(700, 3);
        Matrix places = Samples.Normal(4, 3, 5);
        for (int i = 0; i < 700; i++)
            places.Row(i % 7 == 0 ? i % 4 : 0).CopyTo(points.Row(i));
        BruteForce.AssertExact(points, Find(points, 40));
    }

    [Fact]
    public void All_points_may_be_equal()
    {
        var points = new Matrix(300, 2);
        points.Values.AsSpan().Fill(0.1);
        BruteForce.AssertExact(points, Find(points, 5));
    }

    [Fact]
    public void Where_every_distance_occurs_many_times_the_nearest_are_found()
    {
        // A grid: every distance occurs many times, and is a whole number.
        var points = new Matrix(576, 2);
        for (int i = 0; i < 576; i++)
            (points[i, 0], points[i, 1]) = (i % 24, i / 24);
        BruteForce.AssertExact(points, Find(points, 10));
    }

    [Fact]
    public void Real_data_of_whole_numbers_have_their_neighbors() =>
        BruteForce.AssertExact(Samples.Digits.Values, Find(Samples.Digits.Values, 90));

    [Fact]
    public void Cosine_compares_directions()
    {
        Matrix points = Samples.Normal(300, 7, 4);
        for (int i = 0; i < 300; i++)
        {
            for (int k = 0; k < 7; k++)
                points[i, k] *= Math.Pow(10, (i % 5 * 149) - 298);
        }

        Matrix directions = points.NormalizeRows();
        for (int i = 0; i < 300; i++)
            Near.Equal(1, Distance.Dot(directions.Row(i), directions.Row(i)), 1e-15 * 7);
        BruteForce.AssertExact(directions, Find(points, 25, NeighborMetric.Cosine));
    }

    [Fact]
    public void Under_cosine_a_row_of_zeros_is_one_away_from_every_direction()
    {
        Matrix points = Samples.Normal(20, 3, 4);
        points.Row(3).Clear();
        points.Row(8).Clear();
        NeighborGraph graph = Find(points, 19, NeighborMetric.Cosine);
        Assert.Equal(8, graph.Neighbors(3)[0]);
        Assert.Equal(0, graph.SquaredDistances(3)[0]);
        for (int c = 1; c < 19; c++)
            Near.Equal(1, graph.SquaredDistances(3)[c], 1e-15);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Matrix points = Samples.Normal(1000, 12, 6);
        NeighborGraph one = Find(points, 30);
        foreach (int threads in (int[])[2, 3, 8])
            SameGraph.Assert(one, Find(points, 30, threads: threads));
    }

    [Fact]
    public void The_width_of_the_registers_does_not_change_a_bit()
    {
        var rows = new MetricRows(Samples.Normal(200, 9, 6), NeighborMetric.Euclidean);
        using var panels = new PointPanels(9, PointPanels.InOrder(200));
        for (int panel = 0; panel < panels.Count; panel++)
            panels.Fill(panel, rows);
        using var queries = new SingleQueries(panels, rows, [50, 51, 52, 53]);
        Assert.Equal(
            Scans.Best(4, lists => queries.Run<SingleKernel<Lanes256<float>>>([0, 1, 2, 3], 0, panels.Count, lists)),
            Scans.Best(4, lists => queries.Run<SingleKernel<Lanes512<float>>>([0, 1, 2, 3], 0, panels.Count, lists)));
    }

    [Fact]
    public void It_tells_how_much_is_done_on_the_thread_that_asked()
    {
        int thread = Environment.CurrentManagedThreadId;
        var shares = new List<double>();
        using var team = new ThreadTeam(1);
        NearestNeighbors.Find(
            Samples.Normal(1000, 4, 1),
            5,
            NeighborSearch.Exact,
            NeighborMetric.Euclidean,
            0,
            team,
            share =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                shares.Add(share);
            });
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    private static NeighborGraph Find(
        Matrix points,
        int k,
        NeighborMetric metric = NeighborMetric.Euclidean,
        int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        NeighborGraph graph = NearestNeighbors.Find(points, k, NeighborSearch.Exact, metric, 1, team);
        Assert.Equal((points.Rows, k, NeighborSearch.Exact, 1.0), (graph.Count, graph.NeighborCount, graph.Search, graph.Recall));
        return graph;
    }
}
