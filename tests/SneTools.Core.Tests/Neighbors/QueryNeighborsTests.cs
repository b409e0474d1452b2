namespace SneTools.Tests;

/// <summary>The neighbors of rows that are no points.</summary>
public class QueryNeighborsTests
{
    private static readonly NeighborMetric[] Metrics = [.. Enum.GetValues<NeighborMetric>().Where(metric => metric != NeighborMetric.Precomputed)];

    public static TheoryData<NeighborMetric> AllMetrics => [.. Metrics];

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void They_are_those_of_a_plain_sort_of_all_distances(NeighborMetric metric)
    {
        Matrix points = Rows(300, 7, 1);
        Matrix rows = Rows(40, 7, 2);
        using var team = new ThreadTeam(2);
        using var search = new QueryNeighbors(points, metric, 12, NeighborSearch.Auto, 5, team);
        (NeighborTable table, IQueryDistances distances) = search.Find(rows);
        for (int q = 0; q < rows.Rows; q++)
        {
            double[] all = [.. Enumerable.Range(0, points.Rows).Select(j => Distance(rows.Row(q).ToArray(), points.Row(j).ToArray(), metric))];
            double[] nearest = [.. all.Order().Take(12)];
            for (int k = 0; k < 12; k++)
            {
                // Distances of unit vectors and shares are sums of seven terms in another order.
                double found = search.Unit * Math.Sqrt(table.SquaredDistances[(q * 12) + k]);
                Near.Equal(nearest[k], found, 1e-12 * (1 + nearest[k]));
                Near.Equal(all[table.Indices[(q * 12) + k]], found, 1e-12 * (1 + nearest[k]));
            }

            Assert.Equal(12, table.Indices.AsSpan(q * 12, 12).ToArray().Distinct().Count());
            var single = new double[1];
            distances.SquaredDistances(q, table.Indices[q * 12], single);
            Assert.Equal(table.SquaredDistances[q * 12], single[0]);
        }
    }

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void A_row_may_have_all_points_for_neighbors_or_all_but_one(NeighborMetric metric)
    {
        Matrix points = Rows(40, 7, 1);
        using var team = new ThreadTeam(1);
        foreach (int count in new[] { 39, 40 })
        {
            using var search = new QueryNeighbors(points, metric, count, NeighborSearch.Auto, 5, team);
            (NeighborTable table, _) = search.Find(Rows(5, 7, 3));
            for (int q = 0; q < 5; q++)
                Assert.Equal(count, table.Indices.AsSpan(q * count, count).ToArray().Distinct().Count());
        }
    }

    [Fact]
    public void Through_cells_nearly_all_are_found_and_none_depends_on_the_other_rows()
    {
        // So many numbers that cells are worth it; whole numbers, so that scores tie.
        Matrix points = Clusters(90_000, 11);
        Matrix rows = Clusters(600, 12);
        using var team = new ThreadTeam(2);
        using var search = new QueryNeighbors(points, NeighborMetric.Euclidean, 30, NeighborSearch.Auto, 5, team);
        using var exact = new QueryNeighbors(points, NeighborMetric.Euclidean, 30, NeighborSearch.Exact, 5, team);
        Assert.True(search.Recall < 1, "the search was exact");
        (NeighborTable table, _) = search.Find(rows);

        // What is measured on the points themselves holds for others like them, but for chance.
        Assert.InRange(exact.Find(rows).Table.Share(table), 0.93, 1);
        int[] some = [5, 599, 0, 301, 77];
        (NeighborTable few, _) = search.Find(rows.Select(some));
        for (int k = 0; k < some.Length; k++)
            Assert.Equal(table.Indices.AsSpan(some[k] * 30, 30).ToArray(), few.Indices.AsSpan(k * 30, 30).ToArray());
    }

    [Fact]
    public void Equally_near_points_are_chosen_by_the_row_alone()
    {
        // A hundred points at the same place, of which ten are to be neighbors.
        Matrix points = new(100, 3);
        Matrix rows = Rows(50, 3, 8);
        using var team = new ThreadTeam(1);
        using var search = new QueryNeighbors(points, NeighborMetric.Euclidean, 10, NeighborSearch.Auto, 5, team);
        (NeighborTable table, _) = search.Find(rows);
        (NeighborTable last, _) = search.Find(rows.Select([49]));
        Assert.Equal(table.Indices.AsSpan(490, 10).ToArray(), last.Indices);

        // Another row has others: all hundred are somebody's.
        Assert.InRange(table.Indices.Distinct().Count(), 80, 100);
    }

    private static Matrix Clusters(int n, int seed)
    {
        Matrix result = Samples.Normal(n, 45, seed);
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < 45; k++)
                result[i, k] = Math.Round(4 * result[i, k]) + (k == i % 40 ? 20 : 0);
        }

        return result;
    }

    private static Matrix Rows(int n, int columns, int seed)
    {
        // Small whole numbers and zeros, so that shares, sets and ties occur.
        Matrix normal = Samples.Normal(n, columns, seed);
        return Samples.Map(normal, x => Math.Abs(x) < 0.5 ? 0 : Math.Round(3 * x) / 2);
    }

    private static double Distance(double[] x, double[] y, NeighborMetric metric)
    {
        double[] Unit(double[] a) => Math.Sqrt(a.Sum(v => v * v)) is var length && length > 0 ? [.. a.Select(v => v / length)] : a;
        double[] Centered(double[] a) => a.Distinct().Count() == 1 ? new double[a.Length] : [.. a.Select(v => v - a.Average())];
        double Straight(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (u, v) => (u - v) * (u - v)).Sum());
        (double, double)[] pairs = [.. x.Zip(y)];
        switch (metric)
        {
            case NeighborMetric.Cosine: return Straight(Unit(x), Unit(y));
            case NeighborMetric.Correlation: return Straight(Unit(Centered(x)), Unit(Centered(y)));
            case NeighborMetric.Manhattan: return pairs.Sum(p => Math.Abs(p.Item1 - p.Item2));
            case NeighborMetric.Chebyshev: return pairs.Max(p => Math.Abs(p.Item1 - p.Item2));
            case NeighborMetric.Hamming: return pairs.Count(p => p.Item1 != p.Item2) / (double)x.Length;
            case NeighborMetric.Canberra: return pairs.Sum(p => p is (0, 0) ? 0 : Math.Abs(p.Item1 - p.Item2) / (Math.Abs(p.Item1) + Math.Abs(p.Item2)));
            case NeighborMetric.Jaccard:
                double all = pairs.Count(p => p.Item1 != 0 || p.Item2 != 0);
                return all == 0 ? 0 : (all - pairs.Count(p => p.Item1 != 0 && p.Item2 != 0)) / all;
            default: return Straight(x, y);
        }
    }
}
