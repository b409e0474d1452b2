namespace SneTools.Tests;

/// <summary>One value that runs, engines and reports read: it says the same to all of them, and stays as it is.</summary>
public class AffinitiesTests
{
    [Fact]
    public void Costs_that_put_points_into_another_order_leave_them_as_they_are()
    {
        // So many points are laid along the map's curve.
        using var team = new ThreadTeam(2);
        Dataset data = Samples.Named(Samples.Normal(4200, 3, 1));
        var affinities = Affinities.Create(data, new AffinityOptions { Width = KernelWidth.OfPerplexity(4) }, team);
        ConditionalDistribution[] before = [.. affinities.Distributions(team).Where(point => point.Index % 100 == 0)];
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            using var cost = Cost.Create(affinities, new Objective(method), 2, EngineKind.Interpolated, NumericPrecision.Auto, team);
            for (int k = 0; k < 3; k++)
                cost.Evaluate(Samples.Normal(4200, 2, k), 1, new Matrix(4200, 2));
        }

        ConditionalDistribution[] after = [.. affinities.Distributions(team).Where(point => point.Index % 100 == 0)];
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Probability, pair.Second.Probability));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void Distributions_pairs_and_matrix_say_the_same(int? neighborCount)
    {
        using var team = new ThreadTeam(3);
        Dataset data = Samples.Named(Samples.Normal(120, 4, 2));
        var affinities = Affinities.Create(
            data, new AffinityOptions { Width = KernelWidth.OfPerplexity(9), NeighborCount = neighborCount }, team);
        Assert.Equal(neighborCount ?? 119, affinities.NeighborCount);
        Matrix matrix = affinities.ToMatrix(team);
        int next = 0;
        foreach (ConditionalDistribution point in affinities.Distributions(team))
        {
            Assert.Equal(next++, point.Index);
            Assert.Equal(matrix.Row(point.Index).ToArray(), point.Probability);
            Assert.All(point.Pairs(), pair => Assert.Equal(matrix[point.Index, pair.Other], pair.Probability));
            Assert.Equal(neighborCount ?? 119, point.Pairs().Count());
            Near.Equal(1, point.Probability.Sum(), 1e-14);
            Near.Equal(9, point.Perplexity, 1e-9);
            Assert.Equal(affinities.Precision[point.Index], point.Precision);
            Near.Equal(point.Sigma, 1 / Math.Sqrt(point.Precision), 1e-15 * point.Sigma * 4); // Two roundings and a root.
        }

        Assert.Equal(120, next);
    }

    [Fact]
    public void With_a_graph_of_all_neighbors_they_are_the_same_probabilities()
    {
        using var team = new ThreadTeam(1);
        foreach (NeighborMetric metric in Enum.GetValues<NeighborMetric>().Where(metric => metric != NeighborMetric.Precomputed))
        {
            var all = Affinities.Create(
                Samples.Iris, new AffinityOptions { Width = KernelWidth.OfPerplexity(20), Metric = metric }, team);
            Affinities graph = all.ToGraph(team);
            Assert.Null(all.Graph);
            Assert.Equal(149, graph.Graph!.NeighborCount);
            Assert.Equal(all.Precision, graph.Precision);
            Near.Equal(all.ToMatrix(team), graph.ToMatrix(team), 1e-14);
            Assert.Same(graph, graph.ToGraph(team));
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void A_map_keeps_those_that_it_was_made_of_and_another_made_of_them_is_the_same(SneMethod method)
    {
        var options = new EmbeddingOptions { Objective = new Objective(method), Perplexity = 12, Descent = new DescentOptions { MaxIteration = 30 } };
        Embedding map = StochasticNeighborEmbedding.Fit(Samples.Wine, options);
        Assert.Equal(178, map.Affinities!.Precision.Count);
        if (method == SneMethod.Sne)
            Near.Equal(map.Entropy, map.Affinities.Entropy.Sum(), 1e-12 * map.Entropy);
        Embedding again = StochasticNeighborEmbedding.Fit(Samples.Wine, options with { Perplexity = 5, Affinities = map.Affinities });
        Near.SameBits(map.Map, again.Map);
        Assert.Equal(12, again.Perplexity);
    }

    [Fact]
    public void An_engine_over_near_neighbors_is_refused_where_there_are_all_pairs()
    {
        using var team = new ThreadTeam(1);
        Affinities all = Stages.Solve(Samples.Normal(20, 3, 1), KernelWidth.OfPerplexity(4), team);
        var error = Assert.Throws<SneException>(
            () => Cost.Create(all, new Objective(), 2, EngineKind.Interpolated, NumericPrecision.Auto, team));
        Assert.Equal(SneError.InvalidNeighbors, error.Error);
        using var cost = Cost.Create(all.ToGraph(team), new Objective(), 2, EngineKind.Interpolated, NumericPrecision.Auto, team);
        Assert.Equal(EngineKind.Interpolated, cost.Engine);
    }

    [Fact]
    public void Those_of_other_rows_are_refused()
    {
        using var team = new ThreadTeam(1);
        Affinities of20 = Stages.Solve(Samples.Normal(20, 3, 1), KernelWidth.OfPerplexity(4), team);
        var error = Assert.Throws<SneException>(
            () => StochasticNeighborEmbedding.Fit(Samples.Named(Samples.Normal(21, 3, 1)), new EmbeddingOptions { Affinities = of20 }));
        Assert.Equal(SneError.RowCountMismatch, error.Error);
        Assert.Contains("those of 20 points; the data have 21", error.Message, StringComparison.Ordinal);
    }
}
