using System.Globalization;

namespace SneTools.Plots;

/// <summary>Numbers or dates on a scale of colors.</summary>
/// <param name="Low">Where the scale begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="IsLog">True if equal factors are equally long.</param>
/// <param name="IsDate">True for dates, in days since 1970.</param>
/// <param name="IsCutLow">True if there are numbers below.</param>
/// <param name="IsCutHigh">True if there are numbers above.</param>
internal sealed record NumberScale(double Low, double High, bool IsLog, bool IsDate, bool IsCutLow, bool IsCutHigh)
{
    /// <summary>More numbers beside a scale than these are read by nobody.</summary>
    public const int MostTicks = 8;

    /// <summary>A tick nearer than this to the end of a scale makes room for the one that says what lies beyond; and where there is room for few
    /// ticks, than this share of what one takes.</summary>
    private const double Nearest = 0.07;

    private const double NearestOfTick = 0.8;

    /// <summary>The scale of some numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="column">The column they are from, for errors.</param>
    /// <param name="options">How they are spread, and where the scale ends.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: it cannot be so.</exception>
    public static NumberScale Of(ColorNumbers numbers, string column, ColorOptions options)
    {
        bool isLog = options.Scale == ColorScale.Log;
        if (isLog && numbers.IsDate)
            throw new SneException(SneError.InvalidOption, $"The column '{column}' holds dates, which have no logarithms: use -ColorScale Linear.", column: "ColorScale");
        double[] sorted = [.. numbers.Values.Where(value => double.IsFinite(value) && (!isLog || value > 0)).Order()];
        if (isLog && sorted.Length == 0)
            throw new SneException(SneError.InvalidOption, $"No number of the column '{column}' is above 0, and others have no logarithms: use -ColorScale Linear.", column: "ColorScale");
        if (sorted.Length == 0)
            return new NumberScale(0, 0, false, false, false, false);
        (double low, double high) = options.Limit is { } limit ? Limits(limit, sorted, numbers.IsDate, isLog) : (sorted[0], sorted[^1]);
        return new NumberScale(low, high, isLog, numbers.IsDate, sorted[0] < low, sorted[^1] > high);
    }

    /// <summary>The place of a number, from 0 to 1; what lies outside is at the end.</summary>
    public double Position(double value) => High > Low ? Math.Clamp((Spread(value) - Spread(Low)) / (Spread(High) - Spread(Low)), 0, 1) : 0.5;

    /// <summary>A number as it lies along the scale: its logarithm where that is logarithmic.</summary>
    public double Spread(double value) => IsLog ? Math.Log10(value) : value;

    /// <summary>A number of this scale as text.</summary>
    public string Text(double value) => IsDate ? DateTicks.Text(value, new Extent(Low, High)) : Written(Rounded(value));

    /// <summary>Round numbers along the scale, with its ends where there are numbers beyond.</summary>
    /// <param name="most">The most that there is room for, from 2 to <see cref="MostTicks"/>.</param>
    public ScaleTick[] Ticks(int most)
    {
        if (High <= Low)
            return [new ScaleTick(0.5, Text(Low))];
        most = Math.Clamp(most, 2, MostTicks);
        int inner = Math.Max(2, most - (IsCutLow ? 1 : 0) - (IsCutHigh ? 1 : 0));
        double nearest = Math.Max(Nearest, NearestOfTick / most);
        var range = new Extent(Low, High);
        IEnumerable<ScaleTick> round = (IsDate ? DateTicks.Of(range, inner) : IsLog ? AxisTicks.Log(range, inner) : AxisTicks.Linear(range, inner))
            .Select(value => new ScaleTick(Position(value), IsDate ? DateTicks.Text(value, range) : Written(value)))
            .Where(tick => (!IsCutLow || tick.Position >= nearest) && (!IsCutHigh || tick.Position <= 1 - nearest));
        IEnumerable<ScaleTick> low = IsCutLow ? [new ScaleTick(0, "≤ " + Text(Low))] : [];
        IEnumerable<ScaleTick> high = IsCutHigh ? [new ScaleTick(1, "≥ " + Text(High))] : [];
        return [.. low.Concat(round).Concat(high).Take(most)];
    }

    /// <summary>A limit to as many digits as tell it from the rest of the scale.</summary>
    private double Rounded(double value)
    {
        double unit = IsLog ? Math.Abs(value) : High - Low;
        if (unit <= 0)
            return value;
        double least = value == 0 ? unit : Math.Min(unit, Math.Abs(value));
        int digits = (int)(2 - Math.Floor(Math.Log10(least)));
        double power = Math.Pow(10, Math.Min(300, Math.Abs(digits)));
        return digits > 15 ? value : digits >= 0 ? Math.Round(value, digits) : Math.Round(value / power) * power;
    }

    /// <summary>A number beside the scale: where some have to be written by their powers of ten, all but small ones are.</summary>
    private string Written(double value) => IsLog && High >= 1e6 && value >= 1000
        ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
        : AxisTicks.Text(value);

    private static (double Low, double High) Limits(IReadOnlyList<string> limit, double[] sorted, bool isDate, bool isLog)
    {
        if (limit.Count != 2)
            throw Refused($"{limit.Count} {(limit.Count == 1 ? "value was" : "values were")} given");
        double low = Limit(limit[0], sorted, isDate);
        double high = Limit(limit[1], sorted, isDate);
        if (low >= high && !(sorted[0] == sorted[^1] && low == high))
            throw Refused($"{limit[0]} is not below {limit[1]}");
        if (isLog && low <= 0)
            throw Refused($"a logarithmic scale begins above 0, not at {limit[0]}");
        return (low, high);
    }

    private static double Limit(string text, double[] sorted, bool isDate)
    {
        string trimmed = text.Trim();
        if (trimmed.Length > 1 && trimmed[0] is 'p' or 'P' && double.TryParse(trimmed[1..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent is >= 0 and <= 100)
        {
            double place = percent / 100 * (sorted.Length - 1);
            int below = Math.Min((int)place, Math.Max(0, sorted.Length - 2));
            return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
        }

        if (isDate && CellDate.TryParse(trimmed, out double days))
            return days;
        if (!isDate && Cell.TryParse(trimmed, out double number) && double.IsFinite(number))
            return number;
        throw Refused($"'{PlotText.OneLine(text, 40)}' is neither a {(isDate ? "date" : "number")} nor a percentile");
    }

    private static SneException Refused(string what) => new(
        SneError.InvalidOption, $"-ColorLimit is where the scale begins and ends, as 0, 100, or in percentiles, as p1, p99: {what}.", column: "ColorLimit");
}
