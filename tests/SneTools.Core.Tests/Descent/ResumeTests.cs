namespace SneTools.Tests;

/// <summary>A run that is put down and taken up again, through bytes, makes the steps of one that was not, to the bit.</summary>
public class ResumeTests
{
    private static readonly SneMethod[] Methods = Enum.GetValues<SneMethod>();

    /// <summary>Engines as a run may have them, and the near neighbors of a point; null for all points.</summary>
    public static TheoryData<EngineKind, int?> Engines { get; } = new()
    {
        { EngineKind.Exact, null },
        { EngineKind.Exact, 30 },
        { EngineKind.Interpolated, 30 },
        { EngineKind.Multipole, 30 },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public void Whatever_the_method_optimizer_jitter_and_exaggeration(EngineKind engine, int? neighborCount)
    {
        Dataset data = Clusters(70, 3);
        OptimizerKind[] optimizers = [OptimizerKind.GradientDescent, OptimizerKind.LBfgs]; // Auto is one of them.
        double[] jitters = [0, 0.01];
        double?[] exaggerations = [null, 4, 1];
        for (int k = 0; k < Methods.Length * 2 * 2; k++)
        {
            // All three of method, optimizer and jitter; each exaggeration with every one of them.
            (int m, int o, int j) = (k / 4, k / 2 % 2, k % 2);
            HoldsFor(data, Options(Methods[m], engine, neighborCount) with
            {
                Descent = new DescentOptions
                {
                    MaxIteration = 90,
                    Optimizer = optimizers[o],
                    Jitter = jitters[j],
                    EarlyExaggeration = exaggerations[(m + o + j) % 3],
                    EarlyExaggerationIteration = 20,
                    Tolerance = 1e-4,
                },
            });
        }
    }

    [Fact]
    public void Runs_to_the_bottom_pass_through_every_phase()
    {
        var seen = new HashSet<(DescentPhase, PhaseEnd)>();
        foreach (SneMethod method in Methods)
        {
            var run = new RunState();
            EmbeddingOptions options = Options(method, EngineKind.Exact, null) with
            {
                Descent = new DescentOptions { MaxIteration = 600, Optimizer = OptimizerKind.LBfgs, Tolerance = 0, EarlyExaggerationIteration = 20 },
            };
            Fit(Clusters(70, 3), options, run, () => seen.UnionWith(run.Descents.Select(descent => (descent.Phase, descent.End))));
        }

        Assert.Superset(
            new HashSet<(DescentPhase, PhaseEnd)>
            {
                (DescentPhase.Shaping, PhaseEnd.None),
                (DescentPhase.Shaping, PhaseEnd.Converged),
                (DescentPhase.Polishing, PhaseEnd.None),
                (DescentPhase.Polishing, PhaseEnd.Stuck),
                (DescentPhase.Settling, PhaseEnd.None),
            },
            seen);
    }

    [Theory]
    [InlineData(SneMethod.Sne)]
    [InlineData(SneMethod.TSne)]
    public void Through_descent_L_BFGS_and_descent_again(SneMethod method) =>
        HoldsFor(Clusters(70, 3), Options(method, EngineKind.Exact, null) with
        {
            Descent = new DescentOptions { MaxIteration = 600, Optimizer = OptimizerKind.LBfgs, Tolerance = 0, EarlyExaggerationIteration = 20 },
        });

    [Fact]
    public void Where_L_BFGS_makes_the_map_as_wide_as_it_may()
    {
        Matrix points = Clusters(70, 3).Values;
        using var team = new ThreadTeam(1);
        using Cost engine = Stages.Exact(points, 8, new Objective(SneMethod.TSne), 2, NumericPrecision.Double, team);
        var run = new PhasedDescent(engine, new DescentOptions { MaxIteration = 1500, EarlyExaggerationIteration = 60, Tolerance = 1e-6 }, 1.01, 0, team);
        var copies = new List<DescentState>();
        var whole = new DescentState(Samples.Normal(70, 2, 1, 0.1));
        StopReason reason = run.Run(whole, _ => copies.Add(whole.Clone()), CancellationToken.None);
        Assert.Equal(DescentPhase.Settling, whole.Phase);
        Assert.Contains(copies, copy => (copy.Phase, copy.End) == (DescentPhase.Polishing, PhaseEnd.AtReach));
        foreach (DescentState copy in copies.Where((copy, k) => copy.End != PhaseEnd.None || k % 10 == 0))
        {
            Assert.Equal(reason, run.Run(copy, null, CancellationToken.None));
            StateArraysTests.Same(whole.ToArrays(), copy.ToArrays());
        }
    }

    [Theory]
    [InlineData(EngineKind.Exact, 2)]
    [InlineData(EngineKind.Interpolated, 1)]
    [InlineData(EngineKind.Multipole, 3)]
    public void Through_several_starts(EngineKind engine, int dimension) =>
        HoldsFor(Clusters(60, 5), Options(SneMethod.TSne, engine, 30) with
        {
            Dimension = dimension,
            Restart = 3,
            Initialization = InitialMap.Random,
            Descent = new DescentOptions { MaxIteration = 60, EarlyExaggerationIteration = 20 },
        });

    [Theory]
    [InlineData(SneMethod.Sne, EngineKind.Exact)]
    [InlineData(SneMethod.TSne, EngineKind.Exact)]
    [InlineData(SneMethod.Sne, EngineKind.Interpolated)]
    [InlineData(SneMethod.SymmetricSne, EngineKind.Interpolated)]
    [InlineData(SneMethod.TSne, EngineKind.Interpolated)]
    [InlineData(SneMethod.TConditionalSne, EngineKind.Interpolated)]
    [InlineData(SneMethod.Sne, EngineKind.Multipole)]
    [InlineData(SneMethod.TSne, EngineKind.Multipole)]
    public void Of_so_many_points_that_they_are_put_in_order_and_only_near_ones_attract(SneMethod method, EngineKind engine)
    {
        // The points are put in the order of the map at evaluations 0, 20 and 60 of an engine, and a new engine begins to count anew.
        int n = engine == EngineKind.Exact ? 2100 : 4200;
        HoldsFor(Clusters(n, 4), Options(method, engine, null) with
        {
            ThreadCount = 2,
            Descent = new DescentOptions { MaxIteration = 66, EarlyExaggerationIteration = 20, Jitter = 1e-3 },
        });
    }

    [Fact]
    public void In_a_map_so_wide_that_the_grid_gives_way_to_the_tree()
    {
        // Points far out, one after the other, make a grid larger than is worth it.
        Matrix start = Samples.Normal(200, 2, 2);
        for (int i = 0; i < 20; i++)
            start[i, i % 2] = 400 * (i + 1) * (i % 3 == 0 ? -1 : 1);
        foreach (SneMethod method in Methods)
        {
            HoldsFor(Clusters(200, 4), Options(method, EngineKind.Interpolated, 30) with
            {
                Initialization = InitialMap.Given(start),
                Descent = new DescentOptions { MaxIteration = 120 },
            });
        }
    }

    /// <summary>Makes a run in one go, and from copies that were taken of it at every switch and in between.</summary>
    private static void HoldsFor(Dataset data, EmbeddingOptions options)
    {
        var run = new RunState();
        var copies = new List<byte[]>();
        var switches = new List<int>();
        (int, DescentPhase, PhaseEnd, bool)? last = null;
        Embedding whole = Fit(data, options, run, () =>
        {
            DescentState state = run.Descents[^1];
            (int, DescentPhase, PhaseEnd, bool) place = (run.Descents.Count, state.Phase, state.End, state.History[^1].Exaggeration > 1);
            if (place != last)
                switches.Add(copies.Count);
            last = place;
            copies.Add(copies.Count % 5 == 0 || switches[^1] == copies.Count ? Bytes(run) : []);
        });
        int[] places = [.. switches.Append(copies.Count / 10 * 5).Append((copies.Count - 1) / 5 * 5).Distinct()];
        foreach (int place in places)
        {
            RunState copy = RunState.Read(new MemoryStream(copies[place]));
            StateArraysTests.Same(copy.ToArrays(), copy.Clone().ToArrays());
            Embedding resumed = Fit(data, options, copy, null);
            string where = $"{options.Objective.Method} {options.Engine} {options.Descent}, put down after step {place + 1} of {copies.Count}";
            Assert.True(whole.Map.Values.AsSpan().SequenceEqual(resumed.Map.Values), where);
            Assert.True(whole.History.SequenceEqual(resumed.History), where);
            Assert.Equal(
                (whole.StopReason, whole.Seed, whole.LearningRate, whole.CrossEntropy),
                (resumed.StopReason, resumed.Seed, resumed.LearningRate, resumed.CrossEntropy));
            StateArraysTests.Same(run.ToArrays(), copy.ToArrays());
        }
    }

    internal static EmbeddingOptions Options(SneMethod method, EngineKind engine, int? neighborCount) => new()
    {
        Objective = new Objective(method),
        Perplexity = 8,
        Engine = engine,
        NeighborCount = neighborCount,
        ThreadCount = 1,
    };

    /// <summary>Three clusters in five dimensions.</summary>
    internal static Dataset Clusters(int n, int seed)
    {
        Matrix points = Samples.Normal(n, 5, seed);
        for (int i = 0; i < n; i++)
            points[i, i % 3] += 5;
        return Samples.Named(points);
    }

    internal static Embedding Fit(Dataset data, EmbeddingOptions options, RunState run, Action? keep) =>
        StochasticNeighborEmbedding.Fit(data, options, run, null, keep, CancellationToken.None);

    internal static byte[] Bytes(RunState run)
    {
        var stream = new MemoryStream();
        run.Write(stream);
        return stream.ToArray();
    }
}
