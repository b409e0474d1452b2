namespace SneTools.Tests;

/// <summary>The smallest case of every kind of table that once gave a wrong map or number without a word. The zoo has many more of each.
/// </summary>
public class AnyTableTests
{
    public static TheoryData<SneMethod> Methods => [.. Enum.GetValues<SneMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Data_of_little_structure_get_a_round_and_even_map_on_both_sides_of_the_switch(SneMethod method)
    {
        // Below it, where a map is made in several ways, one method for each kernel.
        foreach (int n in method is SneMethod.Sne or SneMethod.TSne ? (int[])[2000, 2001] : [2001])
        {
            Embedding embedding = Embed(Samples.Normal(n, 10, 1), method);
            Assert.InRange(Extent(embedding.Map), 3, 1000);
            double collapsed = new Objective(method).IsJoint ? Math.Log((double)n * (n - 1)) : n * Math.Log(n - 1);
            Assert.True(embedding.CrossEntropy < 0.98 * collapsed, $"{embedding.CrossEntropy} is that of a map in one spot, {collapsed}.");
        }
    }

    [Theory]
    [InlineData(500, 300)]
    [InlineData(2500, 50)]
    public void Hubs_do_not_make_a_map_fly_apart(int n, int h)
    {
        Embedding embedding = Embed(Samples.Normal(n, h, 2), SneMethod.SymmetricSne);
        Assert.Equal(StopReason.Converged, embedding.StopReason);
        Assert.InRange(Extent(embedding.Map), 1, 20);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_p_that_underflows_leaves_the_divergence_a_number(SneMethod method)
    {
        // Two groups so far apart that p between them is the smallest of all numbers, or half of it.
        Embedding embedding = Embed(Samples.Iris.Values, method, 5);
        Assert.True(double.IsFinite(embedding.Entropy));
        Assert.True(embedding.Divergence is > 0 and < 1000);
    }

    [Theory]
    [InlineData("iris", 2)]
    [InlineData("grid", 3)]
    [InlineData("one-hot", 5)]
    public void The_map_and_the_check_are_made_of_the_probabilities_that_are_shown(string table, double perplexity)
    {
        Matrix points = table switch
        {
            "iris" => Samples.Iris.Values,
            "grid" => Tabulate(100, 3, (i, k) => k == 0 ? 0.1 * (i % 10) : k == 1 ? 0.1 * (i / 10) : 0),
            _ => Tabulate(81, 12, (i, k) => (int)(i / Math.Pow(3, k / 3)) % 3 == k % 3 ? 1 : 0),
        };
        DenseAffinities shown = Stages.FromPerplexity(points, perplexity);
        Embedding embedding = Embed(points, SneMethod.Sne, perplexity);
        Near.Equal(shown.Entropy.Sum(), embedding.Entropy, 1e-9);
        if (table == "one-hot")
        {
            // The 3⁴ factorial: every row has eight others that differ in one factor.
            Assert.Equal(81, shown.SaturatedRows);
            Near.Equal(81 * Math.Log(8), shown.Entropy.Sum(), 1e-9);
        }

        using var team = new ThreadTeam(2);
        (IReadOnlyList<GradientReport> reports, _) = Stages.Check(
            points, null, perplexity, embedding.Map, new GradientCheckOptions(), team);
        Assert.All(reports, report => Assert.True(report.Passed, $"{report.MaxRelativeError}"));
    }

    [Fact]
    public void Decimals_that_tie_but_for_rounding_tie()
    {
        // 0.3 - 0.2 and 0.2 - 0.1 are two numbers; the ends have one neighbor each, the others two.
        Matrix points = Tabulate(20, 2, (i, k) => k == 0 ? 0.1 * i : 7);
        DenseAffinities affinities = Stages.FromPerplexity(points, 2);
        Assert.Equal(18, affinities.SaturatedRows);
        for (int i = 1; i < 19; i++)
        {
            Near.Equal(0.5, affinities.Probabilities[i, i - 1], 1e-15);
            Near.Equal(0.5, affinities.Probabilities[i, i + 1], 1e-15);
        }
    }

    [Fact]
    public void More_equal_rows_than_neighbors_lie_on_one_spot()
    {
        Matrix points = Samples.Normal(2201, 5, 1);
        for (int i = 0; i < 670; i++)
            points.Row(3 * i).Clear();
        Embedding embedding = Embed(points, SneMethod.TSne);
        double[] middle = [.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 670).Average(i => embedding.Map[3 * i, c]))];
        double[] distances = [.. Enumerable.Range(0, 670).Select(i => Math.Sqrt(Distance.Squared(embedding.Map.Row(3 * i), middle))).Order()];

        // An even disk has its median at 0.7 of its edge; of a ring with a spot in it the edge would be as empty as the inside is full.
        Assert.InRange(distances[335] / distances[^10], 0.3, 0.85);
        Assert.True(distances[67] < 0.6 * distances[335]);
    }

    [Fact]
    public void To_go_on_from_a_map_of_many_points_makes_it_no_worse()
    {
        Matrix points = Samples.Normal(2500, 6, 3);
        for (int i = 0; i < 2500; i++)
            points[i, i % 5] += 6;
        Embedding first = Embed(points, SneMethod.TSne, iterations: 300);
        Embedding next = StochasticNeighborEmbedding.Fit(Samples.Named(points), new EmbeddingOptions
        {
            Objective = new Objective(SneMethod.TSne),
            Initialization = InitialMap.Given(first.Map),
            Descent = new DescentOptions { MaxIteration = 100 },
        });
        Assert.True(next.Divergence < first.Divergence, $"{next.Divergence} after {first.Divergence}");
        Assert.All(next.History, point => Assert.Equal(1, point.Exaggeration));
    }

    [Theory]
    [InlineData(1e16, 0)]
    [InlineData(0, 1e20)]
    public void One_far_row_or_fill_value_leaves_the_other_rows_their_map(double row, double fill)
    {
        Matrix points = Samples.Iris.Values.Clone();
        Embedding without = Embed(points, SneMethod.Sne);
        points[149, 0] += row;
        points[17, 2] += fill;
        Embedding with = Embed(points, SneMethod.Sne);
        Assert.InRange(with.Divergence, 0.9 * without.Divergence, 1.5 * without.Divergence);
        Assert.InRange(Extent(with.Map), 0.5 * Extent(without.Map), 2 * Extent(without.Map));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(-511)]
    [InlineData(500)]
    public void The_unit_of_the_data_does_not_matter(int exponent)
    {
        // Powers of two, 1e-301 to 1e150, change no digit.
        Embedding expected = Embed(Samples.Iris.Values, SneMethod.Sne);
        Embedding found = Embed(Samples.Map(Samples.Iris.Values, x => Math.ScaleB(x, exponent)), SneMethod.Sne);
        Assert.Equal(expected.Entropy, found.Entropy);
        Near.Equal(expected.Divergence, found.Divergence, 1e-3 * expected.Divergence); // The start's noise is not scaled along.
        DenseAffinities shown = Stages.FromPerplexity(Samples.Map(Samples.Iris.Values, x => Math.ScaleB(x, exponent)), 30);
        Assert.All(shown.Precision, precision => Assert.True(double.IsFinite(precision) && precision > 0));
        Assert.All(Enumerable.Range(0, 150), i => Near.Equal(
            Math.ScaleB(Stages.FromPerplexity(Samples.Iris.Values, 30).Distributions[i].Sigma, exponent), shown.Distributions[i].Sigma, 1e-12 * shown.Distributions[i].Sigma));
    }

    [Fact]
    public void Groups_that_share_no_probability_stay_in_one_picture()
    {
        Embedding embedding = Embed(Samples.Iris.Values, SneMethod.TSne, 15);
        Assert.InRange(Extent(embedding.Map), 30, 120); // 36 to 69 by four other ways; L-BFGS alone: 335.
        EmbeddingQuality quality = Measured.Quality(embedding.Map, embedding.Data, embedding: embedding);
        Assert.InRange(quality.ShepardCorrelation!.Value, 0.93, 1);
        Embedding polished = StochasticNeighborEmbedding.Fit(Samples.Iris, new EmbeddingOptions
        {
            Objective = new Objective(SneMethod.TSne),
            Perplexity = 15,
            Descent = new DescentOptions { Optimizer = OptimizerKind.LBfgs },
        });
        Assert.InRange(Extent(polished.Map), 30, 150);
    }

    [Fact]
    public void One_outlier_does_not_press_the_others_into_one_spot_of_the_start()
    {
        Matrix points = Samples.Normal(300, 4, 5);
        points[299, 1] = 1e6;
        using var team = new ThreadTeam(1);
        Matrix start = MapInitialization.Pca(points, 2, InitialMap.Deviation, 0, team);
        Matrix others = Samples.FirstRows(start, 299);
        for (int c = 0; c < 2; c++)
            Assert.InRange(Math.Sqrt(Enumerable.Range(0, 299).Average(i => others[i, c] * others[i, c])), 0.05, 0.2);
        Assert.InRange(start.Row(299).ToArray().Max(Math.Abs), 0, 0.8); // Three widths that hold 95 % each.
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_given_start_in_one_place_is_left(SneMethod method)
    {
        var start = new Matrix(150, 2);
        Array.Fill(start.Values, 3);
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, new EmbeddingOptions
        {
            Objective = new Objective(method),
            Initialization = InitialMap.Given(start),
        });
        Assert.True(Extent(embedding.Map) > 5);
    }

    private static Embedding Embed(Matrix points, SneMethod method, double perplexity = 30, int iterations = 500) =>
        StochasticNeighborEmbedding.Fit(Samples.Named(points), new EmbeddingOptions
        {
            Objective = new Objective(method),
            Perplexity = perplexity,
            Descent = new DescentOptions { MaxIteration = iterations },
        });

    private static Matrix Tabulate(int n, int h, Func<int, int, double> value) =>
        new(n, h, [.. Enumerable.Range(0, n * h).Select(place => value(place / h, place % h))]);

    private static double Extent(Matrix map) => Enumerable.Range(0, map.Columns).Max(c =>
    {
        double[] places = [.. Enumerable.Range(0, map.Rows).Select(i => map[i, c])];
        return places.Max() - places.Min();
    });
}
