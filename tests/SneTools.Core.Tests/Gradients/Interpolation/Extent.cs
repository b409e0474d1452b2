namespace SneTools.Tests;

/// <summary>Where a map lies, as the parts of the interpolated engine are told.</summary>
/// <param name="Origin">The least coordinate along every axis.</param>
/// <param name="Widths">Width of the map along every axis.</param>
internal sealed record Extent(double[] Origin, double[] Widths)
{
    public static Extent Of(Matrix map)
    {
        var origin = new double[map.Columns];
        var widths = new double[map.Columns];
        for (int c = 0; c < map.Columns; c++)
        {
            double[] coordinates = [.. Enumerable.Range(0, map.Rows).Select(i => map[i, c])];
            origin[c] = coordinates.Min();
            widths[c] = coordinates.Max() - origin[c];
        }

        return new Extent(origin, widths);
    }

    public GridGeometry Grid(double spacing) => GridGeometry.For(spacing, Widths);
}
