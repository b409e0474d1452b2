namespace SneTools;

/// <summary>A sweep as it was planned: all its runs, and what becomes of them.</summary>
public sealed record SweepPlan
{
    /// <summary>The program that planned it, with its version.</summary>
    public required string Program { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>How the files are read.</summary>
    public SweepReading Reading { get; init; } = new();

    /// <summary>The model whose map the rows of the files are placed in; null where every run makes a map.</summary>
    public SweepData? Model { get; init; }

    /// <summary>What a run leaves.</summary>
    public SweepResultType ResultType { get; init; }

    /// <summary>The format of maps.</summary>
    public EmbeddingFormat Format { get; init; }

    /// <summary>True where maps are measured.</summary>
    public bool Measure { get; init; }

    /// <summary>True where maps are drawn.</summary>
    public bool Plot { get; init; }

    /// <summary>The files.</summary>
    public required SweepData[] Data { get; init; }

    /// <summary>The runs, by number from 1.</summary>
    public required PlannedRun[] Runs { get; init; }

    /// <summary>The names of the parameters that some run has, in the order of their first use.</summary>
    public IReadOnlyList<string> Parameters => [.. Runs.SelectMany(run => run.Parameters.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Throws if there is no run of some number.</summary>
    /// <param name="numbers">The numbers; null for all there are.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void RequireRuns(IEnumerable<int>? numbers)
    {
        int[] wrong = [.. (numbers ?? []).Where(number => number < 1 || number > Runs.Length)];
        if (wrong.Length > 0)
            throw new SneException(SneError.InvalidOption, $"The sweep has no run {wrong[0]}: its runs are 1 to {Runs.Length}.", column: "Run");
    }

    /// <summary>True for a parameter that is not the same in all runs.</summary>
    /// <param name="parameter">Its name.</param>
    public bool Varies(string parameter) => Runs
        .Select(run => run.Parameters.TryGetValue(parameter, out object? value) ? SweepParameter.Show(value) : string.Empty)
        .Distinct(StringComparer.Ordinal).Skip(1).Any();
}
