namespace SneTools;

/// <summary>A run of a sweep, as it was planned.</summary>
public sealed record PlannedRun
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The file that it reads, as <see cref="SweepData.Path"/> has it.</summary>
    public required string Data { get; init; }

    /// <summary>Its parameters, by the names that Invoke-SneEmbedding has for them: numbers, truths, texts or lists of these.</summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>Rows of the file, n; of a shard, those that are placed.</summary>
    public required int Rows { get; init; }

    /// <summary>The first row of the file that is placed, from 1; null for a run that makes a map.</summary>
    public int? FirstRow { get; init; }

    /// <summary>Numbers in a row as it is read, h; 0 where the file holds distances. Of a shard, those of the model's rows.</summary>
    public required int Columns { get; init; }

    /// <summary>The settings that the parameters make.</summary>
    internal SweepSettings Settings => Parameters.Aggregate(new SweepSettings(), (settings, pair) => SweepParameter.Named(pair.Key).Apply(settings, pair.Value));

    /// <summary>The run and its parameters: run 7 (a.csv, Method Sne, Perplexity 30).</summary>
    public override string ToString() =>
        FormattableString.Invariant($"run {Number} ({string.Join(", ", Parameters.Select(pair => $"{pair.Key} {SweepParameter.Show(pair.Value)}").Prepend(Place()))})");

    private string Place() => FirstRow is { } first ? FormattableString.Invariant($"{Path.GetFileName(Data)}, rows {first} to {first + Rows - 1}") : Path.GetFileName(Data);
}
