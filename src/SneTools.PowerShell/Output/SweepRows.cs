using System.Globalization;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>The runs of a sweep as objects: one for each, with the parameters of all runs as properties of all, so that they sort, filter and
/// export as any table does.</summary>
internal sealed class SweepRows
{
    private const string TypeName = "SneTools.SweepRun";

    private readonly SweepFolder _folder;
    private readonly IReadOnlyList<string> _parameters;
    private readonly string _varied;

    /// <summary>For the runs of a sweep.</summary>
    public SweepRows(SweepFolder folder)
    {
        _folder = folder;
        string[] own = [.. Describe(new SweepRow { Run = 1, State = SweepState.Waiting }, null).Select(property => property.Name)];
        _parameters = [.. folder.Plan.Parameters.Except(own, StringComparer.OrdinalIgnoreCase)];
        _varied = string.Join(", ", folder.Plan.Runs.Length == 1 ? _parameters : _parameters.Where(folder.Plan.Varies));
    }

    /// <summary>The measures of which the least is the best; of all others the greatest is.</summary>
    public static IReadOnlyList<string> LeastIsBest { get; } = ["Divergence", "MeanDivergence", "Iterations", "Seconds", "Memory"];

    /// <summary>The object of a run.</summary>
    /// <param name="row">What became of it.</param>
    /// <param name="job">What Slurm knows of it; null if it was never submitted.</param>
    public PSObject Create(SweepRow row, SlurmStatus? job = null)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, TypeName);
        PlannedRun run = _folder.Plan.Runs[row.Run - 1];
        Add("Run", row.Run);
        Add("State", row.State);
        Add("Data", run.Data);
        Dictionary<string, object?> origin = _folder.Plan.Model is null ? Describe(row.Origin) : [];
        foreach (string name in _parameters)
            Add(name, run.Parameters.TryGetValue(name, out object? planned) ? Plain(planned) : origin.GetValueOrDefault(name));
        foreach ((string name, object? value) in Describe(row, job))
            Add(name, value);
        foreach ((string name, object? value) in origin.ExceptBy(_parameters, entry => entry.Key, StringComparer.OrdinalIgnoreCase))
            Add(name, value);
        Add("Parameters", _varied);
        return result;

        void Add(string name, object? value) => result.Properties.Add(new PSNoteProperty(name, value));
    }

    /// <summary>A value as a cell: names in one text, and 30 rather than 30.00.</summary>
    private static object? Plain(object? value) => value switch
    {
        string[] names => string.Join(", ", names),
        double[] numbers => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        double number when number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue => (int)number,
        _ => value,
    };

    /// <summary>How a map came about, by the names of parameters; all of them null where that is not known.</summary>
    private static Dictionary<string, object?> Describe(SweepOrigin? origin) => new((KeyValuePair<string, object?>[])
    [
        new("Method", origin?.Method),
        new("Affinity", origin?.Affinity),
        new("Perplexity", Plain(origin?.Perplexity)),
        new("PerplexityList", Plain(origin?.PerplexityList)),
        new("Sigma", Plain(origin?.Sigma)),
        new("Dimension", origin?.Dimension),
        new("Metric", origin?.Metric),
        new("Standardize", origin?.Standardize),
        new("PrincipalComponent", origin?.PrincipalComponent),
        new("Initialization", origin?.Initialization),
        new("EarlyExaggeration", Plain(origin?.EarlyExaggeration)),
        new("Optimizer", origin?.Optimizer),
        new("LearningRate", Plain(origin?.LearningRate)),
        new("MaxIteration", origin?.MaxIteration),
        new("Seed", origin?.Seed),
        new("Program", origin?.Program),
        new("Runtime", origin?.Runtime),
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a run, beside its number, state, file and parameters.</summary>
    private (string Name, object? Value)[] Describe(SweepRow row, SlurmStatus? job) =>
    [
        .. _folder.Plan.Model is null ? OfMap(row) : OfShard(row),
        ("NeighborRecall", row.NeighborRecall),
        ("Seconds", row.Elapsed),
        ("Memory", row.Memory),
        ("ThreadCount", row.ThreadCount),
        ("Machine", row.Machine),
        ("JobId", job?.Id),
        ("JobState", job?.State),
        ("JobReason", job?.Reason),
        ("Node", job?.Node),
        ("Attempts", row.Attempts),
        ("Started", row.Started?.LocalDateTime),
        ("Ended", row.Ended?.LocalDateTime),
        ("Map", row.Result is null ? null : Path.Combine(_folder.ResultFolder, row.Result)),
        ("Warning", row.Warnings.Length == 0 ? null : string.Join(" ", row.Warnings)),
        ("Error", row.Error),
        ("ErrorId", row.ErrorId),
    ];

    private (string Name, object? Value)[] OfShard(SweepRow row) =>
    [
        ("FirstRow", _folder.Plan.Runs[row.Run - 1].FirstRow),
        ("Rows", _folder.Plan.Runs[row.Run - 1].Rows),
        ("Points", row.Points),
        ("DroppedRows", row.DroppedRows),
        ("ReplacedCells", row.ReplacedCells),
        ("NovelRows", row.NovelRows),
        ("MeanNovelty", row.MeanNovelty),
    ];

    private static (string Name, object? Value)[] OfMap(SweepRow row) =>
    [
        ("Points", row.Points),
        ("Divergence", row.Divergence),
        ("MeanDivergence", row.MeanDivergence),
        ("Iterations", row.Iterations),
        ("StopReason", row.StopReason),
        ("Trustworthiness", row.Quality?.Trustworthiness),
        ("Continuity", row.Quality?.Continuity),
        ("Recall", row.Quality?.Recall),
        ("RnxAuc", row.Quality?.RnxAuc),
        ("ShepardCorrelation", row.Quality?.ShepardCorrelation),
        ("Silhouette", row.Quality?.Silhouette),
        ("NeighborAccuracy", row.Quality?.NeighborAccuracy),
    ];
}
