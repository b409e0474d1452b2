namespace SneTools.Tests;

/// <summary>New rows in the map of a model.</summary>
public class PointPlacementTests
{
    public static TheoryData<string> Kinds => [.. Model.Kinds.Where(kind => kind is not ("pairs" or "distances" or "graph"))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_place_depends_on_the_model_and_the_row_alone(string kind)
    {
        SneModel model = Model.Of(kind);
        Matrix rows = New(model, 23);
        Matrix expected = Place(model, rows, 1).Map;
        Near.SameBits(expected, Place(model, rows, 2).Map);
        Near.SameBits(expected, Place(model, rows, 5).Map);
        int[] shuffled = [.. Enumerable.Range(0, 23).OrderBy(i => (i * 7919) % 23)];
        Near.SameBits(expected.Select(shuffled), Place(model, rows.Select(shuffled), 2).Map);
        using var team = new ThreadTeam(2);
        using var placement = new PointPlacement(model, team);
        foreach (int batch in new[] { 1, 7 })
        {
            for (int start = 0; start < 23; start += batch)
            {
                int[] own = [.. Enumerable.Range(start, Math.Min(batch, 23 - start))];
                Near.SameBits(expected.Select(own), placement.Place(rows.Select(own)).Map);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_compact_model_and_one_from_a_file_place_rows_where_the_whole_one_does(string kind)
    {
        SneModel model = Model.Of(kind);
        Matrix rows = New(model, 11);
        PlacedPoints expected = Place(model, rows);
        foreach (SneModel other in new[] { model.Compact(), Model.Read(Model.Bytes(model)), Model.Read(Model.Bytes(model.Compact())) })
        {
            PlacedPoints found = Place(other, rows);
            Near.SameBits(expected.Map, found.Map);
            Assert.Equal(expected.Distance, found.Distance);
            Assert.Equal(expected.Novelty, found.Novelty);
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne, 2)]
    [InlineData(SneMethod.TSne, 1)]
    [InlineData(SneMethod.TSne, 2)]
    [InlineData(SneMethod.TConditionalSne, 3)]
    public void In_a_map_of_many_points_a_place_depends_on_the_row_alone_and_its_divergence_is_that_of_the_definition(SneMethod method, int dimension)
    {
        SneModel model = SneModel.Fit(ResumeTests.Clusters(2600, 4), Model.Options(method, EngineKind.Auto, 10) with { Dimension = dimension, Descent = new DescentOptions { MaxIteration = 60 } });
        Assert.True(model.Count > MapField.MaxSummed);
        Matrix rows = ResumeTests.Clusters(50, 5).Values;
        PlacedPoints placed = Place(model, rows, 1);
        Near.SameBits(placed.Map, Place(model, rows, 3).Map);
        Near.SameBits(placed.Map.Select([31]), Place(model.Compact(), rows.Select([31])).Map);
        var objective = new Objective(method);
        for (int q = 0; q < 50; q += 7)
        {
            double[] squares = [.. Enumerable.Range(0, model.Count).Select(j => Distance(rows.Row(q), model.Data.Values.Row(j)))];
            int[] nearest = [.. Enumerable.Range(0, model.Count).OrderBy(j => squares[j]).Take(30)];
            double[] p = Solve([.. nearest.Select(j => squares[j])], 10);
            double[] place = placed.Map.Row(q).ToArray();
            double logZ = LogSum.Of([.. Enumerable.Range(0, model.Count).Select(j => Definition.LogWeight(objective, Distance(place, model.Map.Row(j))))]);
            double divergence = p.Select((share, k) => share == 0 ? 0 : share * (Math.Log(share) - Definition.LogWeight(objective, Distance(place, model.Map.Row(nearest[k]))) + logZ)).Sum();

            // The sum is read off a grid that is right to 1e-4.
            Near.Equal(divergence, placed.Divergence[q], 2e-4);
        }
    }

    public static TheoryData<SneMethod, double, int, NeighborMetric> Family()
    {
        var data = new TheoryData<SneMethod, double, int, NeighborMetric>();
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            foreach (int dimension in new[] { 1, 2, 3, 4 })
                data.Add(method, dimension == 3 ? 4 : 1, dimension, NeighborMetric.Euclidean);
            foreach (NeighborMetric metric in Enum.GetValues<NeighborMetric>().Where(metric => metric is not (NeighborMetric.Euclidean or NeighborMetric.Precomputed)))
                data.Add(method, 1, 2, metric);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Of_every_method_dimension_and_metric_held_out_rows_land_among_their_own(SneMethod method, double alpha, int dimension, NeighborMetric metric)
    {
        Dataset data = Clusters(metric);
        int[] kept = [.. Enumerable.Range(0, data.Count).Where(i => i % 5 != 0)];
        int[] added = [.. Enumerable.Range(0, data.Count).Where(i => i % 5 == 0)];
        SneModel model = SneModel.Fit(Part(data, kept), new EmbeddingOptions
        {
            Objective = new Objective(method, alpha),
            Dimension = dimension,
            Perplexity = 8,
            Metric = metric,
            ThreadCount = 2,
            Descent = new DescentOptions { MaxIteration = 300 },
        });
        PlacedPoints placed = Place(model, data.Values.Select(added));
        Assert.All(placed.Map.Values, number => Assert.True(double.IsFinite(number)));
        double right = Vote(model.Map, [.. kept.Select(Class)], placed.Map, [.. added.Select(Class)], 5);

        // The clusters are far apart: a row among others would be lost.
        Assert.True(right >= 0.95, FormattableString.Invariant($"{right} of the rows lie among their own"));
    }

    [Theory]
    [InlineData("iris", SneMethod.Sne, 0.9)]
    [InlineData("iris", SneMethod.TSne, 0.9)]
    [InlineData("wine", SneMethod.SymmetricSne, 0.9)]
    [InlineData("wine", SneMethod.TConditionalSne, 0.9)]
    [InlineData("digits", SneMethod.TSne, 0.95)]
    [InlineData("digits", SneMethod.Sne, 0.6)]
    public void Held_out_rows_of_real_data_lie_near_those_of_their_class(string name, SneMethod method, double least)
    {
        Dataset data = Samples.OfName(name);
        int[] kept = [.. Enumerable.Range(0, data.Count).Where(i => i % 6 != 0)];
        int[] added = [.. Enumerable.Range(0, data.Count).Where(i => i % 6 == 0)];
        var options = new EmbeddingOptions
        {
            Objective = new Objective(method),
            ThreadCount = 2,
            Descent = new DescentOptions { EarlyExaggeration = kept.Length > 500 ? 4 : null }, // Many in one way: the lowest cost is not the claim.
        };
        SneModel model = SneModel.Fit(Part(data, kept), options);
        PlacedPoints placed = Place(model, data.Values.Select(added));
        IReadOnlyList<string?> labels = data.Labels[0].Values;
        double right = Vote(model.Map, [.. kept.Select(i => labels[i]!)], placed.Map, [.. added.Select(i => labels[i]!)], 10);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{name} {method}: {right:0.000}"));
        Assert.True(right >= least, FormattableString.Invariant($"{right} of the rows lie among their class"));
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.SymmetricSne)]
    [InlineData(SneMethod.TSne)]
    [InlineData(SneMethod.TConditionalSne)]
    public void A_row_of_the_model_itself_lands_near_its_own_place(SneMethod method)
    {
        // Student's kernel stays ten times below what is asked for also on a third of the rows, Gauss's needs all to stay below it.
        bool isGaussian = method is SneMethod.Sne or SneMethod.SymmetricSne;
        Dataset data = isGaussian ? Samples.Digits : Part(Samples.Digits, [.. Enumerable.Range(0, 600).Select(k => 2 * k)]);
        var options = new EmbeddingOptions { Objective = new Objective(method), ThreadCount = 2, Descent = new DescentOptions { EarlyExaggeration = 4 } }; // In one way.
        SneModel model = SneModel.Fit(data, options);
        PlacedPoints placed = Place(model, data.Values);
        Assert.All(placed.Distance, distance => Assert.Equal(0, distance));
        double[] moved = [.. Enumerable.Range(0, model.Count).Select(i => Math.Sqrt(Distance(model.Map.Row(i), placed.Map.Row(i)))).Order()];
        double spread = Math.Sqrt(model.Map.Values.Sum(x => x * x) / model.Count);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{method}: median {moved[moved.Length / 2] / spread:0.0000}, 95 % {moved[moved.Length * 95 / 100] / spread:0.0000} of the spread"));
        Assert.True(moved[moved.Length / 2] < 0.05 * spread, FormattableString.Invariant($"half of the points are {moved[moved.Length / 2] / spread} of the map's spread away"));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e100)]
    [InlineData(1e250)]
    public void A_row_unlike_all_others_is_placed_and_marked(double far)
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            SneModel model = SneModel.Fit(Samples.Iris, Model.Options(method, EngineKind.Auto, 20) with { Descent = new DescentOptions { MaxIteration = 200 } });
            Matrix rows = Samples.Iris.Values.Select([3, 60, 110]);
            for (int k = 0; k < 4; k++)
                rows[1, k] = k % 2 == 0 ? far : -far;
            PlacedPoints placed = Place(model, rows);
            Assert.All(placed.Map.Values, number => Assert.True(double.IsFinite(number)));
            Assert.True(double.IsFinite(placed.Distance[1]) && placed.Distance[1] > 100);
            Assert.Equal(1, placed.Novelty[1]);
            Assert.Equal(0, placed.Novelty[0]);

            // It stays within the map, or not far out. To a row that is as far from all no place is better than far away, where Student's kernel is flat.
            double extent = model.Map.Values.Max(Math.Abs);
            Assert.All(placed.Map.Values, number => Assert.InRange(Math.Abs(number), 0, 6 * extent));
        }
    }

    [Fact]
    public void Novelty_is_the_share_of_points_whose_nearest_neighbor_is_nearer()
    {
        Dataset data = ResumeTests.Clusters(60, 4);
        SneModel model = SneModel.Fit(data, Model.Options(SneMethod.TSne, EngineKind.Auto, 8));
        double[] own = [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 60).Where(j => j != i).Min(j => Math.Sqrt(Distance(data.Values.Row(i), data.Values.Row(j)))))];
        Matrix rows = Samples.Map(data.Values.Select([1, 20, 40]), x => x + 0.3);
        PlacedPoints placed = Place(model, rows);
        for (int k = 0; k < 3; k++)
        {
            double nearest = Enumerable.Range(0, 60).Min(j => Math.Sqrt(Distance(rows.Row(k), data.Values.Row(j))));
            Near.Equal(nearest, placed.Distance[k], 1e-12 * nearest);
            Assert.Equal(own.Count(distance => distance < nearest) / 60.0, placed.Novelty[k]);
        }
    }

    [Fact]
    public void A_place_has_the_least_divergence_around_it()
    {
        SneModel model = Model.Of("all pairs");
        Matrix rows = New(model, 5);
        PlacedPoints placed = Place(model, rows);
        for (int q = 0; q < 5; q++)
        {
            // P of the row over the model's points, solved by bisection as its definition says.
            double[] squares = [.. Enumerable.Range(0, model.Count).Select(j => Distance(rows.Row(q), model.Data.Values.Row(j)))];
            double[] p = Solve(squares, model.Embedding.Perplexity!.Value);
            double At(double x, double y)
            {
                double[] weights = [.. Enumerable.Range(0, model.Count).Select(j => 1 / (1 + Distance([x, y], model.Map.Row(j))))];
                return p.Select((share, j) => share == 0 ? 0 : share * Math.Log(share / (weights[j] / weights.Sum()))).Sum();
            }

            double least = At(placed.Map[q, 0], placed.Map[q, 1]);

            // The width is solved to twelve digits, and so is P.
            Near.Equal(least, placed.Divergence[q], 1e-8);
            foreach ((double dx, double dy) in new[] { (0.01, 0), (-0.01, 0.0), (0, 0.01), (0, -0.01) })
                Assert.True(At(placed.Map[q, 0] + dx, placed.Map[q, 1] + dy) > least);
        }
    }

    [Fact]
    public void Of_a_model_of_distances_rows_are_distances_to_its_points()
    {
        Matrix all = ResumeTests.Clusters(50, 4).Values;
        Matrix Table(int[] rows, int[] columns)
        {
            var result = new Matrix(rows.Length, columns.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                for (int j = 0; j < columns.Length; j++)
                    result[i, j] = Math.Sqrt(Distance(all.Row(rows[i]), all.Row(columns[j])));
            }

            return result;
        }

        int[] kept = [.. Enumerable.Range(0, 40)];
        int[] added = [.. Enumerable.Range(40, 10)];
        PointDistances given = PointDistances.Read(Samples.Named(Table(kept, kept)));
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Auto, 8);
        SneModel model = SneModel.Fit(given.Points, options with { Distances = given });
        SneModel rows = SneModel.Fit(Samples.Named(all.Select(kept)), options with { Initialization = InitialMap.Given(model.Map), Descent = new DescentOptions { MaxIteration = 0 } });
        PlacedPoints expected = Place(rows, all.Select(added));
        PlacedPoints found = Place(model, Table(added, kept));
        Near.Equal(expected.Map, found.Map, 1e-4);
        Near.SameBits(found.Map, Place(Model.Read(Model.Bytes(model.Compact())), Table(added, kept)).Map);
        SneException error = Assert.Throws<SneException>(() => Place(model, Samples.Map(Table(added, kept), x => x - 50)));
        Assert.Equal(SneError.InvalidDistances, error.Error);
    }

    [Theory]
    [InlineData("all pairs")]
    [InlineData("neighbors")]
    [InlineData("prepared")]
    [InlineData("categories")]
    [InlineData("given map")]
    public void A_model_with_new_points_is_written_read_extended_and_resumed(string kind)
    {
        SneModel model = Model.Of(kind);
        Matrix rows = New(model, 9);
        using var team = new ThreadTeam(2);
        using var placement = new PointPlacement(model, team);
        PlacedPoints placed = placement.Place(rows);
        string?[] texts = [.. Enumerable.Range(0, 9).Select(i => i == 4 ? null : $"new {i}")];
        SneModel more = placement.Extend([placed], [.. model.Data.Labels.Select(_ => texts)]);
        Assert.True(more.IsCompact);
        Assert.Equal(model.Count + 9, more.Count);
        Near.SameBits(model.Map, Samples.FirstRows(more.Map, model.Count));
        Near.SameBits(placed.Map, more.Map.Select([.. Enumerable.Range(model.Count, 9)]));
        Assert.All(more.Data.Labels, label => Assert.Equal(texts, label.Values.Skip(model.Count)));
        SneModel read = Model.Read(Model.Bytes(more));
        Near.SameBits(more.Map, read.Map);
        Near.SameBits(more.Data.Values, read.Data.Values);
        Assert.Equal(more.Precision, read.Precision);
        Matrix others = New(model, 4);
        Near.SameBits(Place(more, others).Map, Place(read, others).Map);

        // It knows the rows that were added: nothing is new about them.
        Assert.All(Place(read, rows).Distance, distance => Assert.Equal(0, distance));
        SneModel resumed = read.Resume(new ResumeOptions { MaxIteration = 5, ThreadCount = 1 });
        Assert.Equal(model.Count + 9, resumed.Count);
    }

    [Fact]
    public void Equal_rows_have_equal_places()
    {
        SneModel model = Model.Of("neighbors");
        Matrix rows = New(model, 3).Select([0, 1, 0, 2, 0]);
        Matrix map = Place(model, rows).Map;
        Near.SameBits(map.Select([0]), map.Select([2]));
        Near.SameBits(map.Select([0]), map.Select([4]));
    }

    [Fact]
    public void Numbers_that_preparation_makes_infinite_are_refused()
    {
        SneModel model = Model.Of("prepared");
        Matrix rows = Samples.Iris.Values.Select([1, 2]);
        rows.Row(1).Fill(1.7e308);
        SneException error = Assert.Throws<SneException>(() => Place(model, rows));
        Assert.Equal((SneError.NonFiniteValue, 2), (error.Error, error.Row));
    }

    private static PlacedPoints Place(SneModel model, Matrix rows, int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        using var placement = new PointPlacement(model, team);
        return placement.Place(rows);
    }

    /// <summary>Rows like those of a model, before they were prepared.</summary>
    private static Matrix New(SneModel model, int count)
    {
        int columns = model.Preparation!.Columns.Count;
        Matrix noise = Samples.Normal(count, columns, 77, 0.2);
        if (columns == model.Data.Dimension)
        {
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < columns; k++)
                    noise[i, k] += model.Data.Values[i * 3 % model.Count, k];
            }
        }

        return noise;
    }

    private static Dataset Part(Dataset data, int[] rows) => new(data.Values.Select(rows), data.Columns);

    private static string Class(int i) => $"{i % 3}";

    /// <summary>Three clusters for every metric: far apart, in other directions, with other sets of zeros.</summary>
    private static Dataset Clusters(NeighborMetric metric)
    {
        Matrix noise = Samples.Normal(150, 12, 6, 0.3);
        for (int i = 0; i < noise.Rows; i++)
        {
            for (int k = 0; k < 12; k++)
            {
                bool isOwn = k / 4 == i % 3;
                noise[i, k] = metric is NeighborMetric.Hamming or NeighborMetric.Jaccard
                    ? isOwn == noise[i, k] > -0.4 ? 1 : 0
                    : noise[i, k] + (isOwn ? 4 : 0);
            }
        }

        return Samples.Named(noise);
    }

    /// <summary>The share of new points that most of their nearest in the map agree with.</summary>
    private static double Vote(Matrix map, string[] classes, Matrix places, string[] expected, int neighbors) => Enumerable.Range(0, places.Rows).Count(q =>
        Enumerable.Range(0, map.Rows).OrderBy(j => Distance(places.Row(q), map.Row(j))).Take(neighbors)
            .GroupBy(j => classes[j]).OrderByDescending(group => group.Count()).First().Key == expected[q]) / (double)places.Rows;

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        return sum;
    }

    private static double[] Solve(double[] squares, double perplexity)
    {
        (double low, double high) = (-60.0, 60.0);
        double[] p = [];
        for (int step = 0; step < 200; step++)
        {
            double beta = Math.Exp((low + high) / 2);
            double nearest = squares.Min();
            double[] weights = [.. squares.Select(square => Math.Exp(-beta * (square - nearest)))];
            p = [.. weights.Select(weight => weight / weights.Sum())];
            double entropy = p.Where(share => share > 0).Sum(share => -share * Math.Log(share));
            (low, high) = entropy > Math.Log(perplexity) ? ((low + high) / 2, high) : (low, (low + high) / 2);
        }

        return p;
    }
}
