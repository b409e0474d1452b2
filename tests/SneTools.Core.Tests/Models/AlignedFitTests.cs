namespace SneTools.Tests;

/// <summary>A map that starts from an old one, and is turned to it.</summary>
public class AlignedFitTests
{
    private static readonly SneMethod[] Methods = [SneMethod.Sne, SneMethod.SymmetricSne, SneMethod.TSne, SneMethod.TConditionalSne];

    public static TheoryData<SneMethod, int> All => [.. Methods.SelectMany(method => Enumerable.Range(1, 3).Select(l => (method, l)))];

    [Theory]
    [MemberData(nameof(All))]
    public void It_lies_as_the_old_map_does_also_with_rows_gone_new_and_in_another_order(SneMethod method, int dimension)
    {
        Dataset all = Clusters(150);
        int[] yesterday = [.. Enumerable.Range(0, 135)];
        int[] today = [.. Enumerable.Range(15, 135)];
        new Random(5).Shuffle(today);
        EmbeddingOptions options = Options(method, dimension);
        Matrix old = StochasticNeighborEmbedding.Fit(Rows(all, yesterday), options with { Initialization = InitialMap.Spectral }).Map;

        // The old map is turned as it would not be by itself.
        old = MapAlignmentTests.Moved(old, MapAlignmentTests.Orthogonal(dimension, 7), 1, new Matrix(1, dimension));
        RowMatching matching = Match(today, yesterday);
        Embedding next = StochasticNeighborEmbedding.Fit(Rows(all, today), options with { Initialization = InitialMap.Aligned(old, matching) });

        Matrix matched = next.Map.Select(matching.Rows);
        Matrix reference = old.Select(matching.ReferenceRows);
        var alignment = MapAlignment.Fit(matched, reference);
        Assert.InRange(alignment.ProcrustesDistance, 0, 0.25); // The three groups, far apart, stay where they were; a fifth of the rows are others.
        for (int c = 0; c < dimension; c++)
        {
            for (int d = 0; d < dimension; d++)
                Near.Equal(c == d ? 1 : 0, alignment.Rotation[c, d], 1e-9); // It has been turned already: what is left is rounding.
        }

        // A turn costs nothing: the divergence told is that of the map as it was returned.
        using var team = new ThreadTeam(1);
        using Cost cost = Cost.Create(next.Affinities!, options.Objective, dimension, EngineKind.Exact, NumericPrecision.Double, team);
        Near.Equal(next.Divergence, cost.Evaluate(next.Map, 1, new Matrix(135, dimension)).Divergence, 1e-9 * Math.Max(1, next.CrossEntropy)); // Rounding of the sums.
    }

    [Fact]
    public void Without_a_step_every_old_row_is_at_its_place_and_a_new_one_among_its_neighbors()
    {
        Dataset all = Clusters(90);
        Matrix old = StochasticNeighborEmbedding.Fit(Rows(all, [.. Enumerable.Range(0, 80)]), Options(SneMethod.TSne, 2)).Map;
        EmbeddingOptions none = Options(SneMethod.TSne, 2) with { Initialization = InitialMap.Aligned(old, Match([.. Enumerable.Range(0, 90)], [.. Enumerable.Range(0, 80)])), Descent = new DescentOptions { MaxIteration = 0 } };
        Matrix map = StochasticNeighborEmbedding.Fit(all, none).Map;
        double[] shift = [old[0, 0] - map[0, 0], old[0, 1] - map[0, 1]];
        for (int i = 0; i < 80; i++)
        {
            for (int c = 0; c < 2; c++)
                Near.Equal(old[i, c], map[i, c] + shift[c], 1e-9); // Turned by nothing but rounding, and shifted to mean 0.
        }

        double radius = Math.Sqrt(old.Values.Sum(y => y * y) / 80);
        for (int i = 80; i < 90; i++)
        {
            // The rows of its group are i mod 3.
            double nearest = Enumerable.Range(0, 80).Where(j => j % 3 == i % 3).Min(j => Math.Sqrt(BruteForce.SquaredDistance(map, i, j)));
            double others = Enumerable.Range(0, 80).Where(j => j % 3 != i % 3).Min(j => Math.Sqrt(BruteForce.SquaredDistance(map, i, j)));
            Assert.True(nearest < 0.2 * radius && nearest < others, $"{nearest} {others} {radius}");
        }

        Near.SameBits(map, StochasticNeighborEmbedding.Fit(all, none with { ThreadCount = 1 }).Map);
    }

    [Fact]
    public void New_rows_start_at_the_weighted_median_of_neighbors_or_wait_for_one_or_start_in_the_middle()
    {
        // 0 to 2 have places; 3 has them as neighbors, 4 has 3 alone, 5 and 6 have each other.
        int[] starts = [0, 1, 2, 3, 6, 7, 8, 9];
        int[] indices = [1, 0, 0, 0, 1, 2, 3, 6, 5];
        double[] squares = [1, 1, 1, 1, 1, 1, 1, 1, 1];
        var graph = NeighborGraph.OfLists(starts[..8], indices, squares);
        using var team = new ThreadTeam(2);
        var affinities = Affinities.Create(graph, KernelWidth.OfSigma(1), team);
        double nan = double.NaN;
        var map = new Matrix(7, 2, [0, 5, 100, 6, 7, 90, nan, nan, nan, nan, nan, nan, nan, nan]);
        Matrix filled = OldPlaces.Fill(map, affinities, 1, team);
        Near.SameBits(map.Select([0, 1, 2]), filled.Select([0, 1, 2]));
        Near.Equal(new Matrix(2, 2, [7, 6, 7, 6]), filled.Select([3, 4]), 0.01); // Six standard deviations of the noise, twice.
        double[] middle = [107.0 / 3, 101.0 / 3];
        Near.Equal(new Matrix(2, 2, [.. middle, .. middle]), filled.Select([5, 6]), 0.6); // Six standard deviations of a start.
        Assert.NotEqual(filled[5, 0], filled[6, 0]);
    }

    [Fact]
    public void A_run_goes_on_to_what_one_with_all_its_steps_ends_in_and_begins_anew_at_the_map_as_it_lies()
    {
        Dataset all = Clusters(90);
        Matrix old = MapAlignmentTests.Moved(Samples.Normal(90, 2, 3), MapAlignmentTests.Orthogonal(2, 1), 4, new Matrix(1, 2));
        EmbeddingOptions options = Options(SneMethod.TSne, 2) with { Initialization = InitialMap.Aligned(old) };
        SneModel whole = SneModel.Fit(all, options with { Descent = new DescentOptions { MaxIteration = 60, Tolerance = 0 } });
        SneModel part = SneModel.Fit(all, options with { Descent = new DescentOptions { MaxIteration = 20, PlannedIteration = 60, Tolerance = 0 } });
        Near.SameBits(whole.Map, part.Resume(new ResumeOptions { MaxIteration = 40 }).Map);
        Near.SameBits(whole.Map, Model.Read(Model.Bytes(part)).Resume(new ResumeOptions { MaxIteration = 40 }).Map);

        SneModel other = whole.Resume(new ResumeOptions { MaxIteration = 30, Perplexity = 5 });
        Matrix rotation = MapAlignment.Fit(other.Map, whole.Map).Rotation;
        Near.Equal(0, rotation[0, 1], 1e-9); // Turned to the model's map, up to rounding.
    }

    [Fact]
    public void An_old_map_that_cannot_be_aligned_to_is_refused()
    {
        Dataset data = Clusters(30);
        Refused(SneError.InvalidMap, InitialMap.Aligned(Samples.Normal(30, 3, 1)));
        Refused(SneError.InvalidMap, InitialMap.Aligned(Samples.Normal(29, 2, 1)));
        Matrix half = Samples.Normal(30, 2, 1);
        half[4, 1] = double.NaN;
        Refused(SneError.InvalidMap, InitialMap.Aligned(half));
        Matrix one = Samples.Map(half, _ => double.NaN);
        Refused(SneError.NoCommonRow, InitialMap.Aligned(one));
        (one[0, 0], one[0, 1]) = (1, 2);
        Refused(SneError.NoCommonRow, InitialMap.Aligned(one));

        void Refused(SneError expected, InitialMap initialization) => Assert.Equal(
            expected, Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(data, Options(SneMethod.TSne, 2) with { Initialization = initialization })).Error);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(150, 1)]
    [InlineData(151, 12)]
    [InlineData(300, 12)]
    public void An_old_map_of_most_rows_keeps_its_shape_and_one_with_many_new_rows_is_exaggerated(int fresh, double exaggeration)
    {
        const int N = 600; // Beyond 500 points a map is made in one way.
        Matrix places = Samples.Normal(N, 2, 3, 10);
        Array.Fill(places.Values, double.NaN, 0, 2 * fresh);
        EmbeddingOptions options = Options(SneMethod.TSne, 2) with { Initialization = InitialMap.Aligned(places), Descent = new DescentOptions { MaxIteration = 30 } };
        Assert.Equal(exaggeration, StochasticNeighborEmbedding.Fit(Clusters(N), options).History[0].Exaggeration);
        options = options with { Descent = options.Descent with { EarlyExaggeration = 3 } };
        Assert.Equal(3, StochasticNeighborEmbedding.Fit(Clusters(N), options).History[0].Exaggeration);
    }

    [Fact]
    public void An_old_map_in_one_place_is_a_start_like_any_other()
    {
        Embedding map = StochasticNeighborEmbedding.Fit(Clusters(60), Options(SneMethod.TSne, 2) with { Initialization = InitialMap.Aligned(new Matrix(60, 2)) });
        Assert.True(Near.Size(map.Map) > 1);
    }

    private static EmbeddingOptions Options(SneMethod method, int dimension) => new()
    {
        Objective = new Objective(method),
        Dimension = dimension,
        Perplexity = 10,
        Seed = 2,
        ThreadCount = 2,
        Descent = new DescentOptions { MaxIteration = 250 },
    };

    /// <summary>Three groups in five dimensions, row i in group i mod 3.</summary>
    private static Dataset Clusters(int n)
    {
        Matrix values = Samples.Normal(n, 5, 11);
        for (int i = 0; i < n; i++)
            values[i, i % 3] += 12 + (3 * (i % 3));
        return Samples.Named(values);
    }

    private static Dataset Rows(Dataset data, int[] rows) => Samples.Named(data.Values.Select(rows));

    private static RowMatching Match(int[] rows, int[] reference) =>
        RowMatching.ByLabel([.. rows.Select(i => $"{i}")], [.. reference.Select(i => $"{i}")], "id");
}
