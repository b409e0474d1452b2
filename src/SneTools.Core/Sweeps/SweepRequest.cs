namespace SneTools;

/// <summary>What a person asks for: runs, before they are looked at.</summary>
public sealed record SweepRequest
{
    /// <summary>The runs in order: the full path of a file, and the parameters.</summary>
    public required IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> Runs { get; init; }

    /// <summary>The model whose map the rows are to be placed in, its full path; null for runs that make maps.</summary>
    public string? Model { get; init; }

    /// <summary>Rows of a shard at most; null for whole files.</summary>
    public int? ShardSize { get; init; }

    /// <summary>How the files are read.</summary>
    public SweepReading Reading { get; init; } = new();

    /// <summary>What a run leaves.</summary>
    public SweepResultType ResultType { get; init; }

    /// <summary>The format of maps.</summary>
    public EmbeddingFormat Format { get; init; }

    /// <summary>True to measure the maps.</summary>
    public bool Measure { get; init; }

    /// <summary>True to draw the maps.</summary>
    public bool Plot { get; init; }

    /// <summary>The cross product of files and values of parameters: files vary slowest, then the parameters in the order given.</summary>
    /// <param name="files">Full paths.</param>
    /// <param name="parameters">The values of every parameter, at least one of each.</param>
    public static IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> Cross(
        IReadOnlyList<string> files, IReadOnlyList<KeyValuePair<string, IReadOnlyList<object>>> parameters)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(parameters);
        IEnumerable<IReadOnlyDictionary<string, object>> combinations = [new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase)];
        foreach ((string name, IReadOnlyList<object> values) in parameters)
            combinations = [.. combinations.SelectMany(chosen => values.Select(value => new Dictionary<string, object>(chosen, StringComparer.OrdinalIgnoreCase) { [name] = value }))];
        return [.. files.SelectMany(file => combinations.Select(chosen => (file, chosen)))];
    }
}
