namespace SneTools.Plots;

/// <summary>The color of every point: by category, or by a number on a scale, or one color for all.</summary>
public sealed class PointColors
{
    /// <summary>Numbers are categories in <see cref="ColorKind.Auto"/> if they are whole and no more than these.</summary>
    private const int MostWholeNumbers = 20;

    private const int LabelLength = 40;

    private PointColors(
        LabelColumn? source,
        PlotTheme theme,
        IReadOnlyList<PlotCategory> categories,
        int[] categoryOf,
        double[]? values,
        (double Minimum, double Maximum)? range = null)
    {
        Source = source;
        Theme = theme;
        Categories = categories;
        CategoryOf = categoryOf;
        Values = values;
        if (range is { } given)
        {
            (Minimum, Maximum) = given;
        }
        else if (values is not null)
        {
            Minimum = values.Where(double.IsFinite).DefaultIfEmpty(0).Min();
            Maximum = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>The column that gives the colors; null if there is none.</summary>
    public LabelColumn? Source { get; }

    /// <summary>The name of that column.</summary>
    public string? Column => Source?.Name;

    /// <summary>What the colors stand on.</summary>
    public PlotTheme Theme { get; }

    /// <summary>The categories, those with most points first; what has no color of its own is last. A single one, without
    /// a label, when there is no column.</summary>
    public IReadOnlyList<PlotCategory> Categories { get; }

    /// <summary>The category of every point.</summary>
    public IReadOnlyList<int> CategoryOf { get; }

    /// <summary>The number of every point, NaN where there is none; null unless the colors are a scale.</summary>
    public IReadOnlyList<double>? Values { get; }

    /// <summary>The smallest number on the scale.</summary>
    public double Minimum { get; }

    /// <summary>The largest number on the scale.</summary>
    public double Maximum { get; }

    /// <summary>True when the legend is a list of categories.</summary>
    public bool HasLegend => Column is not null && Values is null;

    /// <summary>One color for all points.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="theme">What the colors stand on.</param>
    public static PointColors Plain(int count, PlotTheme theme) =>
        new(null, theme, [new PlotCategory(string.Empty, count, Palette.Category(0, theme))], new int[count], null);

    /// <summary>Colors by the values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">What its values are.</param>
    /// <param name="theme">What the colors stand on.</param>
    /// <exception cref="SneException"><see cref="SneError.NotANumber"/>: the values are to be numbers, and one is not.
    /// </exception>
    public static PointColors Of(LabelColumn column, ColorKind kind, PlotTheme theme)
    {
        ArgumentNullException.ThrowIfNull(column);
        double[] numbers = [.. column.Values.Select(text => Cell.FromText(text).Number)];
        if (kind == ColorKind.Number)
            RequireNumbers(column, numbers);
        else if (kind == ColorKind.Category || !IsScale(column, numbers))
            return ByCategory(column, theme);
        return new PointColors(column, theme, [new PlotCategory(string.Empty, numbers.Length, Palette.Other(theme))], new int[numbers.Length], numbers);
    }

    /// <summary>The colors of some points in a row, on the same scale or with the same categories, which keep their numbers of points.
    /// </summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    internal PointColors Slice(int start, int count) => new(
        Source is null ? null : new LabelColumn(Source.Name, [.. Source.Values.Skip(start).Take(count)]),
        Theme,
        Categories,
        [.. CategoryOf.Skip(start).Take(count)],
        Values is null ? null : [.. Values.Skip(start).Take(count)],
        (Minimum, Maximum));

    /// <summary>The color of a point.</summary>
    /// <param name="point">The point, from 0.</param>
    public Rgb this[int point] =>
        Values is not null && double.IsFinite(Values[point]) ? ColorRamp.At(Position(Values[point])) : Categories[CategoryOf[point]].Color;

    /// <summary>The place of a number on the scale, from 0 to 1.</summary>
    public double Position(double value) => Maximum > Minimum ? (value - Minimum) / (Maximum - Minimum) : 0.5;

    private static bool IsScale(LabelColumn column, double[] numbers)
    {
        var whole = new HashSet<double>();
        bool hasFraction = false;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (IsMissing(column.Values[i]))
                continue;
            if (!double.IsFinite(numbers[i]))
                return false;
            if (numbers[i] != Math.Floor(numbers[i]))
                hasFraction = true;
            else if (whole.Count <= MostWholeNumbers)
                whole.Add(numbers[i]);
        }

        return hasFraction || whole.Count > MostWholeNumbers;
    }

    private static void RequireNumbers(LabelColumn column, double[] numbers)
    {
        int bad = Enumerable.Range(0, numbers.Length).FirstOrDefault(i => !IsMissing(column.Values[i]) && !double.IsFinite(numbers[i]), -1);
        if (bad >= 0)
        {
            throw new SneException(
                SneError.NotANumber,
                $"Row {bad + 1}, column '{column.Name}': '{PlotText.OneLine(column.Values[bad]!, LabelLength)}' is not a finite number, and the colors are to be a scale.",
                bad + 1,
                column.Name);
        }
    }

    private static bool IsMissing(string? value) => string.IsNullOrWhiteSpace(value);

    private static PointColors ByCategory(LabelColumn column, PlotTheme theme)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        foreach (string? value in column.Values)
        {
            if (IsMissing(value))
                missing++;
            else
                counts[value!] = counts.GetValueOrDefault(value!) + 1;
        }

        string[] labels = [.. counts.Keys
            .OrderByDescending(label => counts[label])
            .ThenBy(label => Cell.FromText(label).Number)
            .ThenBy(label => label, StringComparer.Ordinal)];
        int own = labels.Length <= Palette.Count ? labels.Length : Palette.Count - 1;
        List<PlotCategory> categories = [.. labels
            .Take(own)
            .Select((label, k) => new PlotCategory(Shown(label), counts[label], Palette.Category(k, theme)))];
        var rank = labels.Select((label, k) => (label, Rank: Math.Min(k, own))).ToDictionary(pair => pair.label, pair => pair.Rank, StringComparer.Ordinal);
        int other = labels.Skip(own).Sum(label => counts[label]);
        if (other > 0)
            categories.Add(new PlotCategory($"{labels.Length - own} others", other, Palette.Other(theme), IsRest: true));
        if (missing > 0)
            categories.Add(new PlotCategory("(none)", missing, Palette.Other(theme).Toward(Palette.Paper(theme), 0.4), IsRest: true));
        int[] categoryOf = [.. column.Values.Select(value => IsMissing(value) ? categories.Count - 1 : rank[value!])];
        return new PointColors(column, theme, categories, categoryOf, null);
    }

    private static string Shown(string label) => PlotText.OneLine(label, LabelLength) is { Length: > 0 } text ? text : "(blank)";
}
