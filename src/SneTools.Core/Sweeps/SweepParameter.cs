using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace SneTools;

/// <summary>A parameter of Invoke-SneEmbedding that the runs of a sweep may differ in, by its name there.</summary>
public sealed class SweepParameter
{
    /// <summary>The value for what a run chooses by itself.</summary>
    private const string Auto = "Auto";

    private readonly Func<object, object?> _parse;
    private readonly Func<SweepSettings, object, SweepSettings> _apply;
    private readonly string _expected;

    private SweepParameter(string name, string expected, Func<object, object?> parse, Func<SweepSettings, object, SweepSettings> apply) =>
        (Name, _expected, _parse, _apply) = (name, expected, parse, apply);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<SweepParameter> All { get; } =
    [
        .. new[]
        {
            Choice<SneMethod>("Method", (settings, value) => Embed(settings, options => options with { Objective = options.Objective with { Method = value } })),
            Number("DegreeOfFreedom", (settings, value) => Embed(settings, options => options with { Objective = options.Objective with { DegreeOfFreedom = value } })),
            Choice<AffinityKind>("Affinity", (settings, value) => Embed(settings, options => options with { AffinityKind = value })),
            Number("Perplexity", (settings, value) => Embed(settings, options => options with { Perplexity = value })),
            new("PerplexityList", "one or several numbers", ToNumbers, (settings, value) => Embed(settings, options => options with { PerplexityList = (double[])value })),
            Number("Sigma", (settings, value) => Embed(settings, options => options with { Sigma = value })),
            Count("Dimension", (settings, value) => Embed(settings, options => options with { Dimension = value })),
            Truth("Standardize", (settings, value) => Embed(settings, options => options with { Standardize = value, IsScaleIntended = true })),
            Count("PrincipalComponent", (settings, value) => Embed(settings, options => options with { PrincipalComponent = value })),
            new("Initialization", "Pca, Random or Spectral", value => value is string name ? InitialMap.Named(name.Trim())?.Name : null, (settings, value) => Embed(settings, options => options with { Initialization = InitialMap.Named((string)value)! })),
            Count("MaxIteration", (settings, value) => Descend(settings, options => options with { MaxIteration = value })),
            Count("PlannedIteration", (settings, value) => Descend(settings, options => options with { PlannedIteration = value })),
            NumberOrAuto("LearningRate", (settings, value) => Descend(settings, options => options with { LearningRate = value })),
            NumberOrAuto("EarlyExaggeration", (settings, value) => Descend(settings, options => options with { EarlyExaggeration = value })),
            Count("EarlyExaggerationIteration", (settings, value) => Descend(settings, options => options with { EarlyExaggerationIteration = value })),
            Number("Tolerance", (settings, value) => Descend(settings, options => options with { Tolerance = value })),
            Choice<OptimizerKind>("Optimizer", (settings, value) => Descend(settings, options => options with { Optimizer = value })),
            Number("Jitter", (settings, value) => Descend(settings, options => options with { Jitter = value })),
            Count("Restart", (settings, value) => Embed(settings, options => options with { Restart = value })),
            Choice<EngineKind>("Engine", (settings, value) => Embed(settings, options => options with { Engine = value })),
            Choice<NeighborSearch>("Neighbor", (settings, value) => Embed(settings, options => options with { Neighbor = value })),
            Count("NeighborCount", (settings, value) => Embed(settings, options => options with { NeighborCount = value })),
            Choice<NeighborMetric>("Metric", (settings, value) => Embed(settings, options => options with { Metric = value })),
            Choice<NumericPrecision>("Precision", (settings, value) => Embed(settings, options => options with { Precision = value })),
            Count("Seed", (settings, value) => Embed(settings, options => options with { Seed = value })),
            Truth("Similarity", (settings, value) => settings with { Distances = settings.Distances with { IsSimilarity = value } }),
            Truth("Symmetrize", (settings, value) => settings with { Distances = settings.Distances with { IsAveraged = value } }),
            Names("Property", (settings, value) => settings with { Columns = settings.Columns with { Property = value } }),
            Names("ExcludeProperty", (settings, value) => settings with { Columns = settings.Columns with { ExcludeProperty = value } }),
            Names("Label", (settings, value) => settings with { Columns = settings.Columns with { Label = value } }),
            Names("Categorical", (settings, value) => settings with { Columns = settings.Columns with { Categorical = value } }),
            Names("Date", (settings, value) => settings with { Columns = settings.Columns with { Date = value } }),
            Choice<MissingValuePolicy>("MissingValue", (settings, value) => settings with { MissingValue = value }),
        }.OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
    ];

    /// <summary>Those that a placement of rows has.</summary>
    internal static IReadOnlyList<string> OfShards { get; } = ["ExcludeProperty", "MissingValue"];

    /// <summary>Its name, as Invoke-SneEmbedding has it.</summary>
    public string Name { get; }

    /// <summary>The parameter of a name, in whatever case, its own or one that openTSNE, scikit-learn or Rtsne have for it.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there is none.</exception>
    public static SweepParameter Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string own = OtherNames.OfParameter(name.Trim());
        return All.FirstOrDefault(parameter => parameter.Name.Equals(own, StringComparison.OrdinalIgnoreCase)) ?? throw new SneException(
            SneError.InvalidOption,
            $"There is no parameter '{name}' for the runs of a sweep. There are: {string.Join(", ", All.Select(parameter => parameter.Name))}.",
            column: name);
    }

    /// <summary>Reads a value: a number, a truth, a text that says it; names, or several numbers, are a text with commas between them or a list.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A double, an int, a bool, a string, or an array of strings or of doubles.</returns>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: it is none for this parameter.</exception>
    public object Parse(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _parse(value is JsonElement element ? Plain(element) : value) ?? throw new SneException(
            SneError.InvalidOption, $"{Name} is {_expected}, and not '{Show(value)}'.", column: Name);
    }

    /// <summary>The settings with this parameter.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="value">What <see cref="Parse"/> gave.</param>
    internal SweepSettings Apply(SweepSettings settings, object value) => _apply(settings, value);

    /// <summary>A value as a person reads it.</summary>
    internal static string Show(object value) => value switch
    {
        string text => Refusal.Shorten(text),
        string[] names => string.Join(", ", names),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Take(5).Select(item => item is null ? string.Empty : Show(item))),
        _ => value.ToString() ?? string.Empty,
    };

    private static SweepSettings Embed(SweepSettings settings, Func<EmbeddingOptions, EmbeddingOptions> change) => settings with { Embedding = change(settings.Embedding) };

    private static SweepSettings Descend(SweepSettings settings, Func<DescentOptions, DescentOptions> change) =>
        Embed(settings, options => options with { Descent = change(options.Descent) });

    private static SweepParameter Number(string name, Func<SweepSettings, double, SweepSettings> apply) =>
        new(name, "a number", ToNumber, (settings, value) => apply(settings, (double)value));

    private static SweepParameter NumberOrAuto(string name, Func<SweepSettings, double?, SweepSettings> apply) =>
        new(name, $"a number, or {Auto}", value => value is string text && text.Trim().Equals(Auto, StringComparison.OrdinalIgnoreCase) ? Auto : ToNumber(value), (settings, value) => apply(settings, value as double?));

    private static SweepParameter Count(string name, Func<SweepSettings, int, SweepSettings> apply) =>
        new(name, "a whole number", value => ToNumber(value) is double number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null, (settings, value) => apply(settings, (int)value));

    private static SweepParameter Truth(string name, Func<SweepSettings, bool, SweepSettings> apply) =>
        new(name, "true or false", ToTruth, (settings, value) => apply(settings, (bool)value));

    private static SweepParameter Names(string name, Func<SweepSettings, string[], SweepSettings> apply) =>
        new(name, "one or several names of columns", ToNames, (settings, value) => apply(settings, (string[])value));

    private static SweepParameter Choice<T>(string name, Func<SweepSettings, T, SweepSettings> apply)
        where T : struct, Enum =>
        new(name, $"one of {string.Join(", ", Enum.GetNames<T>())}", ToChoice<T>, (settings, value) => apply(settings, Enum.Parse<T>((string)value)));

    private static string? ToChoice<T>(object value)
        where T : struct, Enum
    {
        return value is Enum or string ? OtherNames.Find<T>(value.ToString()!)?.ToString() : null;
    }

    private static object? ToNumber(object value) => value switch
    {
        double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => null,
    };

    private static object? ToTruth(object value) => value switch
    {
        bool truth => truth,
        string text when bool.TryParse(text, out bool truth) => truth,
        string text when text.Trim() is "0" or "1" => text.Trim() == "1",
        _ => ToNumber(value) switch { 0.0 => false, 1.0 => true, _ => null },
    };

    private static string[]? ToNames(object value)
    {
        string[] names = value switch
        {
            string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IEnumerable items => [.. items.Cast<object?>().Select(item => item?.ToString() ?? string.Empty).Where(name => name.Length > 0)],
            _ => [],
        };
        return names.Length > 0 ? names : null;
    }

    private static double[]? ToNumbers(object value)
    {
        object?[] items = value switch
        {
            string text => text.Split(',', StringSplitOptions.TrimEntries),
            IEnumerable several => [.. several.Cast<object?>()],
            _ => [value],
        };
        double?[] numbers = [.. items.Select(item => item is null ? null : ToNumber(item) as double?)];
        return numbers.Length > 0 && Array.TrueForAll(numbers, number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    private static object Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(item => (object)(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())).ToArray(),
        _ => element.GetRawText(),
    };
}
