using System.Collections.Concurrent;
using System.Diagnostics;

namespace SneTools.ZooTests;

/// <summary>One map of the zoo, made once for all that is checked, and what the judge says of it.</summary>
internal sealed class ZooRun
{
    /// <summary>All tables are small: a run that takes longer will not end.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(ZooSettings.IsFull ? 10 : 2);

    private static readonly ConcurrentDictionary<(string Table, SneMethod Method, EngineKind Engine), Lazy<ZooRun>> Runs = new();

    private readonly Lazy<Probabilities> _probabilities;
    private readonly Lazy<Verdict> _verdict;
    private readonly Lazy<MapShape> _shape;
    private readonly Lazy<double> _oneSpot;

    private ZooRun(ZooTable table, SneMethod method, EngineKind engine)
    {
        Table = table;
        Method = method;
        Engine = engine;
        var clock = Stopwatch.StartNew();
        try
        {
            Embedding = Fit(table.Options(method, engine));
        }
        catch (Exception error) when (error is SneException or ArithmeticException or InvalidOperationException or OperationCanceledException)
        {
            Error = error;
        }

        Seconds = clock.Elapsed.TotalSeconds;
        _probabilities = new(() => TableProbabilities.Of(table, Embedding));
        _verdict = new(() => Verdict.Of(_probabilities.Value, Map, Method));
        _shape = new(() => MapShape.Of(Map, Table.Rows));
        _oneSpot = new(() => Verdict.OneSpot(_probabilities.Value, Method));
    }

    public ZooTable Table { get; }

    public SneMethod Method { get; }

    public EngineKind Engine { get; }

    /// <summary>Null where no map was made.</summary>
    public Embedding? Embedding { get; }

    /// <summary>Why no map was made.</summary>
    public Exception? Error { get; }

    public double Seconds { get; }

    public Verdict Verdict => _verdict.Value;

    public MapShape Shape => _shape.Value;

    /// <summary>What it would cost to put all points on one spot.</summary>
    public double OneSpot => _oneSpot.Value;

    public double Mean => Verdict.Mean(Method);

    public double MeanEntropy => Verdict.MeanEntropy(Method);

    /// <summary>True where every number that came out is one.</summary>
    public bool IsFinite => Embedding is { } map
        && map.Map.Values.All(double.IsFinite)
        && double.IsFinite(map.Divergence) && double.IsFinite(map.Entropy) && double.IsFinite(map.CrossEntropy)
        && double.IsFinite(map.LearningRate)
        && map.History.All(point => double.IsFinite(point.Divergence) && double.IsFinite(point.GradientNorm));

    private double[][] Map => ToRows(Embedding!.Map);

    /// <summary>The runs made so far, by the engine that the program chose.</summary>
    public static IEnumerable<ZooRun> Made => Runs.Where(run => run.Key.Engine == EngineKind.Auto && run.Value.IsValueCreated).Select(run => run.Value.Value);

    public static ZooRun Of(string table, SneMethod method, EngineKind engine = EngineKind.Auto) => Runs.GetOrAdd(
        (table, method, engine), key => new Lazy<ZooRun>(() => new ZooRun(AllTables.Named(key.Table), key.Method, key.Engine))).Value;

    /// <summary>The mean cost after ten times the steps from where the run ended.</summary>
    public double Continue()
    {
        EmbeddingOptions options = Table.Options(Method, Engine);
        Embedding longer = Fit(options with
        {
            Initialization = InitialMap.Given(Embedding!.Map),
            Descent = options.Descent with
            {
                EarlyExaggeration = 1,
                MaxIteration = 10 * Math.Max(Embedding.Iterations, 50),
                Tolerance = 0,
            },
        });
        return Verdict.Of(_probabilities.Value, ToRows(longer.Map), Method).Mean(Method);
    }

    public static double[][] ToRows(Matrix map) => [.. Enumerable.Range(0, map.Rows).Select(i => map.Row(i).ToArray())];

    public override string ToString() => Engine == EngineKind.Auto ? $"{Table} by {Method}" : $"{Table} by {Method}, {Engine}";

    private Embedding Fit(EmbeddingOptions options)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        return StochasticNeighborEmbedding.Fit(Table.ToDataset(), options, null, limit.Token);
    }
}
