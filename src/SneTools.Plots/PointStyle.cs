namespace SneTools.Plots;

/// <summary>How large and how opaque points are drawn, so that few are seen and many show their density.</summary>
/// <param name="Diameter">In pixels.</param>
/// <param name="Opacity">From 0 to 1.</param>
internal readonly record struct PointStyle(double Diameter, double Opacity)
{
    private const double Smallest = 2.2;
    private const double Largest = 9;

    /// <summary>The style for so many points on so many pixels.</summary>
    /// <param name="count">Number of points.</param>
    /// <param name="pixels">Area that the map may take.</param>
    /// <param name="unit">How large the picture is beside a usual one: 1 where letters are 14 pixels high.</param>
    public static PointStyle For(int count, double pixels, double unit = 1)
    {
        double diameter = Math.Clamp(Math.Sqrt(0.12 * pixels / Math.Max(1, count)), Smallest * unit, Largest * unit);

        // A map leaves most of its box empty: where its points lie they cover it a few times as densely.
        double coverage = count * diameter * diameter * Math.PI / 4 / pixels;
        return new PointStyle(diameter, Math.Clamp(0.18 / coverage, 0.06, 0.85));
    }

    /// <summary>The style that a user asked for, as far as one was.</summary>
    public PointStyle With(MapLook look) => new(look.PointSize ?? Diameter, look.Opacity ?? Opacity);
}
