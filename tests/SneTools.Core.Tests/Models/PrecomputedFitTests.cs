namespace SneTools.Tests;

/// <summary>Maps of distances instead of rows.</summary>
public class PrecomputedFitTests
{
    [Theory]
    [InlineData("iris", SneMethod.Sne)]
    [InlineData("wine", SneMethod.Sne)]
    [InlineData("iris", SneMethod.TSne)]
    [InlineData("wine", SneMethod.TSne)]
    public void A_map_of_the_distances_of_rows_costs_what_theirs_does(string name, SneMethod method)
    {
        Dataset data = Samples.OfName(name);
        var options = new EmbeddingOptions { Objective = new Objective(method) };
        Embedding expected = StochasticNeighborEmbedding.Fit(data, options);
        PointDistances distances = PointDistances.Read(MetricTests.Distances(data.Values, NeighborMetric.Euclidean));
        Embedding found = StochasticNeighborEmbedding.Fit(distances.Points, options with { Distances = distances });

        // What rounding leaves of the distances decides between valleys of iris by t-SNE, a hundredth apart.
        Near.Equal(expected.Divergence, found.Divergence, 1e-2 * expected.Divergence);
        Near.Equal(expected.Entropy, found.Entropy, 1e-10 * expected.Entropy);
        Assert.Equal(NeighborMetric.Precomputed, found.Metric);
        Assert.Null(found.Data);
        Assert.All(found.Columns, column => Assert.NotEqual(ColumnUse.Embedded, column.Use));
        EmbeddingQuality quality = Measured.Quality(found.Map, null, new QualityOptions(), found);
        EmbeddingQuality ofRows = Measured.Quality(found.Map, data.Values, new QualityOptions());
        Near.Equal(ofRows.Trustworthiness!.Value, quality.Trustworthiness!.Value, 1e-3); // Ties are broken by rounding.
        Assert.Equal(NeighborMetric.Precomputed, quality.Metric);
    }

    [Fact]
    public void Distances_of_near_pairs_give_the_map_of_all_where_the_others_are_far()
    {
        Matrix rows = Samples.Normal(300, 3, 5);
        PointDistances near = Listed(rows, 60);
        Assert.True(near.IsSparse);
        foreach (SneMethod method in (SneMethod[])[SneMethod.Sne, SneMethod.TSne]) // Both kernels, and both normalizations.
        {
            var options = new EmbeddingOptions { Objective = new Objective(method), Perplexity = 8, Descent = new DescentOptions { EarlyExaggeration = 4 } }; // In one way.
            Embedding expected = StochasticNeighborEmbedding.Fit(Samples.Named(rows), options with { Engine = EngineKind.Interpolated });
            Embedding found = StochasticNeighborEmbedding.Fit(near.Points, options with { Distances = near });
            Near.Equal(expected.Entropy, found.Entropy, 1e-4 * expected.Entropy);
            Near.Equal(expected.Divergence, found.Divergence, 0.03 * expected.Divergence); // Two starts, two valleys.
            Assert.Equal(0, found.Affinities!.ShortRows);
        }
    }

    [Fact]
    public void A_map_of_points_with_too_few_known_neighbors_says_so()
    {
        PointDistances near = Listed(Samples.Normal(100, 3, 5), 4);
        var options = new EmbeddingOptions { Perplexity = 7, Distances = near, Descent = new DescentOptions { MaxIteration = 100 } };
        Embedding embedding = StochasticNeighborEmbedding.Fit(near.Points, options);
        Assert.Contains(embedding.Warnings, warning => warning.Contains("fewer others than the perplexity", StringComparison.Ordinal));
        Assert.InRange(embedding.Affinities!.ShortRows, 1, 100);
        Near.SameBits(embedding.Map, StochasticNeighborEmbedding.Fit(near.Points, options with { ThreadCount = 3 }).Map);
    }

    [Fact]
    public void A_point_with_few_known_neighbors_gives_all_of_them_the_same_probability()
    {
        var pairs = new Matrix(12, 3, [0, 1, 1, 0, 2, 1.1, 0, 3, 1.2, 0, 4, 5, 1, 2, 2, 1, 3, 1, 2, 3, 3, 2, 4, 2, 3, 4, 1, 3, 5, 1, 4, 1, 7, 2, 5, 3]);
        PointDistances distances = PointDistances.Read(new Dataset(pairs, ["I", "J", "Distance"]));
        using var team = new ThreadTeam(1);
        Affinities affinities = Affinities.Create(distances, new AffinityOptions { Width = KernelWidth.OfPerplexity(3) }, team);
        Assert.Equal(1, affinities.ShortRows);
        ConditionalDistribution[] points = [.. affinities.Distributions(team)];
        Near.Equal(0.5, points[5].Probability[3], 1e-14);
        Near.Equal(0.5, points[5].Probability[2], 1e-14);
        Near.Equal(Math.Log(2), affinities.Entropy[5], 1e-14);
        Assert.All(points[..5], point => Near.Equal(3, point.Perplexity, 1e-9));
        Assert.Equal(0, points[0].Probability[5]);
        Near.Equal(1, affinities.ToMatrix(team).Row(0).ToArray().Sum(), 1e-14);
    }

    [Fact]
    public void The_gradient_over_known_neighbors_is_that_of_the_cost()
    {
        Matrix rows = Samples.Normal(80, 3, 5);
        PointDistances near = Listed(rows, 12);
        using var team = new ThreadTeam(2);
        Affinities affinities = Affinities.Create(near, new AffinityOptions { Width = KernelWidth.OfPerplexity(5) }, team);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            foreach (EngineKind engine in (EngineKind[])[EngineKind.Exact, EngineKind.Interpolated, EngineKind.Multipole])
            {
                var options = new GradientCheckOptions { Objective = new Objective(method), Engine = engine };
                Assert.All(GradientCheck.Run(affinities, Samples.Normal(80, 2, 1), options, team).Reports, report => Assert.True(report.Passed));
            }
        }
    }

    [Fact]
    public void What_is_for_rows_is_refused()
    {
        PointDistances distances = PointDistances.Read(MetricTests.Distances(Samples.Iris.Values, NeighborMetric.Euclidean));
        var options = new EmbeddingOptions { Distances = distances };
        AssertRefused(SneError.InvalidOption, options with { Standardize = true });
        AssertRefused(SneError.InvalidOption, options with { PrincipalComponent = 2 });
        AssertRefused(SneError.DimensionOutOfRange, options with { Dimension = 150 });
        AssertRefused(SneError.PerplexityOutOfRange, options with { Perplexity = 150 });
        var error = Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Samples.Iris, new EmbeddingOptions { Metric = NeighborMetric.Precomputed }));
        Assert.Equal(SneError.InvalidOption, error.Error);

        void AssertRefused(SneError expected, EmbeddingOptions refused) =>
            Assert.Equal(expected, Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(distances.Points, refused)).Error);
    }

    [Fact]
    public void Distances_of_many_points_have_near_neighbors()
    {
        Matrix rows = Samples.Normal(2100, 3, 1);
        PointDistances distances = PointDistances.Read(MetricTests.Distances(rows, NeighborMetric.Manhattan));
        var options = new EmbeddingOptions { Perplexity = 10, Descent = new DescentOptions { MaxIteration = 5 } };
        Embedding expected = StochasticNeighborEmbedding.Fit(Samples.Named(rows), options with { Metric = NeighborMetric.Manhattan });
        Embedding found = StochasticNeighborEmbedding.Fit(distances.Points, options with { Distances = distances });
        Assert.Equal((30, NeighborSearch.Exact), (found.NeighborCount, found.Neighbor));
        Near.Equal(expected.Entropy, found.Entropy, 1e-9 * expected.Entropy);
    }

    [Fact]
    public void Points_at_one_place_are_told_of()
    {
        PointDistances none = PointDistances.Read(Samples.Named(new Matrix(5, 5)));
        Assert.Contains("All distances are 0", Assert.Single(none.Warnings), StringComparison.Ordinal);
        Embedding embedding = StochasticNeighborEmbedding.Fit(none.Points, new EmbeddingOptions { Distances = none, Perplexity = 2 });
        Assert.All(embedding.Map.Values, value => Assert.True(double.IsFinite(value)));
        PointDistances iris = PointDistances.Read(MetricTests.Distances(Samples.Iris.Values, NeighborMetric.Euclidean));
        Assert.Contains("1 pair of different points", Assert.Single(iris.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The distances of every point to its nearest.</summary>
    private static PointDistances Listed(Matrix rows, int count)
    {
        var values = new List<double>();
        for (int i = 0; i < rows.Rows; i++)
        {
            foreach (int j in Enumerable.Range(0, rows.Rows).Where(j => j != i).OrderBy(j => Distance.Squared(rows.Row(i), rows.Row(j))).Take(count))
                values.AddRange([i, j, Math.Sqrt(Distance.Squared(rows.Row(i), rows.Row(j)))]);
        }

        return PointDistances.Read(new Dataset(new Matrix(values.Count / 3, 3, [.. values]), ["I", "J", "Distance"]));
    }
}
