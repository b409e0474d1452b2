namespace SneTools.Plots;

/// <summary>The numbers that an axis shows.</summary>
/// <param name="Range">From its beginning to its end; above 0 where it is logarithmic.</param>
/// <param name="IsLog">True when equal factors are equally long.</param>
internal readonly record struct CurveAxis(Extent Range, bool IsLog)
{
    /// <summary>An axis that shows some numbers with a margin around them.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="isLog">True when equal factors are equally long.</param>
    /// <param name="margin">The margin, as a share of their range.</param>
    public static CurveAxis Around(Extent values, bool isLog, double margin)
    {
        if (!isLog)
            return new CurveAxis(values.WithLength(values.Length * (1 + (2 * margin))), false);
        double factor = Math.Pow(Math.Max(values.High / values.Low, 1.2), margin);
        return new CurveAxis(new Extent(values.Low / factor, values.High * factor), true);
    }

    /// <summary>Where a number lies: 0 at the beginning, 1 at the end.</summary>
    public double Share(double value) => IsLog
        ? Math.Log(value / Range.Low) / Math.Log(Range.High / Range.Low)
        : (value - Range.Low) / Range.Length;

    /// <summary>Round numbers along it.</summary>
    /// <param name="most">The most that there is room for.</param>
    public double[] Ticks(int most) => IsLog ? AxisTicks.Log(Range, most) : AxisTicks.Linear(Range, most);
}
