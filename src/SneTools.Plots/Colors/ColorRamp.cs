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
            0x443B82, 0x3F4988, 0x39568C, 0x34628D, 0x2E6E8E, 0x297A8E, 0x24858E, 0x21918C, 0x209C89,
            0x22A784, 0x2FB27D, 0x41BC72, 0x58C666, 0x73CF55, 0x91D643, 0xB0DD30, 0xD0E21C,
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
