namespace SneTools.Plots;

/// <summary>A range of numbers.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>The middle.</summary>
    public double Center => Low + (Length / 2);

    /// <summary>How long the range is.</summary>
    public double Length => High - Low;

    /// <summary>The range of some numbers, and a unit around a single one.</summary>
    public static Extent Of(double[] values)
    {
        double low = values.Min();
        double high = values.Max();
        double unit = Math.Max(Math.Abs(low) * 1e-9, double.Epsilon * 1e16);
        return high - low > unit ? new Extent(low, high) : new Extent(low - 0.5, low + 0.5);
    }

    /// <summary>The range that holds this one and another.</summary>
    public Extent With(Extent other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>A range of another length about the same middle.</summary>
    public Extent WithLength(double length) => new(Center - (length / 2), Center + (length / 2));
}
