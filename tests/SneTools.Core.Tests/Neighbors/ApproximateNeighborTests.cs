namespace SneTools.Tests;

/// <summary>The approximate search against sorted distances, and the choice between the searches.</summary>
public class ApproximateNeighborTests
{
    [Theory]
    [InlineData("clustered", 30)]
    [InlineData("clustered", 90)]
    [InlineData("uniform", 30)]
    [InlineData("curved", 15)]
    public void Most_neighbors_are_found_and_the_share_is_told(string kind, int k)
    {
        Matrix points = Points(kind, 8000);
        NeighborGraph graph = Find(points, k);
        Assert.Equal(NeighborSearch.Approximate, graph.Search);
        double recall = BruteForce.Recall(points, graph, 250);
        Assert.True(recall >= 0.95, $"found {recall:0.000}");

        // Both shares are means over samples of 200 points and more, whose own shares differ by 0.1 at most.
        Near.Equal(recall, graph.Recall, 0.02);
    }

    [Fact]
    public void What_is_found_is_a_table_of_neighbors_at_their_distances()
    {
        Matrix points = Points("clustered", 5000);
        NeighborGraph graph = Find(points, 20);
        int[] indices = [.. Enumerable.Range(0, 5000).SelectMany(i => graph.Neighbors(i).ToArray())];
        double[] distances = [.. Enumerable.Range(0, 5000).SelectMany(i => graph.SquaredDistances(i).ToArray())];
        Assert.Equal(5000, new NeighborGraph(5000, 20, indices, distances).Count);
        for (int i = 0; i < 5000; i += 7)
        {
            Assert.Equal(BruteForce.SquaredDistance(points, i, graph.Neighbors(i)[5]), graph.SquaredDistances(i)[5]);
        }
    }

    [Fact]
    public void Cosine_is_searched_too()
    {
        Matrix points = Points("clustered", 6000);
        Matrix directions = points.Clone();
        for (int i = 0; i < points.Rows; i++)
        {
            double length = Math.Sqrt(Distance.Dot(points.Row(i), points.Row(i)));
            for (int c = 0; c < points.Columns; c++)
                directions[i, c] /= length;
        }

        double recall = BruteForce.Recall(directions, Find(points, 30, metric: NeighborMetric.Cosine), 200);
        Assert.True(recall >= 0.95, $"found {recall:0.000}");
    }

    [Fact]
    public void Where_no_cell_can_be_left_out_all_pairs_are_compared()
    {
        // Nearly all points are asked for.
        Matrix points = Samples.Normal(1500, 20, 1);
        NeighborGraph graph = Find(points, 1400);
        Assert.Equal((NeighborSearch.Exact, 1.0), (graph.Search, graph.Recall));
        SameGraph.Assert(Find(points, 1400, NeighborSearch.Exact), graph);
    }

    [Fact]
    public void Points_in_cells_of_too_few_have_all_their_neighbors()
    {
        // Many more neighbors than a cell holds, and equal points, which all lie in one cell.
        Matrix points = Points("clustered", 4000);
        for (int i = 0; i < 1500; i++)
            points.Row(0).CopyTo(points.Row(i));
        NeighborGraph graph = Find(points, 600);
        double recall = BruteForce.Recall(points, graph, 100);
        Assert.True(recall >= 0.95, $"found {recall:0.000}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void Few_points_are_searched_exactly(int n)
    {
        NeighborGraph graph = Find(Samples.Normal(n, 4, 1), 1);
        Assert.Equal((NeighborSearch.Exact, 1.0), (graph.Search, graph.Recall));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Matrix points = Points("clustered", 4000);
        NeighborGraph one = Find(points, 25, threads: 1);
        Assert.Equal(NeighborSearch.Approximate, one.Search);
        foreach (int threads in (int[])[2, 3, 8])
            SameGraph.Assert(one, Find(points, 25, threads: threads));
    }

    [Theory]
    [InlineData(NeighborSearch.Exact)]
    [InlineData(NeighborSearch.Approximate)]
    public void The_work_ends_when_it_is_canceled(NeighborSearch search)
    {
        Matrix points = Points("clustered", 6000);
        foreach (int milliseconds in (int[])[0, 1, 10, 40])
        {
            using var source = new CancellationTokenSource();
            using var team = new ThreadTeam(2, source.Token);
            if (milliseconds == 0)
                source.Cancel();
            else
                source.CancelAfter(milliseconds);
            void FindForever()
            {
                while (true)
                    NearestNeighbors.Find(points, 30, search, NeighborMetric.Euclidean, 1, team, null);
            }

            Assert.Throws<OperationCanceledException>((Action)FindForever);
        }
    }

    [Theory]
    [InlineData(40_000, 50, true)]
    [InlineData(70_000, 50, false)]
    [InlineData(10_000, 784, true)]
    [InlineData(341_479, 100, false)]
    [InlineData(1_000_000, 2, false)]
    public void All_pairs_are_compared_as_long_as_that_takes_seconds(int n, int h, bool isExact) =>
        Assert.Equal(isExact, NearestNeighbors.IsExact(n, h, NeighborSearch.Auto));

    [Fact]
    public void A_million_points_need_no_more_memory_than_announced()
    {
        double bytes = NearestNeighbors.RequiredBytes(1_000_000, 100, 90);
        Assert.InRange(bytes, 1.1e9, 2.2e9);
    }

    private static NeighborGraph Find(
        Matrix points,
        int k,
        NeighborSearch search = NeighborSearch.Approximate,
        NeighborMetric metric = NeighborMetric.Euclidean,
        int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        return NearestNeighbors.Find(points, k, search, metric, 1, team);
    }

    private static Matrix Points(string kind, int n)
    {
        var random = new Random(5);
        switch (kind)
        {
            case "uniform":
                var uniform = new Matrix(n, 5);
                foreach (ref double value in uniform.Values.AsSpan())
                    value = random.NextDouble();
                return uniform;
            case "curved":
                // A spiral sheet in three dimensions, and noise in three more.
                Matrix sheet = Samples.Normal(n, 6, 3, 0.05);
                for (int i = 0; i < n; i++)
                {
                    double angle = 5 + (8 * random.NextDouble());
                    sheet[i, 0] += angle * Math.Cos(angle);
                    sheet[i, 1] += angle * Math.Sin(angle);
                    sheet[i, 2] += 20 * random.NextDouble();
                }

                return sheet;
            default:
                Matrix points = Samples.Normal(n, 16, 3);
                Matrix centers = Samples.Normal(40, 16, 4, 3);
                for (int i = 0; i < n; i++)
                {
                    int center = random.Next(40);
                    for (int c = 0; c < 16; c++)
                        points[i, c] += centers[center, c];
                }

                return points;
        }
    }
}
