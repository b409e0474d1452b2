namespace SneTools.Tests;

/// <summary>Runs that are given more iterations than they had at first.</summary>
public class PlanTests
{
    private static readonly (EngineKind, int?)[] Engines = [(EngineKind.Exact, null), (EngineKind.Exact, 30), (EngineKind.Interpolated, 30), (EngineKind.Multipole, 30)];

    [Theory]
    [MemberData(nameof(ResumeTests.Engines), MemberType = typeof(ResumeTests))]
    public void Some_iterations_and_more_are_all_of_them_at_once(EngineKind engine, int? neighborCount)
    {
        Dataset data = ResumeTests.Clusters(520, 3); // One descent: fewer points are embedded in several ways.
        foreach (SneMethod method in Enum.GetValues<SneMethod>())
        {
            // Every exaggeration with a kernel and a normalization of each kind; any of all is in the next test.
            foreach (double? exaggeration in method is SneMethod.Sne or SneMethod.TSne ? (double?[])[null, 1] : [4])
            {
                EmbeddingOptions options = ResumeTests.Options(method, engine, neighborCount) with
                {
                    Descent = new DescentOptions { MaxIteration = 75, EarlyExaggeration = exaggeration, EarlyExaggerationIteration = 40 },
                };
                InParts(data, options, 25);
            }

            // Jitter falls over half of the run, so a run with it must be told how long it will be.
            InParts(data, ResumeTests.Options(method, engine, neighborCount) with { Descent = new DescentOptions { MaxIteration = 75, Jitter = 1e-3 } }, 25);
        }
    }

    [Fact]
    public void So_they_are_for_any_method_engine_optimizer_number_of_starts_and_points_and_wherever_the_run_is_parted()
    {
        Gen<DescentOptions> descents = Gen.Select(
            Gen.Int[1, 90], Of<double?>(null, null, 4), Gen.Int[1, 60], Of(0, 1e-7, 1e-3), Gen.Enum<OptimizerKind>(),
            (steps, level, length, tolerance, optimizer) => new DescentOptions
            {
                MaxIteration = steps,
                EarlyExaggeration = level,
                EarlyExaggerationIteration = length,
                Tolerance = tolerance,
                Optimizer = optimizer,
            });
        Gen.Select(Gen.Enum<SneMethod>(), Of(Engines), descents, Gen.Int[1, 3], Of(50, 60, 510), Gen.Double[0, 1]).Sample(
            (method, engine, descent, restart, n, share) =>
            {
                EmbeddingOptions options = ResumeTests.Options(method, engine.Item1, engine.Item2) with { Restart = n > 500 ? 1 : restart, Descent = descent };
                InParts(ResumeTests.Clusters(n, 3), options, (int)(share * (descent.Limit + 1)) % (descent.Limit + 1));
            },
            iter: 60);
    }

    [Theory]
    [InlineData(EngineKind.Exact, null)]
    [InlineData(EngineKind.Interpolated, 30)]
    public void So_they_are_for_every_map_of_a_run_that_restarts(EngineKind engine, int? neighborCount)
    {
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, engine, neighborCount) with
        {
            Restart = 3,
            Initialization = InitialMap.Random,
            Descent = new DescentOptions { MaxIteration = engine == EngineKind.Exact ? 120 : 80, Tolerance = 0, EarlyExaggerationIteration = 30 }, // All ways, or one.
        };
        InParts(ResumeTests.Clusters(60, 3), options, 40);
        InParts(ResumeTests.Clusters(520, 3), options with { Descent = new DescentOptions { MaxIteration = 60, EarlyExaggerationIteration = 20 } }, 7);
    }

    [Fact]
    public void The_first_map_of_a_run_is_that_of_one_that_makes_no_other()
    {
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Interpolated, 30) with { Descent = new DescentOptions { MaxIteration = 40 } };
        var one = new RunState();
        ResumeTests.Fit(ResumeTests.Clusters(520, 3), options, one, null);
        var three = new RunState();
        ResumeTests.Fit(ResumeTests.Clusters(520, 3), options with { Restart = 3 }, three, null);
        Assert.Equal(3, three.Descents.Count);
        StateArraysTests.Same(one.Descents[0].ToArrays(), three.Descents[0].ToArrays());
    }

    [Fact]
    public void A_run_that_ends_while_the_attraction_is_exaggerated_says_so_and_one_that_has_gone_on_does_not()
    {
        Dataset data = ResumeTests.Clusters(520, 3);
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Exact, 30);
        Assert.Contains(Said(20), text => text.Contains("20 iterations", StringComparison.Ordinal) && text.Contains("Resume-SneEmbedding", StringComparison.Ordinal) && text.Contains("-EarlyExaggerationIteration", StringComparison.Ordinal));
        Assert.DoesNotContain(Said(250), text => text.Contains("exaggerated", StringComparison.Ordinal));
        Assert.DoesNotContain(Said(0), text => text.Contains("exaggerated", StringComparison.Ordinal));
        var run = new RunState();
        DescentOptions brief = new() { MaxIteration = 30, EarlyExaggeration = 4, EarlyExaggerationIteration = 35 };
        Assert.Contains(ResumeTests.Fit(data, options with { Descent = brief }, run, null).Warnings, text => text.Contains("which lasts 35", StringComparison.Ordinal));
        Assert.DoesNotContain(ResumeTests.Fit(data, options with { Descent = brief with { MaxIteration = 60 } }, run, null).Warnings, text => text.Contains("exaggerated", StringComparison.Ordinal));

        IReadOnlyList<string> Said(int iterations) =>
            ResumeTests.Fit(data, options with { Descent = new DescentOptions { MaxIteration = iterations } }, new RunState(), null).Warnings;
    }

    [Fact]
    public void Beyond_the_plan_there_is_no_jitter()
    {
        Dataset data = ResumeTests.Clusters(60, 3);
        EmbeddingOptions options = ResumeTests.Options(SneMethod.TSne, EngineKind.Exact, null) with
        {
            Descent = new DescentOptions { MaxIteration = 60, Jitter = 0.01, Tolerance = 0, EarlyExaggerationIteration = 20 },
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
        Embedding again = ResumeTests.Fit(data, options with { Descent = options.Descent with { MaxIteration = 800 } }, run, null);
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

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(k => values[k]);

    private static void InParts(Dataset data, EmbeddingOptions options, int first)
    {
        Embedding atOnce = ResumeTests.Fit(data, options, new RunState(), null);
        var run = new RunState();
        Embedding part = ResumeTests.Fit(
            data,
            options with { Descent = options.Descent with { MaxIteration = first, PlannedIteration = options.Descent.Jitter > 0 ? options.Descent.MaxIteration : null } },
            run,
            null);
        Assert.InRange(part.Iterations, 0, first);
        Embedding rest = ResumeTests.Fit(data, options, RunState.Read(new MemoryStream(ResumeTests.Bytes(run))), null);
        Near.SameBits(atOnce.Map, rest.Map);
        Assert.Equal(atOnce.History, rest.History);
        Assert.Equal(
            (atOnce.StopReason, atOnce.CrossEntropy, atOnce.LearningRate, atOnce.Seed),
            (rest.StopReason, rest.CrossEntropy, rest.LearningRate, rest.Seed));
    }
}
