namespace SneTools.Tests;

public class QualityCheckTests
{
    private static readonly Matrix Data = Samples.Normal(300, 6, 1);
    private static readonly Matrix Map = Measured.NoisyMap(Data, 0.3, 2);
    private static readonly LabelColumn Label = Measured.Classes([.. Enumerable.Range(0, 300).Select(i => Data[i, 0] > 0.3 ? "right" : "left")]);

    [Fact]
    public void A_map_that_is_the_data_keeps_everything()
    {
        EmbeddingQuality quality = Measured.Quality(Data, Data);
        Assert.Equal(1, quality.Trustworthiness);
        Assert.Equal(1, quality.Continuity);
        Assert.Equal(1, quality.Recall);
        Near.Equal(1, quality.RnxAuc!.Value, 1e-12); // A sum of 300 quotients.
        Near.Equal(1, quality.ShepardCorrelation!.Value, 1e-12);
        Assert.All(quality.Rnx!, value => Near.Equal(1, value, 1e-12));
        Assert.Equal(Enumerable.Range(0, 10), quality.Worst.Select(point => point.Index));
    }

    [Fact]
    public void A_map_by_chance_keeps_nothing()
    {
        EmbeddingQuality quality = Measured.Quality(Samples.Normal(3000, 2, 3), Samples.Normal(3000, 5, 4));
        Near.Equal(0.5, quality.Trustworthiness!.Value, 0.01);
        Near.Equal(0.5, quality.Continuity!.Value, 0.01);
        Near.Equal(15.0 / 2999, quality.Recall!.Value, 0.002);
        Near.Equal(0, quality.RnxAuc!.Value, 0.005);
        Near.Equal(0, quality.ShepardCorrelation!.Value, 0.02);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(20, 9)]
    [InlineData(20, 10)]
    [InlineData(20, 18)]
    [InlineData(20, 19)]
    [InlineData(21, 10)]
    public void Every_number_of_neighbors_has_its_worst_case_at_0(int n, int k)
    {
        // Rows in a circle of distances chosen so that the order is turned around: far in the data is near in the map.
        Matrix data = Samples.Normal(n, 3, n);
        using var team = new ThreadTeam(1);
        var scores = new RankScores(n, k);
        double[] distances = [.. Enumerable.Range(0, n).Select(j => (double)j)];
        var near = new DistanceRanking(n);
        near.Sort([.. distances], 0);
        var far = new DistanceRanking(n);
        far.Sort([.. distances.Select(d => n - d)], 0);
        RankScores.Point worst = scores.Score(near, far, new long[n]);
        double expected = k == n - 1 ? 1 : 0;
        Near.Equal(expected, worst.Trustworthiness, 1e-15);
        Near.Equal(expected, worst.Continuity, 1e-15);
        RankScores.Point best = scores.Score(near, near, new long[n]);
        Assert.Equal((1.0, 1.0, 1.0), (best.Trustworthiness, best.Continuity, best.Recall));

        EmbeddingQuality quality = Measured.Quality(Samples.FirstRows(data, n), data, new QualityOptions { NeighborCount = k });
        Assert.Equal(1, quality.Trustworthiness);
        Near.Equal(1, quality.RnxAuc!.Value, 1e-12);
    }

    [Fact]
    public void Two_points_have_what_can_be_defined()
    {
        EmbeddingQuality quality = Measured.Quality(new Matrix(2, 1, [0, 1]), new Matrix(2, 2, [0, 0, 3, 4]), new QualityOptions { NeighborCount = 1 });
        Assert.Equal(1, quality.Trustworthiness);
        Assert.Equal(1, quality.Recall);
        Assert.Null(quality.RnxAuc);
        Assert.Empty(quality.Rnx!);
        Assert.Null(quality.ShepardCorrelation);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        foreach (int? sample in new int?[] { null, 70 })
        {
            var options = new QualityOptions { Label = Label, SampleCount = sample, Seed = 5 };
            double?[] one = Measured.Numbers(Measured.Quality(Map, Data, options, threads: 1));
            Assert.Equal(one, Measured.Numbers(Measured.Quality(Map, Data, options, threads: 2)));
            Assert.Equal(one, Measured.Numbers(Measured.Quality(Map, Data, options, threads: 5)));
        }
    }

    [Fact]
    public void A_sample_agrees_with_all_points_within_its_standard_error()
    {
        Matrix data = Samples.Normal(2500, 6, 7);
        Matrix map = Measured.NoisyMap(data, 0.5, 8);
        LabelColumn label = Measured.Classes([.. Enumerable.Range(0, 2500).Select(i => data[i, 0] > 0.3 ? "right" : "left")]);
        EmbeddingQuality all = Measured.Quality(map, data, new QualityOptions { Label = label });
        double worst = 0;
        double sum = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            EmbeddingQuality sample = Measured.Quality(map, data, new QualityOptions { Label = label, SampleCount = 200, Seed = seed });
            Assert.False(sample.IsExact);
            Assert.Equal(200, sample.Points.Count);
            (double?, double?, double?)[] measures =
            [
                (all.Trustworthiness, sample.Trustworthiness, sample.TrustworthinessStandardError),
                (all.Continuity, sample.Continuity, sample.ContinuityStandardError),
                (all.Recall, sample.Recall, sample.RecallStandardError),
                (all.RnxAuc, sample.RnxAuc, sample.RnxAucStandardError),
                (all.Silhouette, sample.Silhouette, sample.SilhouetteStandardError),
                (all.NeighborAccuracy, sample.NeighborAccuracy, sample.NeighborAccuracyStandardError),
            ];
            foreach ((double? exact, double? estimate, double? error) in measures)
            {
                double distance = Math.Abs(exact!.Value - estimate!.Value) / error!.Value;
                worst = Math.Max(worst, distance);
                sum += distance / (8 * measures.Length);
            }
        }

        Assert.InRange(worst, 1, 4.5); // 48 normal numbers: beyond 4.5 once in 3 000 such tests, all below 1 never.
        Assert.InRange(sum, 0.4, 1.4); // The mean of |normal| is 0.8: an error of the wrong size would show.
    }

    [Fact]
    public void A_sample_of_pairs_agrees_with_all_pairs_within_its_standard_error()
    {
        Matrix data = Samples.Normal(2100, 4, 9);
        Matrix map = Measured.NoisyMap(data, 0.5, 10);
        EmbeddingQuality sample = Measured.Quality(map, data, new QualityOptions { SampleCount = 2, NeighborCount = 1 });
        Assert.Equal(1_000_000, sample.PairCount);
        double expected = Spearman(data, map);
        Assert.InRange(sample.ShepardCorrelationStandardError!.Value, 1e-4, 5e-3);
        Near.Equal(expected, sample.ShepardCorrelation!.Value, 4 * sample.ShepardCorrelationStandardError.Value);
    }

    [Fact]
    public void Points_that_are_swapped_are_the_worst_placed()
    {
        var map = new Matrix(Map.Rows, 2);
        for (int i = 0; i < map.Rows; i++)
            (map[i, 0], map[i, 1]) = (Data[i, 0], Data[i, 1]);
        Matrix plane = map.Clone();
        (map[17, 0], map[17, 1]) = (5, 5);
        (map[202, 0], map[202, 1]) = (-5, 5);
        EmbeddingQuality quality = Measured.Quality(map, plane, new QualityOptions { WorstCount = 2, NeighborCount = 5 });
        Assert.Equal([17, 202], quality.Worst.Select(point => point.Index).Order());
        Assert.True(quality.Worst[0].Score <= quality.Worst[1].Score);
        Assert.Equal(0, quality.Worst[0].Recall);
    }

    [Fact]
    public void The_means_are_those_of_the_points()
    {
        EmbeddingQuality quality = Measured.Quality(Map, Data, new QualityOptions { Label = Label });
        Assert.Equal(300, quality.Points.Count);
        Near.Equal(quality.Trustworthiness!.Value, quality.Points.Average(point => point.Trustworthiness!.Value), 1e-14);
        Near.Equal(quality.Recall!.Value, quality.Points.Average(point => point.Recall!.Value), 1e-14);
        Near.Equal(quality.Silhouette!.Value, quality.Points.Average(point => point.Silhouette!.Value), 1e-14);
        Near.Equal(quality.NeighborAccuracy!.Value, quality.Points.Average(point => point.Label == point.NeighborLabel ? 1.0 : 0), 1e-14);
    }

    [Fact]
    public void Equal_rows_are_in_the_order_of_the_input()
    {
        var data = new Matrix(6, 1, [0, 0, 0, 0, 0, 0]);
        var map = new Matrix(6, 1, [0, 1, 2, 3, 4, 5]);
        EmbeddingQuality quality = Measured.Quality(map, data, new QualityOptions { NeighborCount = 2 });

        // Neighbors in the data are the first two other rows; of the last point in the map they are 4 and 3.
        Assert.Equal([1.0, 1.0, 0.5, 0, 0, 0], quality.Points.Select(point => point.Recall!.Value));
        Assert.Null(quality.ShepardCorrelation);
        Assert.Equal(1, Measured.Quality(data, data, new QualityOptions { NeighborCount = 2 }).Recall);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e-30)]
    [InlineData(1e200)]
    public void The_unit_of_the_data_does_not_matter(double unit)
    {
        double?[] plain = Measured.Numbers(Measured.Quality(Map, Data));
        double power = Math.ScaleB(1, Math.ILogB(unit));
        Assert.Equal(plain, Measured.Numbers(Measured.Quality(Samples.Map(Map, x => power * x), Samples.Map(Data, x => power * x))));
    }

    [Fact]
    public void Near_may_mean_direction()
    {
        Matrix lengths = Data.Clone();
        for (int i = 0; i < lengths.Rows; i++)
        {
            foreach (ref double value in lengths.Row(i))
                value *= i + 1;
        }

        EmbeddingQuality cosine = Measured.Quality(Data.NormalizeRows(), lengths, new QualityOptions { Metric = NeighborMetric.Cosine });
        Assert.Equal(1, cosine.Recall);
        Assert.True(Measured.Quality(Data.NormalizeRows(), lengths).Recall < 0.5);
    }

    [Fact]
    public void Progress_ends_at_1_and_cancellation_ends_the_work()
    {
        using var team = new ThreadTeam(1);
        var shares = new List<double>();
        QualityCheck.Run(Map, Data, null, new QualityOptions(), team, shares.Add);
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        using var stop = new CancellationTokenSource();
        using var stopped = new ThreadTeam(1, stop.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => QualityCheck.Run(Map, Data, null, new QualityOptions(), stopped, _ => stop.Cancel()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(300)]
    public void A_number_of_neighbors_out_of_range_is_refused(int k)
    {
        SneException error = Refused(Map, Data, new QualityOptions { NeighborCount = k }, SneError.NeighborCountOutOfRange);
        Assert.Contains("1 to 299", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Assert.Contains("299", Refused(Map, Samples.FirstRows(Data, 299), new(), SneError.RowCountMismatch).Message, StringComparison.Ordinal);
        Refused(Map, Data, new() { Label = Measured.Classes("a", "b") }, SneError.RowCountMismatch);
        Refused(Map, null, new(), SneError.NoNumericColumn);
        Refused(Map, new Matrix(300, 0), new(), SneError.NoNumericColumn);
        Refused(new Matrix(0, 2), new Matrix(0, 2), new(), SneError.EmptyInput);
        Refused(new Matrix(1, 2), new Matrix(1, 2), new(), SneError.SingleRow);
        Refused(Map, Data, new() { SampleCount = 1 }, SneError.InvalidOption);
        Refused(Map, Data, new() { WorstCount = -1 }, SneError.InvalidOption);
        Matrix broken = Map.Clone();
        broken[4, 1] = double.NaN;
        Assert.Equal(5, Refused(broken, Data, new(), SneError.InvalidMap).Row);
        Assert.Equal(5, Refused(Data, broken, new(), SneError.NonFiniteValue).Row);
    }

    private static SneException Refused(Matrix map, Matrix? data, QualityOptions options, SneError expected)
    {
        SneException error = Assert.Throws<SneException>(() => Measured.Quality(map, data, options));
        Assert.Equal(expected, error.Error);
        return error;
    }

    private static double Spearman(Matrix data, Matrix map)
    {
        var pairs = new List<(double Data, double Map)>();
        for (int i = 0; i < data.Rows; i++)
        {
            for (int j = i + 1; j < data.Rows; j++)
                pairs.Add((Definition.SquaredDistance(data, i, j), Definition.SquaredDistance(map, i, j)));
        }

        var rank = new double[2][];
        rank[0] = Ranks([.. pairs.Select(pair => pair.Data)]);
        rank[1] = Ranks([.. pairs.Select(pair => pair.Map)]);
        double n = pairs.Count;
        return 1 - (6 * rank[0].Zip(rank[1], (a, b) => (a - b) * (a - b)).Sum() / (n * ((n * n) - 1)));
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        var ranks = new double[values.Length];
        for (int place = 0; place < order.Length; place++)
            ranks[order[place]] = place;
        return ranks;
    }
}
