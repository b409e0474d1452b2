using System.Collections;
using System.Management.Automation;
using SneTools.PowerShell.Commands;

namespace SneTools.PowerShell;

/// <summary>What stands over each of several maps: the parameters in which their runs differ.</summary>
internal static class MapCaption
{
    /// <summary>The property of a sweep's run that names those that are its parameters.</summary>
    private const string Parameters = "Parameters";

    /// <summary>The property of a run that names the file of its rows.</summary>
    private const string Data = "Data";

    private static readonly string[] OfEmbedding =
    [
        nameof(Embedding.Method), nameof(Embedding.Metric), nameof(Embedding.Perplexity), nameof(Embedding.Sigma), nameof(Embedding.DegreeOfFreedom),
        nameof(Embedding.Dimension), nameof(Embedding.Optimizer), nameof(Embedding.Seed),
    ];

    /// <summary>The captions of some objects.</summary>
    /// <param name="sources">The runs, or the maps.</param>
    /// <param name="names">The properties that the captions are made of; null for the parameters in which they differ.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: none of them has such a property.</exception>
    public static string[] Of(IReadOnlyList<object?> sources, string[]? names)
    {
        string?[][] values = [.. (names ?? [.. sources.SelectMany(Candidates).Distinct(StringComparer.OrdinalIgnoreCase)])
            .Select(name => sources.Select(source => Phrase(source, name)).ToArray())
            .Where(texts => names is not null || texts.Distinct(StringComparer.Ordinal).Count() > 1)];
        for (int k = 0; names is not null && k < names.Length; k++)
        {
            if (values[k].All(text => text is null))
                throw new SneException(SneError.ColumnNotFound, $"No map of the input has a property '{names[k]}' for its caption.", column: names[k]);
        }

        return [.. sources.Select((source, k) => string.Join(", ", values.Select(texts => texts[k]).OfType<string>()) is { Length: > 0 } caption ? caption : Number(source, k))];
    }

    /// <summary>The text of a property; null if there is none.</summary>
    /// <param name="source">A run or a map.</param>
    /// <param name="name">The property.</param>
    public static string? Text(object? source, string name) => Cell(source, name).AsText() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Properties that may be parameters: those that a run says are, and where it does not say those with names of parameters of
    /// Invoke-SneEmbedding.</summary>
    private static IEnumerable<string> Candidates(object? source)
    {
        if (InputRow.Input(source) is Embedding)
            return OfEmbedding;
        string[] names = [.. Row(source)?.Names ?? []];
        string[] said = [.. names.Intersect((Text(source, Parameters) ?? string.Empty).Split(',', StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase)];
        return said.Length > 0
            ? said.Prepend(Data).Intersect(names, StringComparer.OrdinalIgnoreCase)
            : names.Where(name => name == Data || (typeof(InvokeSneEmbeddingCommand).GetProperty(name) is { } property && property.IsDefined(typeof(ParameterAttribute), inherit: true)));
    }

    /// <summary>A value with its name where it is a number or a truth value, and without it where it speaks for itself.</summary>
    private static string? Phrase(object? source, string name)
    {
        if (Text(source, name) is not { } text)
            return null;
        Cell cell = Cell(source, name);
        if (cell.IsNumber)
            return $"{name} {Summary.Number(cell.Number)}";
        return bool.TryParse(text, out _) ? $"{name} {text}" : name == Data ? Path.GetFileName(text) : text;
    }

    private static string Number(object? source, int k) => Text(source, "Run") is { } run ? $"run {run}" : $"map {k + 1}";

    private static Cell Cell(object? source, string name) =>
        Row(source) is { } row && row.Cell(name) is { IsEmpty: false } cell ? cell : Row(InputRow.Input(source))?.Cell(name) ?? SneTools.Cell.Absent;

    private static InputRow? Row(object? source) => InputRow.Unwrap(source) switch
    {
        null => null,
        IDictionary dictionary => InputRow.FromDictionary(dictionary),
        _ => InputRow.FromObject(PSObject.AsPSObject(source)),
    };
}
