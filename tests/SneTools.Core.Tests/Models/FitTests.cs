namespace SneTools.Tests;

public class FitTests
{
    private static readonly EmbeddingOptions Short = new()
    {
        Perplexity = 10,
        Descent = new DescentOptions { MaxIteration = 30, EarlyExaggerationIteration = 10 },
        ThreadCount = 1,
    };

    [Fact]
    public void The_divergence_reported_is_that_of_the_map_returned()
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            var objective = new Objective(method, 1.5);
            Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Objective = objective });
            double[,] p = Stages.FromPerplexity(Samples.Iris.Values, 10).Probabilities.ToArray();
            double expected = Definition.Divergence(objective, objective.IsJoint ? Definition.Joint(p) : p, embedding.Map);
            Near.Equal(expected, embedding.Divergence, 1e-11 * embedding.CrossEntropy); // Sums over 22 500 pairs.
            Assert.Equal(embedding.CrossEntropy - embedding.Entropy, embedding.Divergence);
            Assert.Equal(objective.IsJoint ? embedding.Divergence : embedding.Divergence / 150, embedding.MeanDivergence);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_whatever_the_number_of_threads()
    {
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            EmbeddingOptions options = Short with { Objective = new Objective(method), Seed = 3 };
            Embedding one = StochasticNeighborEmbedding.Fit(Samples.Wine, options);
            Embedding three = StochasticNeighborEmbedding.Fit(Samples.Wine, options with { ThreadCount = 3 });
            Near.SameBits(one.Map, three.Map);
            Assert.Equal(one.History, three.History);
        }
    }

    [Fact]
    public void Another_seed_gives_another_map()
    {
        EmbeddingOptions options = Short with { Initialization = InitialMap.Random };
        Assert.NotEqual(
            StochasticNeighborEmbedding.Fit(Samples.Iris, options with { Seed = 1 }).Map.Values,
            StochasticNeighborEmbedding.Fit(Samples.Iris, options with { Seed = 2 }).Map.Values);
    }

    [Fact]
    public void An_embedding_tells_how_it_came_about()
    {
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Seed = 8 });
        Assert.Equal((150, 2, 30, 8), (embedding.Count, embedding.Dimension, embedding.Iterations, embedding.Seed));
        Assert.Equal((SneMethod.Sne, 10.0, null), (embedding.Method, embedding.Perplexity, embedding.Sigma));
        Assert.Equal(StopReason.IterationLimit, embedding.StopReason);
        Assert.Equal(["Y1", "Y2"], embedding.Coordinates);
        Assert.Equal(Samples.Iris.Columns, embedding.Columns.Where(column => column.Use == ColumnUse.Embedded).Select(column => column.Name));
        Assert.Equal("species", Assert.Single(embedding.Labels).Name);
        Assert.True(embedding.Elapsed > TimeSpan.Zero);
    }

    [Fact]
    public void A_width_for_all_points_takes_the_place_of_the_perplexity()
    {
        Embedding embedding = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Sigma = 0.7, Perplexity = 1e9 });
        Assert.Equal((null, 0.7), (embedding.Perplexity, embedding.Sigma));
    }

    [Fact]
    public void The_map_lies_around_the_origin_and_the_given_one_is_not_touched()
    {
        Matrix start = Samples.Map(Samples.Normal(150, 2, 1), y => y + 100);
        Matrix before = start.Clone();
        Matrix map = StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Initialization = InitialMap.Given(start) }).Map;
        for (int c = 0; c < 2; c++)
            Near.Equal(0, Enumerable.Range(0, 150).Average(i => map[i, c]), 1e-12); // Places of size 100 were centered.
        Near.SameBits(before, start);
    }

    [Fact]
    public void A_run_canceled_by_its_observer_returns_the_map_it_had_reached()
    {
        using var source = new CancellationTokenSource();
        EmbeddingOptions plain = Short with { Descent = Short.Descent with { EarlyExaggeration = 1 } };
        Embedding canceled = StochasticNeighborEmbedding.Fit(
            Samples.Iris,
            plain,
            progress =>
            {
                if (progress.Point?.Iteration == 12)
                    source.Cancel();
            },
            source.Token);
        Embedding limited = StochasticNeighborEmbedding.Fit(
            Samples.Iris, plain with { Descent = plain.Descent with { MaxIteration = 12 } });
        Assert.Equal(StopReason.Canceled, canceled.StopReason);
        Assert.Equal(12, canceled.Iterations);
        Near.SameBits(limited.Map, canceled.Map);
    }

    [Fact]
    public void A_run_canceled_before_the_descent_has_no_map_to_return()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => StochasticNeighborEmbedding.Fit(Samples.Iris, Short, null, source.Token));
    }

    [Fact]
    public void Observers_see_the_stages_in_order()
    {
        var phases = new List<EmbeddingPhase>();
        StochasticNeighborEmbedding.Fit(Samples.Iris, Short, progress =>
        {
            Assert.Equal(30, progress.MaxIteration);
            if (phases.Count == 0 || phases[^1] != progress.Phase)
                phases.Add(progress.Phase);
        });
        Assert.Equal([EmbeddingPhase.Affinities, EmbeddingPhase.Initialization, EmbeddingPhase.Descent], phases);
    }

    [Fact]
    public void A_learning_rate_without_bounds_ends_in_an_error_or_a_finite_map_and_never_in_NaN()
    {
        foreach (int iterations in (int[])[1, 2, 30])
        {
            foreach (double rate in (double[])[10, 1e10, 1e100, 1e300])
            {
                foreach (SneMethod method in Enum.GetValues<SneMethod>())
                {
                    var descent = new DescentOptions { MaxIteration = iterations, LearningRate = rate };
                    Embedding? embedding = null;
                    Exception? error = Record.Exception(() => embedding = StochasticNeighborEmbedding.Fit(
                        Samples.Iris, Short with { Descent = descent, Objective = new Objective(method) }));
                    if (error is not null)
                        Assert.Equal(SneError.Diverged, Assert.IsType<SneException>(error).Error);
                    else
                        Assert.True(double.IsFinite(embedding!.Divergence) && embedding.Map.Values.All(double.IsFinite));
                }
            }
        }
    }

    [Fact]
    public void Equal_rows_give_a_finite_map_and_a_warning()
    {
        var data = new Matrix(20, 3);
        Array.Fill(data.Values, 0.1);
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            Embedding embedding = StochasticNeighborEmbedding.Fit(
                Samples.Named(data), Short with { Perplexity = 5, Objective = new Objective(method), Standardize = true });
            Assert.All(embedding.Map.Values, y => Assert.True(double.IsFinite(y)));
            Assert.Contains(embedding.Warnings, warning => warning.StartsWith("All rows are equal", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1e155)]
    [InlineData(1e300)]
    public void Data_too_large_for_squared_distances_are_not_blamed_on_the_learning_rate(double unit)
    {
        Dataset data = Samples.Named(Samples.Map(Samples.Normal(30, 4, 1), x => unit * x));
        foreach (InitialMap initial in (InitialMap[])[InitialMap.Random, InitialMap.Pca])
        {
            Exception? error = Record.Exception(
                () => StochasticNeighborEmbedding.Fit(data, Short with { Initialization = initial }));
            if (error is not null)
                Assert.NotEqual(SneError.Diverged, Assert.IsType<SneException>(error).Error);
        }
    }

    [Fact]
    public void Columns_named_like_a_coordinate_give_way_to_the_map_with_a_warning()
    {
        string?[] texts = ["1", "2", "3", "4"];
        var data = new Dataset(
            Samples.Normal(4, 3, 1), ["a", "b", "c"], [new LabelColumn("y2", texts), new LabelColumn("Y3", texts)]);
        Embedding embedding = StochasticNeighborEmbedding.Fit(data, Short with { Perplexity = 2 });
        Assert.Equal(["Y3"], embedding.Labels.Select(label => label.Name));
        Assert.Contains(embedding.Warnings, warning => warning.Contains("'y2'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1)]
    public void A_map_of_too_many_or_no_dimensions_is_refused_with_the_range(int dimension)
    {
        var error = Assert.Throws<SneException>(
            () => StochasticNeighborEmbedding.Fit(Samples.Iris, Short with { Dimension = dimension }));
        Assert.Equal(SneError.DimensionOutOfRange, error.Error);
        Assert.Contains("from 1 to 4", error.Message);
    }

    [Fact]
    public void Data_that_cannot_be_embedded_are_refused()
    {
        Assert.Equal(SneError.EmptyInput, Refused(new Matrix(0, 3), Short));
        Assert.Equal(SneError.SingleRow, Refused(new Matrix(1, 3), Short));
        Assert.Equal(SneError.DimensionOutOfRange, Refused(Samples.Normal(9, 1, 1), Short with { Dimension = 2 }));
        Assert.Equal(SneError.PerplexityOutOfRange, Refused(Samples.Normal(9, 3, 1), Short));
        Assert.Equal(SneError.SigmaOutOfRange, Refused(Samples.Normal(9, 3, 1), Short with { Sigma = -1 }));
        Assert.Equal(SneError.InvalidOption, Refused(Samples.Normal(20, 3, 1), Short with { ThreadCount = 0 }));
    }

    [Fact]
    public void Two_points_can_be_embedded_with_a_width()
    {
        Embedding embedding = StochasticNeighborEmbedding.Fit(
            Samples.Named(Samples.Normal(2, 3, 1)), Short with { Sigma = 1 });
        Near.Equal(0, embedding.Divergence, 1e-12); // Both probabilities are 1, so any map is perfect.
    }

    private static SneError Refused(Matrix values, EmbeddingOptions options) =>
        Assert.Throws<SneException>(() => StochasticNeighborEmbedding.Fit(Samples.Named(values), options)).Error;

    [Theory]
    [InlineData(SneMethod.TSne, 0.191)] // L-BFGS: 0.1804, and hundreds wide.
    [InlineData(SneMethod.TConditionalSne, 37.4)] // L-BFGS: 35.5.
    public void Clusters_that_would_drift_apart_for_ever_stay_within_sight_of_each_other(SneMethod method, double cost)
    {
        // One of the three species shares no probability with the others, and nothing holds it in three dimensions.
        Embedding embedding = StochasticNeighborEmbedding.Fit(
            Samples.Iris, new EmbeddingOptions { Objective = new Objective(method), Dimension = 3, Perplexity = 15, Seed = 1 });
        Assert.InRange(embedding.Map.Values.Max(Math.Abs), 10, 120);
        Assert.InRange(embedding.Divergence, 0, cost);
    }
}
