namespace SneTools.Tests;

/// <summary>Runs that are given more iterations than they had at first.</summary>
public class PlanTests
{
    [Theory]
    [MemberData(nameof(ResumeTests.Engines), MemberType = typeof(ResumeTests))]
    public void A_third_and_two_thirds_of_the_iterations_planned_are_all_of_them_at_once(EngineKind engine, int? neighborCount)
    {
        Dataset data = ResumeTests.Clusters(520, 3); // One descent: fewer points are embedded in several ways.
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            foreach (double? exaggeration in (double?[])[null, 4, 1])
            {
                EmbeddingOptions options = ResumeTests.Options(method, engine, neighborCount) with
                {
                    Descent = new DescentOptions { MaxIteration = 75, Jitter = 1e-3, EarlyExaggeration = exaggeration, EarlyExaggerationIteration = 40 },
                };
                InParts(data, options, 25);
            }
        }
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void So_they_are_where_few_points_are_embedded_in_several_ways_over_all_pairs(SneMethod method)
    {
        EmbeddingOptions options = ResumeTests.Options(method, EngineKind.Exact, null) with
        {
            Restart = 2,
            Initialization = InitialMap.Random,
            Descent = new DescentOptions { MaxIteration = 300 },
        };
        InParts(ResumeTests.Clusters(60, 3), options, 100);
    }

    [Fact]
    public void Beyond_the_plan_there_is_neither_exaggeration_nor_jitter()
    {
        Dataset data = ResumeTests.Clusters(60, 3);
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Exact, null) with
        {
            Descent = new DescentOptions { MaxIteration = 60, Jitter = 0.01, Tolerance = 0 },
        };
        var run = new RunState();
        Embedding planned = ResumeTests.Fit(data, options, run, null);
        Embedding longer = ResumeTests.Fit(data, options with { Descent = options.Descent with { MaxIteration = 600 } }, run, null);
        Assert.Equal(planned.History, longer.History.Take(60));
        Assert.Equal(20, longer.History.Count(point => point.Exaggeration > 1));
        Assert.Equal(60, run.Descents[0].PlannedIterations);

        // A cost that is shaken by the noise rises now and then by more than this.
        Assert.All(longer.History.Skip(61).Zip(longer.History.Skip(60)), pair => Assert.True(pair.First.Divergence < 1.01 * pair.Second.Divergence));
    }

    [Fact]
    public void A_run_that_has_converged_makes_no_more_steps_unless_it_is_to_be_more_exact()
    {
        Dataset data = ResumeTests.Clusters(520, 3);
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Exact, null) with
        {
            Descent = new DescentOptions { MaxIteration = 400, Tolerance = 1e-2, EarlyExaggerationIteration = 20 },
        };
        var run = new RunState();
        Embedding first = ResumeTests.Fit(data, options, run, null);
        Assert.Equal(StopReason.Converged, first.StopReason);
        Embedding again = ResumeTests.Fit(data, options with { Descent = options.Descent with { MaxIteration = 800, PlannedIteration = 400 } }, run, null);
        Assert.Equal(StopReason.Converged, again.StopReason);
        Near.SameBits(first.Map, again.Map);
        DescentOptions exact = options.Descent with { Tolerance = 1e-3 };
        Embedding more = ResumeTests.Fit(data, options with { Descent = exact }, run, null);
        Embedding atOnce = ResumeTests.Fit(data, options with { Descent = exact }, new RunState(), null);
        Assert.True(more.Iterations > first.Iterations);
        Near.SameBits(atOnce.Map, more.Map);
    }

    [Fact]
    public void A_run_that_was_canceled_goes_on_where_it_was_and_ends_where_one_that_was_not_ends()
    {
        Dataset data = ResumeTests.Clusters(60, 3);
        EmbeddingOptions options = ResumeTests.Options(SneMethod.Sne, EngineKind.Exact, null) with { Restart = 2 };
        int steps = 0;
        var whole = new RunState();
        Embedding expected = ResumeTests.Fit(data, options, whole, () => steps++);
        var run = new RunState();
        Embedding? part = null;
        for (int end = steps / 7; part is not { StopReason: not StopReason.Canceled }; end = steps / 7)
        {
            using var source = new CancellationTokenSource();
            int made = 0;
            part = StochasticNeighborEmbedding.Fit(
                data,
                options,
                run,
                null,
                () =>
                {
                    if (++made == end)
                        source.Cancel();
                },
                source.Token);
            Assert.InRange(made, 0, end);
        }

        Near.SameBits(expected.Map, part.Map);
        Assert.Equal(expected.History, part.History);
        StateArraysTests.Same(whole.ToArrays(), run.ToArrays());
    }

    [Fact]
    public void The_state_of_another_map_is_refused()
    {
        var run = new RunState();
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Exact, null) with { Descent = new DescentOptions { MaxIteration = 5 } };
        ResumeTests.Fit(ResumeTests.Clusters(60, 3), options, run, null);
        Assert.Equal(SneError.InvalidMap, Refused(ResumeTests.Clusters(61, 3), options));
        Assert.Equal(SneError.InvalidMap, Refused(ResumeTests.Clusters(60, 3), options with { Dimension = 3 }));

        SneError Refused(Dataset data, EmbeddingOptions other) =>
            Assert.Throws<SneException>(() => ResumeTests.Fit(data, other, run, null)).Error;
    }

    private static void InParts(Dataset data, EmbeddingOptions options, int first)
    {
        Embedding atOnce = ResumeTests.Fit(data, options, new RunState(), null);
        var run = new RunState();
        Embedding part = ResumeTests.Fit(
            data,
            options with { Descent = options.Descent with { MaxIteration = first, PlannedIteration = options.Descent.MaxIteration } },
            run,
            null);
        Assert.Equal(first, part.Iterations);
        Embedding rest = ResumeTests.Fit(data, options, RunState.Read(new MemoryStream(ResumeTests.Bytes(run))), null);
        Near.SameBits(atOnce.Map, rest.Map);
        Assert.Equal(atOnce.History, rest.History);
        Assert.Equal(
            (atOnce.StopReason, atOnce.CrossEntropy, atOnce.LearningRate, atOnce.Seed),
            (rest.StopReason, rest.CrossEntropy, rest.LearningRate, rest.Seed));
    }
}
