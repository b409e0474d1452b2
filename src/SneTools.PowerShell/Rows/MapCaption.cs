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
    public static string[] Of(IReadOnlyList<object?> sources, string[]? names) => Join(sources, Properties(sources, names));

    /// <summary>The properties that captions are made of: those that are named, or the parameters in which the objects differ.</summary>
    /// <param name="sources">The runs, or the maps.</param>
    /// <param name="names">The properties; null for the parameters in which they differ.</param>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: none of them has such a property.</exception>
    public static string[] Properties(IReadOnlyList<object?> sources, string[]? names)
    {
        if (names is null)
            return [.. sources.SelectMany(Candidates).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => sources.Select(source => Phrase(source, name)).Distinct(StringComparer.Ordinal).Count() > 1)];
        return [.. names.Select(name => sources.Any(source => Text(source, name) is not null)
            ? name
            : throw new SneException(SneError.ColumnNotFound, $"No map of the input has a property '{name}' for its caption.", column: name))];
    }

    /// <summary>The parts of the captions, as many for every object; empty where an object has no such property.</summary>
    /// <param name="sources">The runs, or the maps.</param>
    /// <param name="names">The properties; null for the parameters in which they differ.</param>
    public static string[][] Parts(IReadOnlyList<object?> sources, string[]? names)
    {
        string[] properties = Properties(sources, names);
        return [.. sources.Select(source => properties.Select(name => Phrase(source, name) ?? string.Empty).ToArray())];
    }

    /// <summary>What lines of some objects are called in a legend: the values of some properties, by default of the parameters in which they
    /// differ. Runs that differ by their seed, too, have no names of their own for it.</summary>
    /// <param name="sources">The runs, or what was measured of maps.</param>
    /// <param name="names">The properties; null for the parameters.</param>
    /// <returns>The name of each object's series, that of the object alone, and what the legend is called.</returns>
    /// <exception cref="SneException"><see cref="SneError.ColumnNotFound"/>: none of them has such a property.</exception>
    public static (string[] Series, string[] Names, string Title) Legend(IReadOnlyList<object?> sources, string[]? names)
    {
        string[] all = Properties(sources, null);
        string[] captions = Join(sources, all);
        string[] shown = names is not null ? Properties(sources, names) : all.Length > 1 ? [.. all.Where(name => name != nameof(Embedding.Seed))] : all;
        return shown.Length == 0
            ? ([.. sources.Select((source, k) => Text(source, "Run") ?? $"{k + 1}")], captions, "map")
            : ([.. sources.Select(source => string.Join(", ", shown.Select(name => Value(source, name) ?? "(none)")))], captions, string.Join(", ", shown));
    }

    private static string[] Join(IReadOnlyList<object?> sources, string[] names) =>
        [.. sources.Select((source, k) => string.Join(", ", names.Select(name => Phrase(source, name)).OfType<string>()) is { Length: > 0 } caption ? caption : Number(source, k))];

    /// <summary>The text of a property; null if there is none.</summary>
    /// <param name="source">A run or a map.</param>
    /// <param name="name">The property.</param>
    public static string? Text(object? source, string name) => Cell(source, name).AsText() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The number of a property; null if there is none.</summary>
    /// <param name="source">A run or a map.</param>
    /// <param name="name">The property.</param>
    public static double? Number(object? source, string name) => Cell(source, name) is { IsNumber: true } cell && double.IsFinite(cell.Number) ? cell.Number : null;

    /// <summary>Properties that may be parameters: those that a run says are, and where it does not say those with names of parameters of
    /// Invoke-SneEmbedding.</summary>
    private static IEnumerable<string> Candidates(object? source)
    {
        if (InputRow.Input(source) is Embedding or EmbeddingQuality)
            return OfEmbedding;
        string[] names = [.. Row(source)?.Names ?? []];
        string[] said = [.. names.Intersect((Text(source, Parameters) ?? string.Empty).Split(',', StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase)];
        return said.Length > 0
            ? said.Prepend(Data).Intersect(names, StringComparer.OrdinalIgnoreCase)
            : names.Where(name => name == Data || (typeof(InvokeSneEmbeddingCommand).GetProperty(name) is { } property && property.IsDefined(typeof(ParameterAttribute), inherit: true)));
    }

    /// <summary>A value with its name where it is a number or a truth value, and without it where it speaks for itself.</summary>
    private static string? Phrase(object? source, string name) => Value(source, name) is not { } value
        ? null
        : Cell(source, name).IsNumber || bool.TryParse(value, out _) ? $"{name} {value}" : value;

    private static string? Value(object? source, string name)
    {
        if (Text(source, name) is not { } text)
            return null;
        Cell cell = Cell(source, name);
        return cell.IsNumber ? Summary.Number(cell.Number) : name == Data ? Path.GetFileName(text) : text;
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
