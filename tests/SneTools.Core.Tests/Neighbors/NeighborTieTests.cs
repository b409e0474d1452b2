namespace SneTools.Tests;

/// <summary>Which of equally near points are neighbors: all of them about equally often, in no order.</summary>
public class NeighborTieTests
{
    [Theory]
    [InlineData(2201, 670, 90, NeighborSearch.Exact)]
    [InlineData(6000, 2500, 40, NeighborSearch.Approximate)]
    public void Equal_rows_share_their_neighbors_evenly(int n, int equal, int k, NeighborSearch search)
    {
        Matrix points = Samples.Normal(n, 6, 1);
        for (int i = 0; i < equal; i++)
            points.Row(0).CopyTo(points.Row(i));
        NeighborGraph graph = Find(points, k, search);
        if (search == NeighborSearch.Exact)
            BruteForce.AssertExact(points, graph);
        Assert.Equal(search, graph.Search);
        for (int i = 0; i < equal; i++)
            Assert.Equal(0, graph.SquaredDistances(i)[^1]);

        // Each is chosen k times on average, by a binomial distribution.
        int[] degrees = InDegrees(graph)[..equal];
        double deviation = Math.Sqrt(k * (1 - (k / (equal - 1.0))));
        Assert.InRange(degrees.Max(), k, k + (4.5 * deviation));
        Assert.InRange(degrees.Min(), k - (4.5 * deviation), k);
        AssertSpread(degrees, deviation * deviation);
    }

    [Fact]
    public void The_first_neighbors_among_equal_rows_are_as_even_as_all()
    {
        NeighborGraph graph = Find(new Matrix(1000, 2), 50);
        int[] first = InDegrees(graph, 1);
        Assert.InRange(first.Max(), 3, 9);
        AssertSpread(first, 1);
    }

    [Fact]
    public void Rows_do_not_choose_alike()
    {
        // Of 50 neighbors two rows share 2.5 on average if both choose by chance from 1000; by a fixed order they would share nearly all.
        NeighborGraph graph = Find(new Matrix(1000, 2), 50);
        double shared = 0;
        for (int i = 0; i < 999; i++)
            shared += graph.Neighbors(i).ToArray().Intersect(graph.Neighbors(i + 1).ToArray()).Count();
        Assert.InRange(shared / 999, 2.2, 2.8);
    }

    [Fact]
    public void On_a_grid_every_side_is_as_good()
    {
        // Two of the four at a distance of 2 have a place.
        Matrix points = Grid(50, 2);
        NeighborGraph graph = Find(points, 10);
        BruteForce.AssertExact(points, graph);
        AssertSpread(InDegrees(graph), double.PositiveInfinity);
        var sides = new Dictionary<int, int>();
        for (int i = 0; i < 2500; i++)
        {
            if (i / 50 is > 1 and < 48 && i % 50 is > 1 and < 48)
            {
                foreach (int j in graph.Neighbors(i)[8..])
                    sides[j - i] = sides.GetValueOrDefault(j - i) + 1;
            }
        }

        Assert.Equal([-100, -2, 2, 100], sides.Keys.Order());
        Assert.All(sides.Values, count => Assert.InRange(count, 980, 1140));
    }

    [Fact]
    public void An_approximate_search_prefers_no_rows_of_a_grid()
    {
        Matrix points = Grid(20, 3);
        NeighborGraph graph = Find(points, 30, NeighborSearch.Approximate);
        Assert.Equal(NeighborSearch.Approximate, graph.Search);
        AssertSpread(InDegrees(graph), double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.3)]
    public void Among_points_that_are_all_equally_far_any_are_neighbors(double height)
    {
        // Of whole numbers the scores are exact; the others are measured.
        var points = new Matrix(700, 700);
        for (int i = 0; i < 700; i++)
            points[i, i] = height;
        NeighborGraph graph = Find(points, 20);
        BruteForce.AssertExact(points, graph, 50);
        int[] degrees = InDegrees(graph);
        Assert.InRange(degrees.Max(), 21, 42);
        AssertSpread(degrees, 20);
    }

    [Fact]
    public void Among_categories_that_are_equally_far_every_row_counts_the_same()
    {
        // One category of half the rows, and 600 of one row each, which look for all their neighbors elsewhere.
        var points = new Matrix(1200, 601);
        for (int i = 0; i < 1200; i++)
            points[i, Math.Max(0, i - 599)] = 1;
        NeighborGraph graph = Find(points, 10);
        BruteForce.AssertExact(points, graph, 60);
        var big = 0;
        for (int i = 600; i < 1200; i++)
        {
            foreach (int j in graph.Neighbors(i))
                big += j < 600 ? 1 : 0;
        }

        Near.Equal(0.5, big / 6000.0, 0.03);
        AssertSpread(InDegrees(graph)[600..], 6);
        AssertSpread(InDegrees(graph)[..600], 16);
    }

    [Fact]
    public void Answers_of_yes_and_no_have_their_neighbors_and_none_has_many_more_than_others()
    {
        var random = new Random(3);
        Matrix points = Samples.Map(new Matrix(3000, 8), _ => random.Next(2));
        NeighborGraph graph = Find(points, 60);
        BruteForce.AssertExact(points, graph, 10);
        int[] degrees = InDegrees(graph);
        Assert.InRange(degrees.Max(), 60, 120);
        AssertSpread(degrees, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void There_may_be_fewer_different_rows_than_neighbors(int different)
    {
        Matrix places = Samples.Normal(different, 3, 1);
        var points = new Matrix(400, 3);
        for (int i = 0; i < 400; i++)
            places.Row(i * i % different).CopyTo(points.Row(i));
        foreach (int k in (int[])[1, 100, 399])
            BruteForce.AssertExact(points, Find(points, k));
    }

    [Fact]
    public void Two_rows_are_each_others_neighbors()
    {
        Assert.Equal([1, 0], Indices(Find(new Matrix(2, 1), 1)));
        Assert.Equal([1, 0], Indices(Find(Samples.Normal(2, 3, 1), 1)));
    }

    [Fact]
    public void A_zero_with_a_sign_equals_one_without()
    {
        Matrix points = Samples.Normal(50, 2, 1);
        (points[3, 0], points[40, 0]) = (0.0, -0.0);
        points[40, 1] = points[3, 1];
        NeighborGraph graph = Find(points, 5);
        Assert.Equal((40, 3), (graph.Neighbors(3)[0], graph.Neighbors(40)[0]));
        BruteForce.AssertExact(points, graph);
    }

    [Fact]
    public void Under_cosine_rows_of_one_direction_share_their_neighbors()
    {
        Matrix points = Samples.Normal(900, 4, 1);
        for (int i = 0; i < 400; i++)
        {
            for (int c = 0; c < 4; c++)
                points[i, c] = Math.ScaleB(points[0, c], i % 5);
        }

        using var team = new ThreadTeam(2);
        NeighborGraph graph = NearestNeighbors.Find(points, 20, NeighborSearch.Exact, NeighborMetric.Cosine, 1, team);
        BruteForce.AssertExact(points.NormalizeRows(), graph, 9);
        Assert.InRange(InDegrees(graph)[..400].Max(), 20, 42);
    }

    [Theory]
    [InlineData("equal")]
    [InlineData("grid")]
    [InlineData("answers")]
    public void The_seed_decides_and_the_number_of_threads_does_not(string kind)
    {
        var random = new Random(5);
        Matrix points = kind switch
        {
            "equal" => Samples.Map(new Matrix(2100, 2), _ => random.Next(30)),
            "grid" => Grid(40, 2),
            _ => Samples.Map(new Matrix(2000, 9), _ => random.Next(2)),
        };
        NeighborGraph expected = Find(points, 10, threads: 1);
        foreach (int threads in (int[])[2, 3])
            SameGraph.Assert(expected, Find(points, 10, threads: threads));
        NeighborGraph other = Find(points, 10, seed: 2);
        Assert.NotEqual(Indices(expected), Indices(other));
        for (int i = 0; i < points.Rows; i++)
            Assert.Equal(expected.SquaredDistances(i).ToArray(), other.SquaredDistances(i).ToArray());
    }

    [Fact]
    public void Many_equal_rows_take_no_more_time_than_others()
    {
        // All pairs of them would be ten thousand million.
        Matrix points = Samples.Normal(120_000, 3, 1);
        for (int i = 0; i < 100_000; i++)
            points.Row(0).CopyTo(points.Row(i));
        NeighborGraph graph = Find(points, 15);
        Assert.InRange(InDegrees(graph)[..100_000].Max(), 15, 45);
    }

    private static NeighborGraph Find(
        Matrix points,
        int k,
        NeighborSearch search = NeighborSearch.Exact,
        int seed = 1,
        int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        return NearestNeighbors.Find(points, k, search, NeighborMetric.Euclidean, seed, team);
    }

    /// <summary>All points of whole coordinates below a side.</summary>
    private static Matrix Grid(int side, int columns)
    {
        var points = new Matrix((int)Math.Pow(side, columns), columns);
        for (int i = 0; i < points.Rows; i++)
        {
            for (int c = 0, rest = i; c < columns; c++, rest /= side)
                points[i, c] = rest % side;
        }

        return points;
    }

    private static int[] Indices(NeighborGraph graph) =>
        [.. Enumerable.Range(0, graph.Count).SelectMany(i => graph.Neighbors(i).ToArray())];

    /// <summary>How many points have each among their first neighbors.</summary>
    private static int[] InDegrees(NeighborGraph graph, int first = int.MaxValue)
    {
        var degrees = new int[graph.Count];
        for (int i = 0; i < graph.Count; i++)
        {
            foreach (int j in graph.Neighbors(i)[..Math.Min(first, graph.NeighborCount)])
                degrees[j]++;
        }

        return degrees;
    }

    /// <summary>Fails where in-degrees go with the number of the row, or vary much more than expected.</summary>
    private static void AssertSpread(int[] degrees, double variance)
    {
        double mean = degrees.Average();
        double middle = 0.5 * (degrees.Length - 1);
        double degreeSquares = degrees.Sum(degree => (degree - mean) * (degree - mean));
        double numberSquares = degrees.Select((_, i) => (i - middle) * (i - middle)).Sum();
        double products = degrees.Select((degree, i) => (degree - mean) * (i - middle)).Sum();
        Assert.InRange(degreeSquares / degrees.Length, 0, 1.5 * variance);
        Assert.InRange(Math.Abs(products / Math.Sqrt(degreeSquares * numberSquares)), 0, 4 / Math.Sqrt(degrees.Length));
    }
}
