namespace SneTools.Plots;

/// <summary>Colors that stand for numbers, from the smallest to the largest.</summary>
/// <param name="knots">Colors at equal distances, at least two.</param>
internal sealed class ColorRamp(IReadOnlyList<Rgb> knots)
{
    private const int Stops = 16;

    /// <summary>The ramp viridis (van der Walt and Smith 2015): equal steps of a number look equal, in gray and to any color vision. Its ends,
    /// which are lost on black and on white, are left out.</summary>
    public static ColorRamp Viridis { get; } = new(
        [.. new[]
        {
            0x482777, 0x453681, 0x404387, 0x3A518B, 0x345F8D, 0x2F6B8E, 0x2A778E, 0x26838E, 0x21908D,
            0x1F9C89, 0x23A884, 0x34B579, 0x4FC069, 0x70CE56, 0x94D840, 0xBCDF27, 0xDDE318,
        }.Select(Rgb.FromNumber)]);

    /// <summary>The color at a place on the ramp.</summary>
    /// <param name="position">From 0 to 1; what lies outside has the color of the end.</param>
    public Rgb At(double position)
    {
        double place = Math.Clamp(position, 0, 1) * (knots.Count - 1);
        int knot = Math.Min((int)place, knots.Count - 2);
        return knots[knot].Toward(knots[knot + 1], place - knot);
    }

    /// <summary>The ramp as pages have it: places and colors.</summary>
    public object[][] ToPage() => [.. Enumerable.Range(0, Stops).Select(k => new object[] { k / (Stops - 1.0), At(k / (Stops - 1.0)).ToString() })];
}
