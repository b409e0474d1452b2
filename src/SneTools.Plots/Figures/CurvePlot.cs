namespace SneTools.Plots;

/// <summary>Columns of a table against another one, as those of a sweep: a panel for every column, in each a line for every series.</summary>
public sealed class CurvePlot
{
    /// <summary>Numbers that grow by factors as equal as these are on a logarithmic axis: 2 and 2.5 of 5, 10, 20, 50, not 2 and 1.5 of
    /// 10, 20, 30.</summary>
    private const double EqualFactors = 1.3;

    private CurvePlot(string xName, CurveSeries[] series, CurvePanel[] panels) => (XName, Series, Panels) = (xName, series, panels);

    /// <summary>The name of the column to the right.</summary>
    public string XName { get; }

    /// <summary>Its texts from left to right; null for numbers.</summary>
    public string[]? Categories { get; private init; }

    /// <summary>True when equal factors are equally long to the right.</summary>
    public bool IsLogX { get; private init; }

    /// <summary>The series, in the order of the legend.</summary>
    public CurveSeries[] Series { get; }

    /// <summary>The names of the columns that tell series apart; empty for a single series.</summary>
    public string SeriesName { get; private init; } = string.Empty;

    /// <summary>A panel for every column upward.</summary>
    public CurvePanel[] Panels { get; }

    /// <summary>Colors of paper and ink.</summary>
    public PlotTheme Theme { get; private init; }

    /// <summary>What stands over the picture; empty for nothing.</summary>
    public string Title { get; private init; } = string.Empty;

    /// <summary>What stands for the values.</summary>
    public CurveForm Form { get; private init; }

    /// <summary>Parts of the horizontal axis that are named, as the phases of a run.</summary>
    internal IReadOnlyList<HistoryPhase> Phases { get; private init; } = [];

    /// <summary>Makes the curves of a table.</summary>
    /// <param name="x">The column to the right: numbers, or if any of it is text categories in the order of the rows.</param>
    /// <param name="ys">The columns upward, of as many rows.</param>
    /// <param name="series">The columns that tell series apart; none for a single series.</param>
    /// <param name="xScale">How the horizontal axis is divided.</param>
    /// <param name="yScale">How the vertical axes are.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <param name="form">What stands for the values. Under bars numbers to the right are categories in their order.</param>
    /// <exception cref="SneException"><see cref="SneError.NotANumber"/>: a column upward has no number.
    /// <see cref="SneError.InvalidOption"/>: a logarithm of a number that has none, a scale for texts or bars, or too many series.</exception>
    public static CurvePlot Of(
        CurveColumn x,
        IReadOnlyList<CurveColumn> ys,
        IReadOnlyList<CurveColumn> series,
        AxisScale xScale = AxisScale.Auto,
        AxisScale yScale = AxisScale.Auto,
        PlotTheme theme = PlotTheme.Light,
        string? title = null,
        CurveForm form = CurveForm.Line)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(ys);
        ArgumentNullException.ThrowIfNull(series);
        if (form == CurveForm.Bar)
            RequireLinear(xScale, yScale);
        string[]? categories = Texts(x, xScale) ?? (form == CurveForm.Bar ? Ordered(x) : null);
        double[] places = categories is null ? [.. x.Numbers] : [.. x.Texts.Select(text => IsMissing(text) ? double.NaN : Array.IndexOf(categories, text))];
        bool isLogX = categories is null && IsLog(x.Numbers, xScale);
        if (isLogX)
            RequirePositive(x, nameof(xScale));
        string?[] keys = [.. Enumerable.Range(0, x.Texts.Count).Select(row => Key(series, row))];
        string?[] order = Order(keys, series);
        CurveSeries[] all = SeriesStyle.Of([.. order.Select(key => key ?? string.Empty)], theme, "Series");
        CurvePanel[] panels = [.. ys.Select(y => Panel(x, y, places, keys, order, all, yScale == AxisScale.Log))];
        return new CurvePlot(x.Name, all, panels)
        {
            Categories = categories,
            IsLogX = isLogX,
            SeriesName = string.Join(", ", series.Select(column => column.Name)),
            Theme = theme,
            Title = title ?? string.Empty,
            Form = form,
        };
    }

    /// <summary>Makes a figure of lines that each were measured in order, and of which no means are taken: lines of one series share a color.</summary>
    /// <param name="xName">What is measured to the right.</param>
    /// <param name="yName">What is measured upward.</param>
    /// <param name="lines">The lines, at least one.</param>
    /// <param name="seriesName">What the legend is called; empty for a single line without a legend.</param>
    /// <param name="isLogX">True when equal factors are equally long to the right.</param>
    /// <param name="isLogY">True when they are upward.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException"><see cref="SneError.EmptyInput"/>: a line has no point.
    /// <see cref="SneError.InvalidOption"/>: a logarithm of a number that has none, or too many series.</exception>
    public static CurvePlot OfLines(
        string xName,
        string yName,
        IReadOnlyList<CurveLine> lines,
        string seriesName,
        bool isLogX,
        bool isLogY,
        PlotTheme theme = PlotTheme.Light,
        string? title = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0 || lines.Any(line => line.X.Count == 0))
            throw new SneException(SneError.EmptyInput, "There is nothing to draw a line of.");
        foreach (CurveLine line in lines)
        {
            if (isLogX)
                RequirePositive(line, xName, line.X, "XScale");
            if (isLogY)
                RequirePositive(line, yName, line.Y, "YScale");
        }

        string[] names = [.. lines.Select(line => line.Series).Distinct(StringComparer.Ordinal)];
        CurveSeries[] all = SeriesStyle.Of(names, theme, "Caption");
        if (names.Length == lines.Count)
            all = [.. all.Zip(lines, (series, line) => line.Note.Length > 0 ? series with { Name = $"{series.Name}: {line.Note}" } : series)];
        Curve[] curves = [.. lines.Select(line => Curve.Of(all[Array.IndexOf(names, line.Series)], [.. line.X.Zip(line.Y).Index().Select(point => new CurvePoint(point.Item.First, point.Item.Second, point.Index))]) with { Name = line.Name })];
        return new CurvePlot(xName, all, [new CurvePanel(yName, curves, 0, isLogY)])
        {
            IsLogX = isLogX,
            SeriesName = seriesName,
            Theme = theme,
            Title = title ?? string.Empty,
        };
    }

    /// <summary>The same figure with parts of its horizontal axis named.</summary>
    internal CurvePlot With(IReadOnlyList<HistoryPhase> phases) => new(XName, Series, Panels)
    {
        Categories = Categories,
        IsLogX = IsLogX,
        SeriesName = SeriesName,
        Theme = Theme,
        Title = Title,
        Form = Form,
        Phases = phases,
    };

    /// <summary>What the panels show to the right.</summary>
    internal Extent Across => Categories is { } categories
        ? new Extent(-0.5, categories.Length - 0.5)
        : Extent.Of([.. Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Means).Select(mean => mean.X)]);

    /// <summary>The numbers to the right that rows have, each once.</summary>
    internal double[] Places => [.. Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Means).Select(mean => mean.X).Distinct().Order()];

    /// <summary>The width of a bar, where categories are a unit apart.</summary>
    internal double BarWidth => Math.Min(0.6, 0.8 / Series.Length);

    /// <summary>Where a series stands beside its category, so that none hides another: from -0.3 to 0.3, and bars from -0.4 to 0.4.</summary>
    internal double Shift(CurveSeries series)
    {
        if (Categories is null || Series.Length == 1)
            return 0;
        double step = Form == CurveForm.Bar ? BarWidth : Math.Min(0.2, 0.6 / (Series.Length - 1));
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

    private static void RequireLinear(AxisScale xScale, AxisScale yScale)
    {
        if (xScale != AxisScale.Auto)
            throw new SneException(SneError.InvalidOption, "Bars stand side by side, and have no scale to the right. Leave out -XScale, or -Bar.", column: "XScale");
        if (yScale == AxisScale.Log)
            throw new SneException(SneError.InvalidOption, "Bars begin at 0, which has no place on a logarithmic axis. Leave out -Bar, and marks stand for the values.", column: "YScale");
    }

    /// <summary>The texts of a column of numbers in the order of these.</summary>
    private static string[] Ordered(CurveColumn x) => [.. x.Texts
        .Zip(x.Numbers)
        .Where(cell => !IsMissing(cell.First))
        .OrderBy(cell => cell.Second)
        .Select(cell => cell.First!)
        .Distinct(StringComparer.Ordinal)];

    private static void RequirePositive(CurveLine line, string name, IReadOnlyList<double> values, string parameter)
    {
        int bad = Enumerable.Range(0, values.Count).FirstOrDefault(k => values[k] <= 0, -1);
        if (bad >= 0)
        {
            throw new SneException(
                SneError.InvalidOption,
                FormattableString.Invariant($"{(line.Name.Length > 0 ? $"'{line.Name}'" : "The line")} has a point of {values[bad]} in '{name}', which has no place on a logarithmic axis. Use -{parameter} Linear."),
                column: parameter);
        }
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
