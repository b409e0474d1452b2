namespace SneTools.Tests;

/// <summary>A run that goes on from a model.</summary>
public class ModelResumeTests
{
    public static TheoryData<SneMethod, EngineKind> Runs
    {
        get
        {
            var runs = new TheoryData<SneMethod, EngineKind>();
            foreach (SneMethod method in Enum.GetValues<SneMethod>())
            {
                foreach (EngineKind engine in Enum.GetValues<EngineKind>())
                    runs.Add(method, engine);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Some_steps_and_more_are_all_at_once_to_the_bit(SneMethod method, EngineKind engine)
    {
        Dataset data = Model.Labeled(engine is EngineKind.Auto or EngineKind.Exact ? 90 : 600); // Of few points several maps are made.
        EmbeddingOptions options = Model.Options(method, engine, 8) with { Descent = new DescentOptions { MaxIteration = 75, Tolerance = 0 } };
        SneModel whole = SneModel.Fit(data, options);
        SneModel part = SneModel.Fit(data, options with { Descent = options.Descent with { MaxIteration = 25 } });
        Matrix before = part.Map.Clone();
        Assert.True(part.GoesOn(new ResumeOptions { MaxIteration = 50 }));
        SneModel resumed = Model.Read(Model.Bytes(part)).Resume(new ResumeOptions { MaxIteration = 20 });
        resumed = Model.Read(Model.Bytes(resumed)).Resume(new ResumeOptions { MaxIteration = 30, ThreadCount = 1 });
        Near.SameBits(whole.Map, resumed.Map);
        Near.SameBits(before, part.Map);
        Assert.Equal(whole.Embedding.History, resumed.Embedding.History);
        Assert.Equal(whole.Embedding.CrossEntropy, resumed.Embedding.CrossEntropy);
        Assert.Equal(whole.Options.Descent, resumed.Options.Descent);
        StateArraysTests.Same(whole.Run!.ToArrays(), resumed.Run!.ToArrays());
    }

    [Theory]
    [InlineData(SneMethod.Sne, NeighborSearch.Auto, NeighborMetric.Euclidean)]
    [InlineData(SneMethod.TSne, NeighborSearch.Approximate, NeighborMetric.Cosine)]
    [InlineData(SneMethod.SymmetricSne, NeighborSearch.Auto, NeighborMetric.Manhattan)]
    public void Also_of_many_points_by_near_neighbors(SneMethod method, NeighborSearch search, NeighborMetric metric)
    {
        Dataset data = ResumeTests.Clusters(4200, 4);
        EmbeddingOptions options = Model.Options(method, EngineKind.Auto, 8) with
        {
            Neighbor = search,
            Metric = metric,
            Standardize = true,
            PrincipalComponent = 4,
            Descent = new DescentOptions { MaxIteration = 75 },
        };
        SneModel whole = SneModel.Fit(data, options);
        SneModel part = SneModel.Fit(data, options with { Descent = new DescentOptions { MaxIteration = 25 } });
        Near.SameBits(whole.Map, Model.Read(Model.Bytes(part)).Resume(new ResumeOptions { MaxIteration = 50 }).Map);
    }

    [Fact]
    public void Steps_with_jitter_keep_to_the_plan_of_the_run()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { Restart = 2, Descent = new DescentOptions { MaxIteration = 75, Jitter = 0.01 } };
        SneModel part = SneModel.Fit(Model.Labeled(90), options with { Descent = options.Descent with { MaxIteration = 25, PlannedIteration = 75 } });
        Near.SameBits(SneModel.Fit(Model.Labeled(90), options).Map, part.Resume(new ResumeOptions { MaxIteration = 50 }).Map);
    }

    [Fact]
    public void Steps_whose_exaggeration_was_given_are_the_same()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { Descent = new DescentOptions { MaxIteration = 75, EarlyExaggeration = 4, EarlyExaggerationIteration = 40 } };
        SneModel part = SneModel.Fit(Model.Labeled(90), options with { Descent = options.Descent with { MaxIteration = 25 } });
        Near.SameBits(SneModel.Fit(Model.Labeled(90), options).Map, part.Resume(new ResumeOptions { MaxIteration = 50, EarlyExaggeration = 4 }).Map);
    }

    [Fact]
    public void A_run_that_was_stopped_on_the_way_ends_where_one_that_was_not_does()
    {
        // In the first way, in two of those that are tried after it, and in one that is followed.
        foreach (int steps in (int[])[3, 130, 400, 900])
        {
            EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 8) with { Descent = new DescentOptions { MaxIteration = 160, EarlyExaggerationIteration = 10, Tolerance = 0 } };
            using var stop = new CancellationTokenSource();
            int made = 0;
            var run = new RunState();
            Embedding stopped = StochasticNeighborEmbedding.Fit(
                Model.Labeled(90), options, run, null, () => { if (++made == steps) stop.Cancel(); }, stop.Token);
            Assert.Equal(StopReason.Canceled, stopped.StopReason);
            SneModel resumed = Model.Read(Model.Bytes(SneModel.Of(stopped, Model.Labeled(90), options, run))).Resume(new ResumeOptions());
            SneModel whole = SneModel.Fit(Model.Labeled(90), options);
            Near.SameBits(whole.Map, resumed.Map);
            Assert.Equal(whole.Embedding.StopReason, resumed.Embedding.StopReason);
        }
    }

    [Fact]
    public void Another_cost_perplexity_rate_or_exaggeration_begins_at_the_old_map()
    {
        SneModel model = SneModel.Fit(Model.Labeled(90), Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { Descent = new DescentOptions { MaxIteration = 120 } });
        ResumeOptions[] ways =
        [
            new() { Objective = new Objective(SneMethod.Sne) },
            new() { Objective = new Objective(SneMethod.TSne, 0.5) },
            new() { Perplexity = 20 },
            new() { LearningRate = 3 },
            new() { EarlyExaggeration = 3, EarlyExaggerationIteration = 7 },
        ];
        foreach (ResumeOptions way in ways)
        {
            Assert.False(model.GoesOn(way));
            SneModel still = model.Resume(way with { MaxIteration = 0 });
            Near.Equal(model.Map, still.Map, 1e-12); // Centered once more.
            SneModel other = model.Resume(way with { MaxIteration = 9 });
            Assert.Equal(9, other.Embedding.Iterations);
            Assert.Equal(way.Objective?.Method ?? SneMethod.TSne, other.Embedding.Method);
            Assert.Equal(way.Perplexity ?? 8, other.Embedding.Perplexity);
            Assert.Equal(way.LearningRate, other.Options.Descent.LearningRate);
            Assert.All(other.Embedding.History, point => Assert.Equal(way.EarlyExaggeration is { } level && point.Iteration <= 7 ? level : 1, point.Exaggeration));
            Assert.Equal("Given", other.Options.Initialization.Name);
            Near.SameBits(other.Resume(new ResumeOptions { MaxIteration = 6 }).Map, model.Resume(way with { MaxIteration = 15 }).Map);
        }
    }

    [Fact]
    public void Another_perplexity_gives_the_probabilities_of_a_run_that_had_it_from_the_start()
    {
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 5) with { Standardize = true, PrincipalComponent = 3 };
        Dataset data = ResumeTests.Clusters(2200, 4);
        SneModel model = SneModel.Fit(data, options with { Descent = new DescentOptions { MaxIteration = 3 } });
        SneModel other = model.Resume(new ResumeOptions { Perplexity = 9, MaxIteration = 3 });
        Affinities expected = SneModel.Fit(data, options with { Perplexity = 9, Descent = new DescentOptions { MaxIteration = 3 } }).Embedding.Affinities!;
        Assert.Equal(27, other.Embedding.NeighborCount);
        Assert.Equal(expected.Precision, other.Embedding.Affinities!.Precision);
        Assert.Equal((true, 3), (other.Options.Standardize, other.Options.PrincipalComponent));
        Assert.Equal(data.Columns, other.Preparation!.Columns);
    }

    [Fact]
    public void A_compact_model_goes_on_from_its_map()
    {
        SneModel model = Model.Of("neighbors").Compact();
        Assert.False(model.GoesOn(new ResumeOptions()));
        SneModel other = Model.Read(Model.Bytes(model)).Resume(new ResumeOptions { MaxIteration = 5 });
        Assert.Equal(5, other.Embedding.Iterations);
        Assert.Equal(20, other.Embedding.NeighborCount);
        Assert.False(other.IsCompact);
        var error = Assert.Throws<SneException>(() => Model.Of("distances").Compact().Resume(new ResumeOptions { MaxIteration = 5 }));
        Assert.Equal(SneError.InvalidOption, error.Error);
        Assert.Contains("compact", error.Message);
    }

    [Fact]
    public void A_compact_model_of_probabilities_that_were_given_has_their_settings()
    {
        SneModel model = Model.Of("affinity");
        Assert.Equal((9.0, null, true, 3), (model.Options.Perplexity, model.Options.Sigma, model.Options.Standardize, model.Options.PrincipalComponent));
        SneModel other = model.Compact().Resume(new ResumeOptions { MaxIteration = 5 });
        Assert.Equal(model.Precision, other.Precision);
        Assert.Equal(model.Embedding.NeighborCount, other.Embedding.NeighborCount);
        Near.SameBits(model.Resume(new ResumeOptions { MaxIteration = 5, LearningRate = 0.1 }).Map, model.Compact().Resume(new ResumeOptions { MaxIteration = 5, LearningRate = 0.1 }).Map);
    }

    [Fact]
    public void A_run_that_has_ended_asks_for_a_number_of_steps_and_one_that_has_converged_for_a_smaller_tolerance()
    {
        SneModel model = SneModel.Fit(Model.Labeled(60), Model.Options(SneMethod.TSne, EngineKind.Auto, 8) with { Descent = new DescentOptions { MaxIteration = 2000, Tolerance = 1e-2, EarlyExaggeration = 1 } });
        Assert.Equal(StopReason.Converged, model.Embedding.StopReason);
        var error = Assert.Throws<SneException>(() => model.Resume(new ResumeOptions()));
        Assert.Equal((SneError.InvalidOption, "MaxIteration"), (error.Error, error.Column));
        Assert.Equal(model.Embedding.Iterations, model.Resume(new ResumeOptions { MaxIteration = 50 }).Embedding.Iterations);
        SneModel further = model.Resume(new ResumeOptions { MaxIteration = 500, Tolerance = 1e-4 });
        Assert.True(further.Embedding.Iterations > model.Embedding.Iterations);
        Assert.True(further.Embedding.Divergence < model.Embedding.Divergence);
        Assert.Throws<SneException>(() => model.Resume(new ResumeOptions { MaxIteration = -1 }));
        Assert.Throws<SneException>(() => model.Resume(new ResumeOptions { EarlyExaggerationIteration = 5 }));
    }
}
