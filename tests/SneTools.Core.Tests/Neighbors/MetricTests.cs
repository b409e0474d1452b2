using System.Globalization;

namespace SneTools.Tests;

/// <summary>Every metric against SciPy's distances (tests/data/reference/metrics.py), and against itself.</summary>
public class MetricTests
{
    private static readonly NeighborMetric[] OfRows = [.. Enum.GetValues<NeighborMetric>().Where(metric => metric != NeighborMetric.Precomputed)];

    public static TheoryData<NeighborMetric> Metrics => [.. OfRows];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Distances_are_those_of_another_program(NeighborMetric metric)
    {
        Dictionary<string, Matrix> tables = ReadTables();
        int compared = 0;
        foreach (string[] cells in File.ReadLines(Samples.File("reference/metrics.csv")).Skip(1).Select(line => line.Split(',')))
        {
            if (cells[1] != NameOf(metric))
                continue;
            IPointDistances distances = MetricPoints.Distances(tables[cells[0]], metric);
            (int i, int j) = (Number(cells[2]), Number(cells[3]));
            double said = double.Parse(cells[4], CultureInfo.InvariantCulture);

            // Theirs are 1 - cos and 1 - r, of which ours are the straight distances between directions.
            double expected = metric is NeighborMetric.Cosine or NeighborMetric.Correlation ? Math.Sqrt(2 * said) : said;
            double distance = distances.Unit * Math.Sqrt(distances.SquaredDistance(i, j));
            Near.Equal(expected, distance, said < 1e-12 ? 3e-8 : 1e-13 * Math.Max(expected, 1e-3 * expected / said)); // Theirs is 1 less a number near 1.
            compared++;
        }

        Assert.True(compared > 100);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_distance_is_one_number_wherever_it_is_computed(NeighborMetric metric)
    {
        foreach (Matrix points in (Matrix[])[Samples.Normal(300, 7, 1), Binary(290, 21, 2, 0.4), Samples.Map(Samples.Normal(40, 4, 3), value => 1e200 * value)])
        {
            IPointDistances distances = MetricPoints.Distances(points, metric);
            Matrix table = Table(distances);
            var part = new double[points.Rows - 3];
            distances.SquaredDistances(5, 3, part);
            for (int i = 0; i < points.Rows; i++)
            {
                Assert.Equal(0, distances.SquaredDistance(i, i));
                for (int j = 0; j < points.Rows; j++)
                {
                    Assert.Equal(table[i, j], table[j, i]);
                    Assert.Equal(table[i, j], distances.SquaredDistance(i, j));
                    Assert.True(double.IsFinite(table[i, j]) && distances.SquaredDistanceRounding(i, j) >= 0);
                }
            }

            Assert.Equal(table.Row(5)[3..].ToArray(), part);
        }
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void The_exact_search_finds_the_nearest_at_their_distances_whatever_the_threads(NeighborMetric metric)
    {
        foreach (Matrix points in (Matrix[])[Samples.Normal(300, 5, 1), Binary(300, 12, 2, 0.3), Codes(250, 9, 3)])
        {
            NeighborGraph[] graphs = [.. Enumerable.Range(1, 3).Select(threads =>
            {
                using var team = new ThreadTeam(threads);
                return NearestNeighbors.Find(points, 17, NeighborSearch.Exact, metric, 5, team);
            })];
            SameGraph.Assert(graphs[0], graphs[1]);
            SameGraph.Assert(graphs[0], graphs[2]);
            IPointDistances distances = MetricPoints.Distances(points, metric);
            Assert.Equal(metric, graphs[0].Metric);
            for (int i = 0; i < points.Rows; i++)
            {
                double[] expected = [.. Enumerable.Range(0, points.Rows).Where(j => j != i).Select(j => distances.SquaredDistance(i, j)).Order().Take(17)];
                Assert.Equal(expected, graphs[0].SquaredDistances(i).ToArray());
                Assert.Equal(expected, graphs[0].Neighbors(i).ToArray().Select(j => distances.SquaredDistance(i, j)));
                Assert.Equal(17, graphs[0].Neighbors(i).ToArray().Distinct().Count());
            }
        }
    }

    [Theory]
    [InlineData(NeighborMetric.Correlation)]
    [InlineData(NeighborMetric.Hamming)]
    public void The_approximate_search_finds_95_of_100_where_neighbors_are_those_of_straight_distances(NeighborMetric metric)
    {
        Matrix points = metric == NeighborMetric.Hamming ? Binary(6000, 60, 4, 0.2) : Samples.Normal(6000, 12, 4);
        using var team = new ThreadTeam(2);
        NeighborGraph graph = NearestNeighbors.Find(points, 15, NeighborSearch.Approximate, metric, 1, team);
        NeighborGraph exact = NearestNeighbors.Find(points, 15, NeighborSearch.Exact, metric, 1, team);
        long found = 0;
        for (int i = 0; i < points.Rows; i++)
        {
            double farthest = exact.SquaredDistances(i)[^1];
            foreach (double square in graph.SquaredDistances(i))
                found += square <= farthest ? 1 : 0;
        }

        Assert.True(graph.Recall >= 0.95);
        Assert.True((double)found / points.Rows / 15 >= 0.95);
    }

    [Theory]
    [InlineData(NeighborMetric.Manhattan)]
    [InlineData(NeighborMetric.Chebyshev)]
    [InlineData(NeighborMetric.Canberra)]
    [InlineData(NeighborMetric.Jaccard)]
    [InlineData(NeighborMetric.Hamming)]
    public void An_approximate_search_that_there_is_none_for_is_refused(NeighborMetric metric)
    {
        using var team = new ThreadTeam(1);
        var error = Assert.Throws<SneException>(() => NearestNeighbors.Find(Samples.Normal(100, 3, 1), 5, NeighborSearch.Approximate, metric, 1, team));
        Assert.Equal(SneError.InvalidOption, error.Error);
        Assert.Contains("comparing all pairs", error.Message, StringComparison.Ordinal);
        Assert.Equal(NeighborSearch.Exact, NearestNeighbors.Find(Samples.Normal(100, 3, 1), 5, NeighborSearch.Auto, metric, 1, team).Search);
    }

    [Theory]
    [InlineData("iris", "cityblock", NeighborMetric.Manhattan)]
    [InlineData("iris", "canberra", NeighborMetric.Canberra)]
    public void Probabilities_are_those_of_another_program(string name, string file, NeighborMetric metric)
    {
        using var team = new ThreadTeam(2);
        Dataset data = Samples.OfName(name);
        var options = new AffinityOptions { Width = KernelWidth.OfPerplexity(15), Metric = metric };
        var byRows = Affinities.Create(data, options, team);
        var byDistances = Affinities.Create(PointDistances.Read(Distances(data.Values, metric)), options, team);
        foreach (Affinities affinities in (Affinities[])[byRows, byDistances, byRows.ToGraph(team)])
        {
            Matrix p = affinities.ToMatrix(team);
            foreach (string line in File.ReadLines(Samples.File($"reference/{name}-{file}-perplexity15.csv")).Skip(1))
            {
                double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
                int i = (int)cells[0];
                Near.Equal(cells[1], affinities.Precision[i], 1e-8 * cells[1]);
                Near.Equal(cells[2], affinities.Entropy[i], 1e-12);
                for (int k = 0; k < 10; k++)
                    Near.Equal(cells[3 + k], p[i, (i + 1 + (7 * k)) % p.Rows], 1e-8 * cells[3 + k]);
            }
        }
    }

    [Theory]
    [InlineData(1e-160)]
    [InlineData(1e-200)]
    [InlineData(1e160)]
    [InlineData(1e300)]
    public void Sums_and_maxima_of_any_size_give_the_same_neighbors(double scale)
    {
        using var team = new ThreadTeam(2);
        Matrix points = Samples.Normal(200, 5, 7);
        foreach (NeighborMetric metric in (NeighborMetric[])[NeighborMetric.Manhattan, NeighborMetric.Chebyshev, NeighborMetric.Canberra])
        {
            NeighborGraph expected = NearestNeighbors.Find(points, 10, NeighborSearch.Auto, metric, 1, team);
            NeighborGraph found = NearestNeighbors.Find(Samples.Map(points, value => value * scale), 10, NeighborSearch.Auto, metric, 1, team);
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal(expected.Neighbors(i).ToArray(), found.Neighbors(i).ToArray());
                Assert.All(found.SquaredDistances(i).ToArray(), square => Assert.True(double.IsNormal(square)));
            }
        }
    }

    [Fact]
    public void Rows_without_direction_are_at_one_place()
    {
        Matrix points = Matrix.FromArray(new[,] { { 0.1, 0.1, 0.1 }, { 7.3, 7.3, 7.3 }, { 1, 2, 3 }, { 10, 20, 30.0 } });
        IPointDistances distances = MetricPoints.Distances(points, NeighborMetric.Correlation);
        Assert.Equal(0, distances.SquaredDistance(0, 1));
        Near.Equal(1, distances.SquaredDistance(0, 2), 1e-15);
        Near.Equal(0, distances.SquaredDistance(2, 3), 1e-30);
    }

    internal static Dataset Distances(Matrix points, NeighborMetric metric)
    {
        IPointDistances distances = MetricPoints.Distances(points, metric);
        return Samples.Named(Samples.Map(Table(distances), square => distances.Unit * Math.Sqrt(square)));
    }

    private static unsafe Matrix Table(IPointDistances distances)
    {
        int n = distances.Count;
        using DistanceTable table = distances.CreateTable();
        using var target = new NativeBuffer<double>((long)n * table.Stride);
        table.Compute(0, n, 0, target.Pointer);
        var result = new Matrix(n, n);
        for (int i = 0; i < n; i++)
            new Span<double>(target.Pointer + ((long)i * table.Stride), n).CopyTo(result.Row(i));
        return result;
    }

    private static Matrix Binary(int n, int h, int seed, double share)
    {
        var random = new Random(seed);
        return Samples.Map(new Matrix(n, h), _ => random.NextDouble() < share ? 1 : 0);
    }

    private static Matrix Codes(int n, int h, int seed)
    {
        var random = new Random(seed);
        return Samples.Map(new Matrix(n, h), _ => random.Next(4));
    }

    private static Dictionary<string, Matrix> ReadTables() => File.ReadLines(Samples.File("reference/metric-rows.csv")).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(cells => cells[0], cells => cells[1].Split(' ').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
        .ToDictionary(group => group.Key, group => new Matrix(group.Count(), group.First().Length, [.. group.SelectMany(row => row)]));

    private static string NameOf(NeighborMetric metric) =>
        metric == NeighborMetric.Manhattan ? "cityblock" : metric.ToString().ToLowerInvariant();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
