namespace SneTools.Plots;

/// <summary>Columns of a table against another one, as those of a sweep: a panel for every column, in each a line for every series.</summary>
public sealed class CurvePlot
{
    private const int NameLength = 60;
    private const int Marks = 3;

    /// <summary>Numbers that grow by factors as equal as these are on a logarithmic axis: 2 and 2.5 of 5, 10, 20, 50, not 2 and 1.5 of
    /// 10, 20, 30.</summary>
    private const double EqualFactors = 1.3;

    private CurvePlot(string xName, string[]? categories, bool isLogX, CurveSeries[] series, string seriesName, CurvePanel[] panels, PlotTheme theme, string title)
    {
        (XName, Categories, IsLogX, Series, SeriesName, Panels, Theme, Title) = (xName, categories, isLogX, series, seriesName, panels, theme, title);
    }

    /// <summary>The name of the column to the right.</summary>
    public string XName { get; }

    /// <summary>Its texts from left to right; null for numbers.</summary>
    public string[]? Categories { get; }

    /// <summary>True when equal factors are equally long to the right.</summary>
    public bool IsLogX { get; }

    /// <summary>The series, in the order of the legend.</summary>
    public CurveSeries[] Series { get; }

    /// <summary>The names of the columns that tell series apart; empty for a single series.</summary>
    public string SeriesName { get; }

    /// <summary>A panel for every column upward.</summary>
    public CurvePanel[] Panels { get; }

    /// <summary>Colors of paper and ink.</summary>
    public PlotTheme Theme { get; }

    /// <summary>What stands over the picture; empty for nothing.</summary>
    public string Title { get; }

    /// <summary>Makes the curves of a table.</summary>
    /// <param name="x">The column to the right: numbers, or if any of it is text categories in the order of the rows.</param>
    /// <param name="ys">The columns upward, of as many rows.</param>
    /// <param name="series">The columns that tell series apart; none for a single series.</param>
    /// <param name="xScale">How the horizontal axis is divided.</param>
    /// <param name="yScale">How the vertical axes are.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException"><see cref="SneError.NotANumber"/>: a column upward has no number.
    /// <see cref="SneError.InvalidOption"/>: a logarithm of a number that has none, a scale for texts, or too many series.</exception>
    public static CurvePlot Of(
        CurveColumn x,
        IReadOnlyList<CurveColumn> ys,
        IReadOnlyList<CurveColumn> series,
        AxisScale xScale = AxisScale.Auto,
        AxisScale yScale = AxisScale.Auto,
        PlotTheme theme = PlotTheme.Light,
        string? title = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(ys);
        ArgumentNullException.ThrowIfNull(series);
        string[]? categories = Texts(x, xScale);
        double[] places = categories is null ? [.. x.Numbers] : [.. x.Texts.Select(text => IsMissing(text) ? double.NaN : Array.IndexOf(categories, text))];
        bool isLogX = categories is null && IsLog(x.Numbers, xScale);
        if (isLogX)
            RequirePositive(x, nameof(xScale));
        string?[] keys = [.. Enumerable.Range(0, x.Texts.Count).Select(row => Key(series, row))];
        string?[] order = Order(keys, series);
        int most = Palette.Count * Marks;
        if (order.Length > most)
            throw new SneException(SneError.InvalidOption, $"There are {order.Length} series, and no more than {most} can be told apart: name fewer columns as -Series, or pass fewer rows.", column: "Series");
        CurveSeries[] all = [.. order.Select((key, k) => new CurveSeries(PlotText.OneLine(key ?? string.Empty, NameLength), Palette.Category(k % Palette.Count), (CurveMark)(k / Palette.Count)))];
        CurvePanel[] panels = [.. ys.Select(y => Panel(x, y, places, keys, order, all, yScale == AxisScale.Log))];
        return new CurvePlot(x.Name, categories, isLogX, all, string.Join(", ", series.Select(column => column.Name)), panels, theme, title ?? string.Empty);
    }

    /// <summary>What the panels show to the right.</summary>
    internal Extent Across => Categories is { } categories
        ? new Extent(-0.5, categories.Length - 0.5)
        : Extent.Of([.. Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Means).Select(mean => mean.X)]);

    /// <summary>The numbers to the right that rows have, each once.</summary>
    internal double[] Places => [.. Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Means).Select(mean => mean.X).Distinct().Order()];

    /// <summary>Where a series stands beside its category, so that none hides another: from -0.3 to 0.3.</summary>
    internal double Shift(CurveSeries series)
    {
        if (Categories is null || Series.Length == 1)
            return 0;
        double step = Math.Min(0.2, 0.6 / (Series.Length - 1));
        return step * (Array.IndexOf(Series, series) - ((Series.Length - 1) / 2.0));
    }

    private static CurvePanel Panel(CurveColumn x, CurveColumn y, double[] places, string?[] keys, string?[] order, CurveSeries[] series, bool isLog)
    {
        int[] rows = [.. Enumerable.Range(0, places.Length).Where(row => double.IsFinite(places[row]) && double.IsFinite(y.Numbers[row]))];
        if (rows.Length == 0)
            throw NoNumber(x, y);
        if (isLog)
            RequirePositive(y, "yScale");
        ILookup<string, CurvePoint> points = rows.ToLookup(row => keys[row] ?? string.Empty, row => new CurvePoint(places[row], y.Numbers[row], row), StringComparer.Ordinal);
        Curve[] curves = [.. order
            .Select((key, k) => Curve.Of(series[k], [.. points[key ?? string.Empty]]))
            .Where(curve => curve.Points.Length > 0)];
        return new CurvePanel(y.Name, curves, places.Length - rows.Length, isLog);
    }

    private static SneException NoNumber(CurveColumn x, CurveColumn y)
    {
        int text = Enumerable.Range(0, y.Texts.Count).FirstOrDefault(row => !IsMissing(y.Texts[row]), -1);
        if (y.Numbers.Any(double.IsFinite))
            return new SneException(SneError.NotANumber, $"No row has both: one of '{x.Name}' and a number in '{y.Name}'.", column: x.Name);
        string found = text < 0 ? "all its cells are empty" : $"row {text + 1} has '{PlotText.OneLine(y.Texts[text]!, 40)}'";
        return new SneException(SneError.NotANumber, $"The column '{y.Name}' has no number to draw: {found}.", text < 0 ? null : text + 1, y.Name);
    }

    /// <summary>The texts of a column in the order of the rows; null if they all are numbers.</summary>
    private static string[]? Texts(CurveColumn x, AxisScale scale)
    {
        int text = Enumerable.Range(0, x.Texts.Count).FirstOrDefault(row => !IsMissing(x.Texts[row]) && double.IsNaN(x.Numbers[row]), -1);
        if (text < 0)
            return null;
        if (scale != AxisScale.Auto)
            throw new SneException(SneError.InvalidOption, $"Only numbers have a scale, and the column '{x.Name}' is text: row {text + 1} has '{PlotText.OneLine(x.Texts[text]!, 40)}'.", text + 1, "XScale");
        return [.. x.Texts.Where(value => !IsMissing(value)).Select(value => value!).Distinct(StringComparer.Ordinal)];
    }

    private static bool IsLog(IReadOnlyList<double> numbers, AxisScale scale)
    {
        if (scale != AxisScale.Auto)
            return scale == AxisScale.Log;
        double[] distinct = [.. numbers.Where(double.IsFinite).Distinct().Order()];
        if (distinct.Length < 3 || distinct[0] <= 0)
            return false;
        double[] factors = [.. distinct.Skip(1).Zip(distinct, (next, one) => next / one)];
        return factors.Min() >= 1.5 && factors.Max() <= EqualFactors * factors.Min();
    }

    private static void RequirePositive(CurveColumn column, string parameter)
    {
        int bad = Enumerable.Range(0, column.Numbers.Count).FirstOrDefault(row => column.Numbers[row] <= 0, -1);
        if (bad >= 0)
        {
            throw new SneException(
                SneError.InvalidOption,
                FormattableString.Invariant($"Row {bad + 1}, column '{column.Name}': {column.Numbers[bad]} has no place on a logarithmic axis. Use -{char.ToUpperInvariant(parameter[0])}{parameter[1..]} Linear."),
                bad + 1,
                char.ToUpperInvariant(parameter[0]) + parameter[1..]);
        }
    }

    /// <summary>What tells a row's series: the texts of the columns.</summary>
    private static string? Key(IReadOnlyList<CurveColumn> series, int row) => series.Count == 0
        ? null
        : string.Join(", ", series.Select(column => IsMissing(column.Texts[row]) ? "(none)" : column.Texts[row]));

    /// <summary>The series in order: by their numbers where a column has nothing else, and in the order of the rows where it has text.</summary>
    private static string?[] Order(string?[] keys, IReadOnlyList<CurveColumn> series)
    {
        IOrderedEnumerable<int> rows = Enumerable.Range(0, keys.Length).OrderBy(_ => 0);
        foreach (CurveColumn column in series)
        {
            bool isNumeric = !Enumerable.Range(0, keys.Length).Any(row => !IsMissing(column.Texts[row]) && double.IsNaN(column.Numbers[row]));
            string?[] firsts = [.. column.Texts.Distinct(StringComparer.Ordinal)];
            rows = rows.ThenBy(row => isNumeric ? double.IsNaN(column.Numbers[row]) ? double.MaxValue : column.Numbers[row] : Array.IndexOf(firsts, column.Texts[row]));
        }

        return [.. rows.Select(row => keys[row]).Distinct(StringComparer.Ordinal)];
    }

    private static bool IsMissing(string? text) => string.IsNullOrWhiteSpace(text);
}
