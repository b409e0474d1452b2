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

    private ZooRun(ZooTable table, SneMethod method, EngineKind engine, Outcome? outcome, Exception? error, double seconds)
    {
        Table = table;
        Method = method;
        Engine = engine;
        Outcome = outcome;
        Error = error;
        Seconds = seconds;
        _probabilities = new(() => TableProbabilities.Of(table, outcome?.Graph));
        _verdict = new(() => Verdict.Of(_probabilities.Value, ToRows(outcome!.Map), method));
        _shape = new(() => MapShape.Of(ToRows(outcome!.Map), table.Rows));
        _oneSpot = new(() => Verdict.OneSpot(_probabilities.Value, method));
    }

    public ZooTable Table { get; }

    public SneMethod Method { get; }

    public EngineKind Engine { get; }

    /// <summary>Null where no map was made.</summary>
    public Outcome? Outcome { get; }

    /// <summary>The same as the program hands it out; null where no map was made by this run.</summary>
    public Embedding? Embedding { get; private init; }

    /// <summary>Why no map was made.</summary>
    public Exception? Error { get; }

    public double Seconds { get; }

    public Verdict Verdict => _verdict.Value;

    public MapShape Shape => _shape.Value;

    /// <summary>What it would cost to put all points on one spot.</summary>
    public double OneSpot => _oneSpot.Value;

    public double Mean => Verdict.Mean(Method);

    /// <summary>True where every number that came out is one.</summary>
    public bool IsFinite => Outcome is { } made
        && made.Map.Values.Concat(made.History).All(double.IsFinite)
        && double.IsFinite(made.Divergence) && double.IsFinite(made.Entropy) && double.IsFinite(made.CrossEntropy);

    /// <summary>The runs made so far, by the engine that the program chose.</summary>
    public static IEnumerable<ZooRun> Made => Runs.Where(run => run.Key.Engine == EngineKind.Auto && run.Value.IsValueCreated).Select(run => run.Value.Value);

    public static ZooRun Of(string table, SneMethod method, EngineKind engine = EngineKind.Auto) => Runs.GetOrAdd(
        (table, method, engine), key => new Lazy<ZooRun>(() => Make(AllTables.Named(key.Table), key.Method, key.Engine))).Value;

    /// <summary>A map that was made elsewhere, to be checked like the others.</summary>
    public static ZooRun Of(ZooTable table, SneMethod method, Outcome outcome) => new(table, method, EngineKind.Auto, outcome, null, 0);

    /// <summary>The mean cost after ten times the steps from where the run ended, but for a nudge of a ten-thousandth of the map: a
    /// descent from a saddle would stay there for ever, and a minimum is found again.</summary>
    public double Continue()
    {
        EmbeddingOptions options = Table.Options(Method, Engine);
        var random = new ZooRandom(700);
        double nudge = 1e-4 * Math.Max(1, Shape.Extent);
        Matrix start = Outcome!.Map.Clone();
        for (int k = 0; k < start.Values.Length; k++)
            start.Values[k] += nudge * random.Normal();
        Embedding longer = Fit(Table, options with
        {
            Initialization = InitialMap.Given(start),
            Descent = options.Descent with
            {
                EarlyExaggeration = 1,
                MaxIteration = 10 * Math.Max(Outcome.Iterations, 50),
                Tolerance = 0,
            },
        });
        return Verdict.Of(_probabilities.Value, ToRows(longer.Map), Method).Mean(Method);
    }

    public static double[][] ToRows(Matrix map) => [.. Enumerable.Range(0, map.Rows).Select(i => map.Row(i).ToArray())];

    public override string ToString() => Engine == EngineKind.Auto ? $"{Table} by {Method}" : $"{Table} by {Method}, {Engine}";

    private static ZooRun Make(ZooTable table, SneMethod method, EngineKind engine)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Embedding embedding = Fit(table, table.Options(method, engine));
            return new ZooRun(table, method, engine, Outcome.Of(embedding), null, clock.Elapsed.TotalSeconds) { Embedding = embedding };
        }
        catch (Exception error) when (error is SneException or ArithmeticException or InvalidOperationException or OperationCanceledException)
        {
            return new ZooRun(table, method, engine, null, error, clock.Elapsed.TotalSeconds);
        }
    }

    private static Embedding Fit(ZooTable table, EmbeddingOptions options)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        return StochasticNeighborEmbedding.Fit(table.ToDataset(), options, null, limit.Token);
    }
}
