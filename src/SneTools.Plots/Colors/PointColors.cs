namespace SneTools.Plots;

/// <summary>The color of every point: by category, or by a number or date on a scale, or one color for all.</summary>
public sealed class PointColors
{
    private const int LabelLength = 80;

    private PointColors(LabelColumn? source, ColorOptions options, PlotCategory[] categories, int[] categoryOf, ColorRamp ramp)
    {
        Source = source;
        Options = options;
        Categories = categories;
        CategoryOf = categoryOf;
        Ramp = ramp;
        Legend = options.LegendOrder == LegendOrder.Name
            ? categories
            : [.. categories.OrderBy(category => category.IsRest).ThenByDescending(category => category.IsRest ? 0 : category.Count)];
    }

    /// <summary>The column that gives the colors; null if there is none.</summary>
    public LabelColumn? Source { get; }

    /// <summary>The name of that column.</summary>
    public string? Column => Source?.Name;

    /// <summary>What the colors stand on.</summary>
    public PlotTheme Theme => Options.Theme;

    /// <summary>The categories in the order of their names; what has no color of its own is last. A single one, without a label, when there
    /// is no column; of a scale that of the points without a number.</summary>
    public IReadOnlyList<PlotCategory> Categories { get; }

    /// <summary>The categories in the order of the legend.</summary>
    public IReadOnlyList<PlotCategory> Legend { get; }

    /// <summary>The category of every point.</summary>
    public IReadOnlyList<int> CategoryOf { get; }

    /// <summary>The number of every point, of a date its days since 1970, NaN where there is none; null unless the colors are a scale.</summary>
    public IReadOnlyList<double>? Values { get; private init; }

    /// <summary>The number at the beginning of the scale.</summary>
    public double Minimum => Scale?.Low ?? 0;

    /// <summary>The number at its end.</summary>
    public double Maximum => Scale?.High ?? 0;

    /// <summary>True when the legend is a list of categories.</summary>
    public bool HasLegend => Column is not null && Values is null;

    /// <summary>What a user should know about the column, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>How the colors were made.</summary>
    internal ColorOptions Options { get; }

    /// <summary>The scale of the numbers; null for categories.</summary>
    internal NumberScale? Scale { get; private init; }

    /// <summary>The colors of the scale.</summary>
    internal ColorRamp Ramp { get; }

    /// <summary>The points without a number beside a scale; null if there are none.</summary>
    internal PlotCategory? Missing => Values is not null && Categories[0].Count > 0 ? Categories[0] : null;

    /// <summary>One color for all points.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="theme">What the colors stand on.</param>
    public static PointColors Plain(int count, PlotTheme theme) => Plain(count, new ColorOptions { Theme = theme });

    /// <summary>One color for all points.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="options">What the colors stand on, and the palette, whose first color it is.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: what only a column has was asked for, or the palette is none.</exception>
    public static PointColors Plain(int count, ColorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireNoScale(options, "all points have one color, as there is no column for them");
        var palette = PaletteColors.Of(options.Palette);
        return new PointColors(null, options, [new PlotCategory(string.Empty, count, palette.Color(0, 1))], new int[count], ColorRamp.Viridis);
    }

    /// <summary>Colors by the values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">What its values are.</param>
    /// <param name="theme">What the colors stand on.</param>
    /// <exception cref="SneException"><see cref="SneError.NotANumber"/>: the values are to be numbers, and are not.</exception>
    public static PointColors Of(LabelColumn column, ColorKind kind, PlotTheme theme) => Of(column, new ColorOptions { Kind = kind, Theme = theme });

    /// <summary>Colors by the values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="options">How.</param>
    /// <exception cref="SneException"><see cref="SneError.NotANumber"/>: the values are to be numbers, and are not.
    /// <see cref="SneError.InvalidOption"/>: the scale, its limits or the palette cannot be so.</exception>
    public static PointColors Of(LabelColumn column, ColorOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        var numbers = ColorNumbers.Of(column.Values);
        bool isAsked = options.Kind == ColorKind.Number || options.Limit is not null || options.Scale == ColorScale.Log;
        if (options.Kind != ColorKind.Category && isAsked && !numbers.IsMost)
            throw NotNumbers(column, numbers);
        if (options.Kind != ColorKind.Category && (isAsked || numbers.IsScale))
            return ByNumber(column, numbers, options);
        RequireNoScale(options, "the colors are to be those of categories");
        return ByCategory(column, options);
    }

    /// <summary>The colors of some points in a row, on the same scale or with the same categories, which keep their numbers of points.
    /// </summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    internal PointColors Slice(int start, int count) => new(
        Source is null ? null : new LabelColumn(Source.Name, [.. Source.Values.Skip(start).Take(count)]),
        Options,
        [.. Categories],
        [.. CategoryOf.Skip(start).Take(count)],
        Ramp)
    {
        Values = Values is null ? null : [.. Values.Skip(start).Take(count)],
        Scale = Scale,
        Warnings = Warnings,
    };

    /// <summary>The color of a point.</summary>
    /// <param name="point">The point, from 0.</param>
    public Rgb this[int point] => IsOnScale(point) ? Ramp.At(Position(Values![point])) : Categories[CategoryOf[point]].Color;

    /// <summary>The place of a number on the scale, from 0 to 1; what lies outside is at the end.</summary>
    public double Position(double value) => Scale?.Position(value) ?? 0.5;

    /// <summary>True for a point that has a number on the scale.</summary>
    internal bool IsOnScale(int point) => Values is not null && double.IsFinite(Values[point]);

    private static PointColors ByNumber(LabelColumn column, ColorNumbers numbers, ColorOptions options)
    {
        if (PaletteColors.Of(options.Palette).Ramp is not { } ramp)
            throw new SneException(SneError.InvalidOption, $"-Palette: {options.Palette![0]} has colors for categories, and the column '{column.Name}' holds {(numbers.IsDate ? "dates" : "numbers")}. Use Viridis, Magma, Inferno, Plasma, Turbo, Blues, Balance or Gray, or -ColorKind Category.", column: "Palette");
        var scale = NumberScale.Of(numbers, column.Name, options);
        var warnings = new List<string>();
        double[] values = numbers.Values;
        if (scale.IsLog && values.Any(value => value <= 0))
        {
            values = [.. values.Select(value => value > 0 ? value : double.NaN)];
            int below = values.Count(double.IsNaN) - numbers.Values.Count(double.IsNaN);
            warnings.Add($"{below} {(below == 1 ? "number" : "numbers")} of the column '{column.Name}' {(below == 1 ? "is" : "are")} not above 0 and {(below == 1 ? "has no logarithm" : "have no logarithms")}: {(below == 1 ? "it has" : "they have")} the color of missing values.");
        }

        if (numbers.Texts > 0)
            warnings.Add($"{numbers.Texts} {(numbers.Texts == 1 ? "cell" : "cells")} of the column '{column.Name}' {(numbers.Texts == 1 ? "holds" : "hold")} no {(numbers.IsDate ? "date" : "number")}, as row {numbers.FirstText + 1}, '{PlotText.OneLine(column.Values[numbers.FirstText]!, LabelLength)}': {(numbers.Texts == 1 ? "it has" : "they have")} the color of missing values. Use -ColorKind Category if the column holds names.");
        int missing = values.Count(value => !double.IsFinite(value));
        return new PointColors(column, options, [new PlotCategory(MissingName(column, values), missing, Palette.Other, IsRest: true)], new int[values.Length], ramp)
        {
            Values = values,
            Scale = scale,
            Warnings = warnings,
        };
    }

    /// <summary>What the cells without a number say if they all say the same.</summary>
    private static string MissingName(LabelColumn column, double[] values)
    {
        string[] texts = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsFinite(values[i])).Select(i => column.Values[i]?.Trim() ?? string.Empty).Distinct(StringComparer.Ordinal).Take(2)];
        return texts is [{ Length: > 0 } text] ? PlotText.OneLine(text, LabelLength) : "(none)";
    }

    private static SneException NotNumbers(LabelColumn column, ColorNumbers numbers)
    {
        if (numbers.FirstText < 0)
            return new SneException(SneError.NotANumber, $"The column '{column.Name}' has no number, and the colors are to be a scale.", column: column.Name);
        return new SneException(
            SneError.NotANumber,
            $"Row {numbers.FirstText + 1}, column '{column.Name}': '{PlotText.OneLine(column.Values[numbers.FirstText]!, LabelLength)}' is not a finite number, nor are {numbers.Texts - 1} other cells, and the colors are to be a scale.",
            numbers.FirstText + 1,
            column.Name);
    }

    private static void RequireNoScale(ColorOptions options, string reason)
    {
        string? parameter = options.Limit is not null ? "ColorLimit" : options.Scale == ColorScale.Log ? "ColorScale" : null;
        if (parameter is not null)
            throw new SneException(SneError.InvalidOption, $"-{parameter} is for numbers, and {reason}.", column: parameter);
    }

    private static PointColors ByCategory(LabelColumn column, ColorOptions options)
    {
        var palette = PaletteColors.Of(options.Palette);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        foreach (string? value in column.Values)
        {
            if (ColorNumbers.IsEmpty(value))
                missing++;
            else
                counts[value!] = counts.GetValueOrDefault(value!) + 1;
        }

        int own = palette.Own(counts.Count);
        string[] labels = [.. counts.Keys.Order(NaturalOrder.Instance)];
        string[] named = own == labels.Length
            ? labels
            : [.. labels.OrderByDescending(label => counts[label]).Take(own).Order(NaturalOrder.Instance)];
        List<PlotCategory> categories = [.. named.Select((label, k) => new PlotCategory(Shown(label), counts[label], palette.Color(k, own)) { Mark = palette.Mark(k) })];
        int others = labels.Length - own;
        if (others > 0)
            categories.Add(new PlotCategory($"other ({PlotText.Count(others)})", counts.Values.Sum() - named.Sum(label => counts[label]), Palette.Other, IsRest: true) { Categories = others });
        if (missing > 0)
            categories.Add(new PlotCategory("(none)", missing, Palette.None, IsRest: true));
        var indexOf = named.Select((label, k) => (label, k)).ToDictionary(pair => pair.label, pair => pair.k, StringComparer.Ordinal);
        int[] categoryOf = [.. column.Values.Select(value => ColorNumbers.IsEmpty(value) ? categories.Count - 1 : indexOf.GetValueOrDefault(value!, own))];
        return new PointColors(column, options, [.. categories], categoryOf, ColorRamp.Viridis);
    }

    private static string Shown(string label) => PlotText.OneLine(label, LabelLength) is { Length: > 0 } text ? text : "(blank)";
}
