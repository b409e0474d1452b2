using System.Globalization;

namespace SneTools.Plots;

/// <summary>The colors and marks by which series of a figure are told apart.</summary>
internal static class SeriesStyle
{
    private const int NameLength = 60;
    private const int Marks = 3;

    /// <summary>So many numbers and more are colored from dark to bright, as their order tells more than their names.</summary>
    private const int LeastOnRamp = 9;

    /// <summary>The part of the ramp that differs enough from the paper.</summary>
    private const double RampShare = 0.82;

    /// <summary>Gives each series a color and a mark.</summary>
    /// <param name="names">The names of the series, in the order of the legend.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="parameter">The parameter that has fewer series if it names fewer columns, for errors.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: there are too many.</exception>
    public static CurveSeries[] Of(IReadOnlyList<string> names, PlotTheme theme, string parameter)
    {
        int most = Palette.Count * Marks;
        if (names.Count > most)
            throw new SneException(SneError.InvalidOption, $"There are {names.Count} series, and no more than {most} can be told apart: name fewer columns as -{parameter}, or pass fewer rows.", column: parameter);
        bool isOrdered = names.Count >= LeastOnRamp && IsRising(names);
        return [.. names.Select((name, k) => new CurveSeries(
            PlotText.OneLine(name, NameLength),
            isOrdered ? OnRamp(k / (names.Count - 1.0), theme) : Palette.Category(k % Palette.Count),
            isOrdered ? CurveMark.Circle : (CurveMark)(k / Palette.Count)))];
    }

    private static bool IsRising(IReadOnlyList<string> names)
    {
        double last = double.NegativeInfinity;
        foreach (string name in names)
        {
            if (!double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number <= last)
                return false;
            last = number;
        }

        return true;
    }

    /// <summary>Viridis without its bright end on white, and without its dark end on black.</summary>
    private static Rgb OnRamp(double share, PlotTheme theme) => ColorRamp.Viridis.At(theme == PlotTheme.Light ? RampShare * share : 1 - (RampShare * (1 - share)));
}
