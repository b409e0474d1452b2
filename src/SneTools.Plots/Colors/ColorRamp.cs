namespace SneTools.Plots;

/// <summary>The ramp viridis (van der Walt and Smith 2015): equal steps of a number look equal, in gray and to any color
/// vision.</summary>
internal static class ColorRamp
{
    private static readonly int[] Knots =
    [
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B,
        0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ];

    /// <summary>The color at a place on the ramp.</summary>
    /// <param name="position">From 0, dark, to 1, bright; what lies outside has the color of the end.</param>
    public static Rgb At(double position)
    {
        double place = Math.Clamp(position, 0, 1) * (Knots.Length - 1);
        int knot = Math.Min((int)place, Knots.Length - 2);
        return Rgb.FromNumber(Knots[knot]).Toward(Rgb.FromNumber(Knots[knot + 1]), place - knot);
    }
}
