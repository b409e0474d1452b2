using System.Globalization;

namespace SneTools.Plots;

/// <summary>Round numbers along an axis, and how they are written.</summary>
internal static class AxisTicks
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Round numbers in a range, evenly spread.</summary>
    /// <param name="range">The range.</param>
    /// <param name="most">The most that there is room for, at least 2.</param>
    public static double[] Linear(Extent range, int most)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(range.Length / most)));
        double step = unit * Steps.First(factor => factor == 10 || Count(range, factor * unit) <= most);
        double first = Math.Ceiling((range.Low / step) - 1e-9);
        int count = Count(range, step);

        // A multiple of the step is written as short as the step is.
        int digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)) + 1, 0, 15);
        return [.. Enumerable.Range(0, count).Select(k => Math.Round((first + k) * step, digits))];
    }

    /// <summary>Round numbers in a range whose factors are equally long: powers of ten, and 2 and 5 times these where there is room.</summary>
    /// <param name="range">The range, above 0.</param>
    /// <param name="most">The most that there is room for, at least 2.</param>
    public static double[] Log(Extent range, int most)
    {
        int low = (int)Math.Floor(Math.Log10(range.Low));
        int high = (int)Math.Ceiling(Math.Log10(range.High));
        foreach (double[] factors in new double[][] { [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1] })
        {
            double[] ticks = [.. Enumerable.Range(low, high - low + 1).SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power))).Where(Holds)];
            if (ticks.Length <= most && (ticks.Length >= 2 || factors.Length == 1))
                return ticks.Length >= 2 ? ticks : Linear(range, most);
        }

        int stride = 2;
        while (Powers().Count() > most)
            stride++;
        return [.. Powers()];

        IEnumerable<double> Powers() => Enumerable.Range(low, high - low + 1).Where(power => power % stride == 0).Select(power => Math.Pow(10, power)).Where(Holds);
        bool Holds(double tick) => tick >= range.Low * (1 - 1e-9) && tick <= range.High * (1 + 1e-9);
    }

    /// <summary>A number as it is written along an axis.</summary>
    public static string Text(double value)
    {
        if (value == 0)
            return "0";
        double size = Math.Abs(value);
        if (size is >= 1e6 or < 1e-4)
            return value.ToString("0.######e0", CultureInfo.InvariantCulture);
        return value == Math.Floor(value) ? PlotText.Count((int)value) : value.ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>Numbers along one axis as they are written, all with as many decimals as the one with the most.</summary>
    /// <param name="ticks">The numbers.</param>
    /// <param name="isLog">True for an axis of equal factors, where every number is written as short as can be.</param>
    public static string[] Texts(IReadOnlyList<double> ticks, bool isLog)
    {
        string[] texts = [.. ticks.Select(Text)];
        if (isLog || texts.Any(text => text.Contains('e', StringComparison.Ordinal)))
            return texts;
        int decimals = texts.Max(text => text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? text.Length - point - 1 : 0);
        return decimals == 0 ? texts : [.. ticks.Select(tick => tick.ToString($"F{decimals}", CultureInfo.InvariantCulture))];
    }

    private static int Count(Extent range, double step) =>
        (int)(Math.Floor((range.High / step) + 1e-9) - Math.Ceiling((range.Low / step) - 1e-9)) + 1;
}
