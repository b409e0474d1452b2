using System.Diagnostics;
using System.Globalization;

namespace SneTools.Tests;

/// <summary>Whatever options say, work ends soon, in a result that is right as far as anybody can see or in an error of ours.</summary>
/// <remarks>The options are the same every time. SNETOOLS_FUZZ sets how many files, and how many sets of options, there are.</remarks>
public class OptionFuzzTests(ITestOutputHelper output)
{
    private const int UsualCount = 1_500;

    /// <summary>Steps after which a run that was asked for too many is ended.</summary>
    private const int LastStep = 80;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly double[] Numbers =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, -0.0, 0, double.Epsilon, 1e-300, 1e-9, 0.5, 0.999999, 1, 1 + 1e-12, 1.5, 2, 4, 5, 12, 30, 1e6, 1e10, 1e154, 1e300, double.MaxValue, -1e308,
    ];

    private static readonly int[] Counts = [int.MinValue, -1, 0, 1, 2, 3, 4, 5, 7, 11, 30, 1000, 65536, 1 << 28, int.MaxValue - 1, int.MaxValue];

    private static readonly Dataset[] Tables =
    [
        Samples.Named(Samples.Normal(12, 4, 1)),
        Samples.Named(Samples.Normal(31, 7, 2)),
        Samples.Named(new Matrix(6, 2, [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 5, 7])),
        Samples.Named(new Matrix(5, 1, [0, 0, 0, 0, 1e300])),
        Samples.Named(new Matrix(2, 2, [1, 2, 3, 5])),
    ];

    private static readonly SneModel Model = SneModel.Fit(Tables[0], new EmbeddingOptions { Descent = new DescentOptions { MaxIteration = 3 }, ThreadCount = 1 });

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("SNETOOLS_FUZZ"), CultureInfo.InvariantCulture, out int asked) ? asked : UsualCount;

    [Fact]
    public void Any_options_of_a_run_end_in_a_finite_map_of_all_points_or_an_error_of_ours() => Try(random =>
    {
        Dataset data = Tables[random.Next(Tables.Length)];
        EmbeddingOptions options = Embedding(random);
        using var source = new CancellationTokenSource();
        Embedding made = StochasticNeighborEmbedding.Fit(data, options, End(source), source.Token);
        Assert.Equal(data.Count, made.Count);
        Assert.Equal(options.Dimension, made.Dimension);
        Assert.All(made.Map.Values, coordinate => Assert.True(double.IsFinite(coordinate), $"{options}"));
        Assert.True(double.IsFinite(made.Divergence), $"{options}");
    });

    [Fact]
    public void Any_options_of_a_run_that_goes_on_end_in_a_finite_map_or_an_error_of_ours() => Try(random =>
    {
        var how = new ResumeOptions
        {
            MaxIteration = Maybe(random, Whole),
            Objective = random.Next(2) == 0 ? null : Objective(random),
            Perplexity = Maybe(random, Number),
            LearningRate = Maybe(random, Number),
            EarlyExaggeration = Maybe(random, Number),
            EarlyExaggerationIteration = Maybe(random, Whole),
            Tolerance = Maybe(random, Number),
            SnapshotInterval = Maybe(random, Whole),
            ThreadCount = random.Next(-1, 3),
        };
        using var source = new CancellationTokenSource();
        SneModel further = Model.Resume(how, End(source), source.Token);
        Assert.Equal(Model.Count, further.Count);
        Assert.All(further.Map.Values, coordinate => Assert.True(double.IsFinite(coordinate), $"{how}"));
    });

    [Fact]
    public void Any_options_of_probabilities_end_in_sums_of_1_or_an_error_of_ours() => Try(random =>
    {
        Dataset data = Tables[random.Next(Tables.Length)];
        using var team = new ThreadTeam(1);
        AffinityOptions options = new()
        {
            Width = KernelWidth.Of(Choice<AffinityKind>(random), Maybe(random, Number), Maybe(random, Number), random.Next(4) == 0 ? Several(random) : null),
            Neighbor = Choice<NeighborSearch>(random),
            NeighborCount = Maybe(random, Whole),
            Metric = Choice<NeighborMetric>(random),
            Seed = Whole(random),
        };
        var affinities = Affinities.Create(data, options, team);
        Matrix p = affinities.ToMatrix(team);
        for (int i = 0; i < data.Count; i++)
        {
            double sum = 0;
            for (int j = 0; j < data.Count; j++)
            {
                Assert.InRange(p[i, j], 0, 1);
                sum += p[i, j];
            }

            Assert.Equal(1, sum, 1e-9); // Sums of a few numbers round to less.
        }
    });

    [Fact]
    public void Any_options_of_a_measure_or_a_comparison_end_in_shares_or_an_error_of_ours() => Try(random =>
    {
        Dataset data = Tables[random.Next(Tables.Length)];
        using var team = new ThreadTeam(1);
        Matrix map = Samples.Normal(data.Count, 2, 3);
        if (random.Next(2) == 0)
        {
            MapComparison compared = MapComparison.Run(map, Samples.Normal(data.Count, 2, 4), null, new MapComparisonOptions { NeighborCount = Maybe(random, Whole), Tolerance = Number(random), Seed = Whole(random) }, team);
            Assert.InRange(compared.NeighborOverlap, 0, 1);
            return;
        }

        EmbeddingQuality quality = QualityCheck.Run(
            map,
            data.Values,
            null,
            new QualityOptions { NeighborCount = Whole(random), SampleCount = Maybe(random, Whole), Metric = Choice<NeighborMetric>(random), WorstCount = Whole(random), Seed = Whole(random) },
            team);
        Assert.All(new[] { quality.Trustworthiness, quality.Continuity, quality.Recall }, share => Assert.True(share is null or (>= 0 and <= 1), $"{share}"));
    });

    [Theory]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("idx")]
    [InlineData("parquet")]
    [InlineData("json")]
    public void Any_options_of_reading_end_in_finite_numbers_or_an_error_of_ours(string format)
    {
        IReadOnlyList<byte[]> seeds = Seeds.Of(format);
        using var folder = new TemporaryFolder();
        string[] files = [.. seeds.Select((seed, k) => { File.WriteAllBytes(folder.File($"{k}.{format}"), seed); return folder.File($"{k}.{format}"); })];
        const string Letters = ",;\t| .'\"0a-\n\r\0\u20ac\ud800";
        string[] names = ["a", "b", "X1", "*", "[a-", "a*", "?", string.Empty, " ", "none", "Auto", "\0", "x]", "`[", new string('x', 70_000)];
        Try(
            random =>
            {
                string path = files[random.Next(files.Length)];
                var options = new ImportOptions
                {
                    Delimiter = Maybe(random, Letter),
                    DecimalSeparator = Maybe(random, Letter),
                    Encoding = random.Next(3) == 0 ? System.Text.Encoding.GetEncoding(random.Next(2) == 0 ? "utf-16" : "iso-8859-1") : null,
                    NoHeader = random.Next(3) == 0,
                    MissingValue = Choice<MissingValuePolicy>(random),
                    First = random.Next(4) > 0 ? null : Whole(random),
                    Skip = random.Next(4) > 0 ? 0 : Whole(random),
                    MaxExpandedSize = random.Next(3) > 0 ? null : random.Next(2) == 0 ? Whole(random) : (long)Whole(random) << 32,
                    LabelPath = random.Next(4) == 0 ? files[random.Next(files.Length)] : null,
                    Columns = new ColumnSelection(Columns(random), Columns(random), Columns(random), Columns(random), Columns(random)),
                };
                if (random.Next(3) == 0)
                {
                    DataFile.ReadBatches(path, options, Maybe(random, Whole), batch => Finite(batch));
                    return;
                }

                Finite(DataFile.Read(path, options));
            },
            Count / 5);

        static char Letter(Random random) => Letters[random.Next(Letters.Length)];

        string[]? Columns(Random random) => random.Next(7) > 0 ? null : [.. Enumerable.Range(0, random.Next(3)).Select(_ => names[random.Next(names.Length)])];

        static void Finite(Dataset data) => Assert.All(data.Values.Values, number => Assert.True(double.IsFinite(number)));
    }

    private void Try(Action<Random> work, int? count = null)
    {
        int right = 0;
        int number = 0;
        TimeSpan worst = TimeSpan.Zero;
        for (; number < (count ?? Count / 3); number++)
        {
            long start = Stopwatch.GetTimestamp();
            Exception? error = Record.Exception(() => work(new Random(number)));
            TimeSpan time = Stopwatch.GetElapsedTime(start);

            Assert.True(error is null or SneException, $"Options {number}: {error}");
            Assert.True(time < Longest, $"Options {number}: {time}");
            right += error is null ? 1 : 0;
            worst = time > worst ? time : worst;
        }

        output.WriteLine(FormattableString.Invariant($"{number} sets of options, {right} of them possible, at most {worst.TotalMilliseconds:0} ms"));
        Assert.InRange(right, 1, number - 1);
    }

    private static EmbeddingOptions Embedding(Random random)
    {
        // Most options stay as they are: of what is all wrong only the first mistake is ever seen.
        var options = new EmbeddingOptions { ThreadCount = 1, Descent = new DescentOptions { MaxIteration = 2 } };
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            DescentOptions descent = options.Descent;
            options = random.Next(24) switch
            {
                0 => options with { Objective = Objective(random) },
                1 => options with { AffinityKind = Choice<AffinityKind>(random) },
                2 => options with { PerplexityList = Several(random) },
                3 => options with { Perplexity = Number(random) },
                4 => options with { Sigma = Number(random) },
                5 => options with { Dimension = Whole(random) },
                6 => options with { Standardize = true },
                7 => options with { PrincipalComponent = Whole(random) },
                8 => options with { Initialization = Start(random) },
                9 => options with { Restart = Whole(random) },
                10 => options with { SnapshotInterval = Whole(random) },
                11 => options with { Engine = Choice<EngineKind>(random) },
                12 => options with { Neighbor = Choice<NeighborSearch>(random) },
                13 => options with { NeighborCount = Whole(random) },
                14 => options with { Metric = Choice<NeighborMetric>(random) },
                15 => options with { Precision = Choice<NumericPrecision>(random), KeepsNeighbors = random.Next(2) == 0 },
                16 => options with { Seed = Whole(random), ThreadCount = random.Next(-1, 3) },
                17 => options with { Descent = descent with { MaxIteration = Whole(random), Tolerance = Number(random) } },
                18 => options with { Descent = descent with { LearningRate = Number(random) } },
                19 => options with { Descent = descent with { EarlyExaggeration = Number(random), EarlyExaggerationIteration = Whole(random) } },
                20 => options with { Descent = descent with { EarlyMomentum = Number(random), Momentum = Number(random) } },
                21 => options with { Descent = descent with { FallingMomentum = Number(random) } },
                22 => options with { Descent = descent with { Jitter = Number(random), PlannedIteration = Maybe(random, Whole) } },
                _ => options with { Descent = descent with { Optimizer = Choice<OptimizerKind>(random), MaxIteration = 60 } },
            };
        }

        return options;
    }

    private static InitialMap Start(Random random) => random.Next(5) switch
    {
        0 => InitialMap.Random,
        1 => InitialMap.Spectral,
        2 => InitialMap.Given(Samples.Normal(12, random.Next(1, 4), 5)),
        3 => InitialMap.Given(new Matrix(12, 2, [.. Enumerable.Range(0, 24).Select(_ => Number(random))])),
        _ => InitialMap.Aligned(new Matrix(12, 2, [.. Enumerable.Range(0, 24).Select(k => k / 2 % 3 == 0 ? double.NaN : k)])),
    };

    /// <summary>Ends a run that was asked for more than a test can wait for.</summary>
    private static Action<EmbeddingProgress> End(CancellationTokenSource source)
    {
        int steps = 0;
        return progress =>
        {
            if (progress.Point is not null && ++steps >= LastStep)
                source.Cancel();
        };
    }

    private static Objective Objective(Random random) => new(Choice<SneMethod>(random), random.Next(2) == 0 ? 1 : Number(random));

    private static double Number(Random random) => Numbers[random.Next(Numbers.Length)];

    private static int Whole(Random random) => Counts[random.Next(Counts.Length)];

    private static T? Maybe<T>(Random random, Func<Random, T> draw)
        where T : struct => random.Next(2) == 0 ? null : draw(random);

    private static double[] Several(Random random) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Number(random))];

    /// <summary>One of those there are, or one that there is not.</summary>
    private static T Choice<T>(Random random)
        where T : struct, Enum => random.Next(8) == 0 ? (T)Enum.ToObject(typeof(T), 99) : Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
