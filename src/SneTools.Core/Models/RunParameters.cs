using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SneTools;

/// <summary>The parameters of Invoke-SneEmbedding that make a map again, by their names there.</summary>
internal static class RunParameters
{
    private const string Prefix = "SneTools.";

    private static readonly EmbeddingOptions Usual = new();
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The parameters of the run that made a map: those that a reader looks for first always, all others where they are not the default.
    /// </summary>
    /// <param name="embedding">The map.</param>
    public static OrderedDictionary Of(Embedding embedding)
    {
        var result = new OrderedDictionary(StringComparer.OrdinalIgnoreCase) { ["Method"] = embedding.Method };
        if (embedding.Options is not { } options)
            return result;
        AddIf(embedding.DegreeOfFreedom != Usual.Objective.DegreeOfFreedom, nameof(Objective.DegreeOfFreedom), embedding.DegreeOfFreedom);
        AddWidth(embedding, options, result);
        result[nameof(options.Dimension)] = options.Dimension;
        if (embedding.Metric != NeighborMetric.Precomputed)
            AddColumns(embedding, options, result);
        AddIf(embedding.Metric != Usual.Metric, nameof(options.Metric), embedding.Metric);
        AddIf(options.Neighbor != Usual.Neighbor, nameof(options.Neighbor), options.Neighbor);
        AddIf(options.NeighborCount is not null, nameof(options.NeighborCount), options.NeighborCount);
        AddStart(options.Initialization, result);
        AddDescent(options.Descent, result);
        AddIf(options.Restart != Usual.Restart, nameof(options.Restart), options.Restart);
        AddIf(options.Engine != Usual.Engine, nameof(options.Engine), options.Engine);
        AddIf(options.Precision != Usual.Precision, nameof(options.Precision), options.Precision);
        result[nameof(options.Seed)] = options.Seed;
        return result;

        void AddIf(bool isOther, string name, object? value) => Add(result, isOther, name, value);
    }

    /// <summary>How a map came about, as a file says it: the parameters as JSON, without maps that were given; the program and the runtime.</summary>
    /// <param name="embedding">The map.</param>
    public static IReadOnlyDictionary<string, string> Metadata(Embedding embedding)
    {
        var parameters = new OrderedDictionary<string, object>();
        foreach (DictionaryEntry entry in Of(embedding))
        {
            if (entry.Value is not Matrix)
                parameters[(string)entry.Key] = entry.Value!;
        }

        var result = new Dictionary<string, string> { [Prefix + nameof(Embedding.Parameters)] = JsonSerializer.Serialize(parameters, Json) };
        if (embedding.Program is { } program)
            result[Prefix + nameof(Embedding.Program)] = program;
        if (embedding.Runtime is { } runtime)
            result[Prefix + nameof(Embedding.Runtime)] = runtime;
        return result;
    }

    /// <summary>The parameters that the metadata of a file say; null where they say none, or what is none.</summary>
    /// <param name="metadata">The metadata.</param>
    public static OrderedDictionary? Read(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Prefix + nameof(Embedding.Parameters), out string? text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var result = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                result[property.Name] = Plain(property.Value);
            return result;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out int whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        _ => null,
    };

    private static void Add(OrderedDictionary result, bool isOther, string name, object? value)
    {
        if (isOther)
            result[name] = value!;
    }

    private static void AddWidth(Embedding embedding, EmbeddingOptions options, OrderedDictionary result)
    {
        switch (embedding.AffinityKind)
        {
            case AffinityKind.Uniform:
                result["Affinity"] = AffinityKind.Uniform;
                break;
            case AffinityKind.Multiscale:
                Add(result, embedding.PerplexityList is not null, nameof(options.PerplexityList), embedding.PerplexityList);
                break;
            default:
                Add(result, embedding.Sigma is not null, nameof(options.Sigma), embedding.Sigma);
                Add(result, embedding.Perplexity is not null, nameof(options.Perplexity), embedding.Perplexity);
                break;
        }
    }

    /// <summary>What was said of the columns, and what became of their numbers.</summary>
    private static void AddColumns(Embedding embedding, EmbeddingOptions options, OrderedDictionary result)
    {
        IReadOnlyList<SourceColumn> columns = embedding.Columns;
        SourceColumn[] derived = [.. columns.Where(column => column is { Use: ColumnUse.Embedded, Kind: ColumnKind.Category or ColumnKind.Truth or ColumnKind.Date })];
        SourceColumn[] numbers = [.. columns.Where(column => column.Use == ColumnUse.Embedded).Except(derived)];

        // Those that were left out are not named: a table that was read without them has none of them.
        bool isChosen = columns.Any(column => column.Reason is ColumnReason.Excluded or ColumnReason.NotAsked) || numbers.Any(column => column.Reason == ColumnReason.Asked);
        AddNames(isChosen, nameof(ColumnSelection.Property), numbers);
        AddNames(true, nameof(ColumnSelection.Label), columns.Where(column => column is { Use: ColumnUse.Label, Reason: ColumnReason.Asked }));
        AddNames(true, nameof(ColumnSelection.Categorical), derived.Where(column => column.Kind != ColumnKind.Date));
        AddNames(true, nameof(ColumnSelection.Date), derived.Where(column => column.Kind == ColumnKind.Date));
        Add(result, embedding.ReplacedCells > 0, "MissingValue", MissingValuePolicy.Mean);
        Add(result, embedding.DroppedRows > 0, "MissingValue", MissingValuePolicy.Drop);
        Add(result, options.Standardize, nameof(options.Standardize), true);
        Add(result, options.PrincipalComponent is not null, nameof(options.PrincipalComponent), options.PrincipalComponent);

        void AddNames(bool isSaid, string name, IEnumerable<SourceColumn> some)
        {
            string[] names = [.. some.Select(column => column.Name)];
            Add(result, isSaid && names.Length > 0, name, names);
        }
    }

    private static void AddStart(InitialMap start, OrderedDictionary result)
    {
        if (start is { IsAligned: true, Map: { } old })
            result["AlignTo"] = old;
        else
            result[nameof(EmbeddingOptions.Initialization)] = start.Map is { } given ? given : start.Name;
    }

    private static void AddDescent(DescentOptions descent, OrderedDictionary result)
    {
        DescentOptions usual = Usual.Descent;
        AddIf(descent.MaxIteration is not null, nameof(descent.MaxIteration), descent.MaxIteration);
        AddIf(descent.PlannedIteration is not null && descent.Jitter > 0, nameof(descent.PlannedIteration), descent.PlannedIteration);
        AddIf(descent.LearningRate is not null, nameof(descent.LearningRate), descent.LearningRate);
        AddIf(descent.EarlyExaggeration is not null, nameof(descent.EarlyExaggeration), descent.EarlyExaggeration);
        AddIf(descent.EarlyExaggerationIteration != usual.EarlyExaggerationIteration, nameof(descent.EarlyExaggerationIteration), descent.EarlyExaggerationIteration);
        AddIf(descent.Tolerance != usual.Tolerance, nameof(descent.Tolerance), descent.Tolerance);
        AddIf(descent.Optimizer != usual.Optimizer, nameof(descent.Optimizer), descent.Optimizer);
        AddIf(descent.Jitter != usual.Jitter, nameof(descent.Jitter), descent.Jitter);

        void AddIf(bool isOther, string name, object? value) => Add(result, isOther, name, value);
    }
}
