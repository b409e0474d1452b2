namespace SneTools.Tests;

/// <summary>Probabilities that are the same for all near neighbors, and those that are a mean over perplexities.</summary>
public class AffinityKindTests
{
    private static readonly double[] Scales = [4, 11, 25];

    [Fact]
    public void Uniform_gives_each_of_the_nearest_neighbors_the_same_and_nobody_else_anything()
    {
        using var team = new ThreadTeam(2);
        Matrix points = Samples.Normal(90, 4, 3);
        Matrix p = Solve(points, new AffinityOptions { Width = KernelWidth.Uniform, NeighborCount = 7 }, team).ToMatrix(team);
        for (int i = 0; i < 90; i++)
        {
            int own = i;
            int[] nearest = [.. Enumerable.Range(0, 90).Where(j => j != own).OrderBy(j => Distance.Squared(points.Row(own), points.Row(j))).Take(7)];
            for (int j = 0; j < 90; j++)
                Near.Equal(nearest.Contains(j) ? 1.0 / 7 : 0, p[i, j], 1e-15); // exp of a logarithm.
        }
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(40, 15)]
    [InlineData(2500, 15)]
    public void Uniform_takes_fifteen_neighbors_or_all_that_there_are(int n, int expected)
    {
        using var team = new ThreadTeam(2);
        var affinities = Solve(Samples.Normal(n, 3, 1), new AffinityOptions { Width = KernelWidth.Uniform }, team);
        Assert.Equal(expected, affinities.NeighborCount);
        Assert.All(affinities.Precision, precision => Assert.Equal(0, precision));
        Assert.All(affinities.Sigma, sigma => Assert.Equal(double.PositiveInfinity, sigma));
        Assert.All(affinities.Entropy, entropy => Near.Equal(Math.Log(expected), entropy, 1e-14));
    }

    [Fact]
    public void Uniform_of_equal_rows_and_of_given_pairs_is_uniform()
    {
        using var team = new ThreadTeam(2);
        Matrix p = Solve(new Matrix(20, 2), new AffinityOptions { Width = KernelWidth.Uniform, NeighborCount = 5 }, team).ToMatrix(team);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(5, p.Row(i).ToArray().Count(each => each > 0));
            Near.Equal(1, p.Row(i).ToArray().Sum(), 1e-14);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(40)]
    public void Multiscale_is_the_mean_of_the_distributions_of_each_perplexity(int? neighborCount)
    {
        using var team = new ThreadTeam(3);
        Matrix points = Samples.Normal(80, 4, 5);
        var mean = Solve(points, new AffinityOptions { Width = KernelWidth.OfPerplexities(Scales), NeighborCount = neighborCount }, team);
        Matrix[] each =
        [
            .. Scales.Select(perplexity => Solve(points, new AffinityOptions { Width = KernelWidth.OfPerplexity(perplexity), NeighborCount = neighborCount }, team).ToMatrix(team)),
        ];
        Matrix found = mean.ToMatrix(team);
        for (int i = 0; i < 80; i++)
        {
            double entropy = 0;
            for (int j = 0; j < 80; j++)
            {
                double expected = each.Average(p => p[i, j]);
                Near.Equal(expected, found[i, j], 1e-15); // The same numbers, added in the same order.
                entropy -= expected > 0 ? expected * Math.Log(expected) : 0;
            }

            Near.Equal(entropy, mean.Entropy[i], 1e-12);
            Assert.True(double.IsNaN(mean.Precision[i]) && double.IsNaN(mean.Sigma[i]));
        }
    }

    [Fact]
    public void Multiscale_of_many_points_has_three_neighbors_for_each_unit_of_the_largest_perplexity()
    {
        using var team = new ThreadTeam(2);
        Assert.Equal(60, Solve(Samples.Normal(2500, 3, 1), new AffinityOptions { Width = KernelWidth.OfPerplexities([5, 20]) }, team).NeighborCount);
    }

    public static TheoryData<SneMethod, AffinityKind, EngineKind> Gradients => [.. from method in Enum.GetValues<SneMethod>() from kind in new[] { AffinityKind.Uniform, AffinityKind.Multiscale } from engine in new[] { EngineKind.Exact, EngineKind.Interpolated } select (method, kind, engine)];

    [Theory]
    [MemberData(nameof(Gradients))]
    public void The_gradient_of_every_method_matches_central_differences(SneMethod method, AffinityKind kind, EngineKind engine)
    {
        using var team = new ThreadTeam(2);
        var affinities = Solve(Samples.Normal(60, 4, 7), new AffinityOptions { Width = Width(kind) }, team);
        var options = new GradientCheckOptions { Objective = new Objective(method), Engine = engine, Formulas = [GradientFormula.Analytic] };
        (IReadOnlyList<GradientReport> reports, _) = GradientCheck.Run(affinities, Samples.Normal(60, 2, 8), options, team);
        Assert.All(reports, report => Assert.True(report.Passed, report.ToString()));
    }

    [Theory]
    [MemberData(nameof(Gradients))]
    public void A_map_says_how_its_probabilities_came_about_and_its_cost_is_a_sum_of_shares(SneMethod method, AffinityKind kind, EngineKind engine)
    {
        EmbeddingOptions options = Model.Options(method, engine, 8) with { Perplexity = null, AffinityKind = kind, PerplexityList = kind == AffinityKind.Multiscale ? Scales : null };
        Embedding map = StochasticNeighborEmbedding.Fit(Samples.Named(Samples.Normal(60, 4, 7)), options);
        Assert.Equal(kind, map.AffinityKind);
        Assert.Equal(options.PerplexityList, map.PerplexityList);
        Assert.Null(map.Perplexity);
        Assert.Null(map.Sigma);
        Near.Equal(map.Entropy, map.PointDivergence!.Entropy.Sum(), 1e-9 * Math.Abs(map.Entropy));
        using var team = new ThreadTeam(1);
        if (!options.Objective.IsJoint)
            Near.Equal(map.Affinities!.Entropy.Sum(), map.Entropy, 1e-6 * map.Entropy); // Near neighbors attract in single precision.
    }

    [Fact]
    public void New_points_have_the_probabilities_of_the_models_own_kind()
    {
        SneModel uniform = Model.Of("uniform");
        using var team = new ThreadTeam(1);
        using var placement = new PointPlacement(uniform, team);
        PlacedPoints placed = placement.Place(uniform.Data.Values.Select([3, 8]));
        Assert.All(new[] { 0, 1 }, i => Near.Equal(Math.Log(12), placed.Bandwidths.EntropyOf(i), 1e-14));
        SneModel extended = placement.Extend([placed]);
        Assert.Equal(AffinityKind.Uniform, extended.Embedding.AffinityKind);

        // A row of the model itself: one more neighbor, itself, at distance 0.
        SneModel several = Model.Of("multiscale");
        using var ofSeveral = new PointPlacement(several, team);
        PlacedPoints twin = ofSeveral.Place(several.Data.Values.Select([3]));
        Matrix with = new(61, several.Data.Dimension);
        several.Data.Values.Values.CopyTo(with.Values, 0);
        several.Data.Values.Row(3).CopyTo(with.Row(60));
        Near.Equal(
            Solve(with, new AffinityOptions { Width = KernelWidth.OfPerplexities([5, 20]) }, team).Entropy[60], twin.Bandwidths.EntropyOf(0), 1e-9);
        Assert.Equal(61, ofSeveral.Extend([twin]).Precision.Count);
    }

    [Fact]
    public void A_model_and_its_file_keep_the_kind()
    {
        foreach (string kind in new[] { "uniform", "multiscale", "multiscale neighbors" })
        {
            SneModel model = Model.Of(kind);
            SneModel read = Model.Read(Model.Bytes(model));
            Assert.Equal(model.Embedding.AffinityKind, read.Embedding.AffinityKind);
            Assert.Equal(model.Embedding.PerplexityList, read.Embedding.PerplexityList);
            Assert.Equal(model.Options.AffinityKind, read.Options.AffinityKind);
            using var team = new ThreadTeam(1);
            Near.SameBits(model.Embedding.Affinities!.ToMatrix(team), read.Embedding.Affinities!.ToMatrix(team));
            Assert.Equal(model.Embedding.Affinities.Entropy, read.Embedding.Affinities.Entropy);
        }
    }

    [Fact]
    public void What_excludes_each_other_or_is_missing_is_refused()
    {
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Uniform, null, 30, null));
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Uniform, 1, null, null));
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Uniform, null, null, Scales));
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Multiscale, null, null, null));
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Perplexity, 1, null, Scales));
        AssertError(SneError.InvalidOption, () => KernelWidth.Of(AffinityKind.Multiscale, null, 30, Scales));
        AssertError(SneError.PerplexityOutOfRange, () => KernelWidth.Of(AffinityKind.Multiscale, null, null, []));
        AssertError(SneError.PerplexityOutOfRange, () => KernelWidth.Of(AffinityKind.Multiscale, null, null, [30]));
        using var team = new ThreadTeam(1);
        foreach (double wrong in new[] { 0, 1, 40, -3, double.NaN, double.PositiveInfinity })
            AssertError(SneError.PerplexityOutOfRange, () => Solve(Samples.Normal(40, 3, 1), new AffinityOptions { Width = KernelWidth.OfPerplexities([5, wrong]) }, team));
        AssertError(SneError.NeighborCountOutOfRange, () => Solve(Samples.Normal(40, 3, 1), new AffinityOptions { Width = KernelWidth.OfPerplexities([5, 20]), NeighborCount = 10 }, team));
        foreach (int wrong in new[] { 0, -1, 40 })
            AssertError(SneError.NeighborCountOutOfRange, () => Solve(Samples.Normal(40, 3, 1), new AffinityOptions { Width = KernelWidth.Uniform, NeighborCount = wrong }, team));

        static void AssertError(SneError expected, Action action) => Assert.Equal(expected, Assert.Throws<SneException>(action).Error);
    }

    private static KernelWidth Width(AffinityKind kind) => kind == AffinityKind.Uniform ? KernelWidth.Uniform : KernelWidth.OfPerplexities(Scales);

    private static Affinities Solve(Matrix points, AffinityOptions options, ThreadTeam team) => Affinities.Create(Samples.Named(points), options, team);
}
