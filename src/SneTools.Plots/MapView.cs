namespace SneTools.Plots;

/// <summary>The points of a map as a plane shows them.</summary>
/// <param name="X">To the right, a number per point.</param>
/// <param name="Y">Upward, a number per point.</param>
/// <param name="XName">What X is.</param>
/// <param name="YName">What Y is; null when it has no meaning.</param>
internal sealed record MapView(double[] X, double[] Y, string XName, string? YName)
{
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>True when a unit has to be as long upward as to the right.</summary>
    public bool IsPlane => YName is not null;

    /// <summary>What is shown to the right: the points, or the box that the plot was given.</summary>
    public Extent Across { get; private init; } = Extent.Of(X);

    /// <summary>What is shown upward.</summary>
    public Extent Up { get; private init; } = Extent.Of(Y);

    /// <summary>Two coordinates of a map.</summary>
    public static MapView Plane(MapPlot plot, int x, int y)
    {
        IReadOnlyList<string> names = Embedding.CoordinateNames(plot.Map.Columns);
        var view = new MapView(Coordinate(plot.Map, x), Coordinate(plot.Map, y), names[x], names[y]);
        return plot.Box is { } box ? view with { Across = box[x], Up = box[y] } : view;
    }

    /// <summary>A map on a line: a lane for every category, in which the points are spread evenly upward, so that many at
    /// one place show as many.</summary>
    public static MapView Lanes(MapPlot plot)
    {
        var y = new double[plot.Count];
        for (int i = 0; i < y.Length; i++)
            y[i] = (0.8 * (((i + 1) * GoldenRatio % 1) - 0.5)) - plot.Colors.CategoryOf[i];
        var view = new MapView(Coordinate(plot.Map, 0), y, Embedding.CoordinateNames(1)[0], null);
        return plot.Box is { } box ? view with { Across = box[0] } : view;
    }

    private static double[] Coordinate(Matrix map, int column)
    {
        var values = new double[map.Rows];
        for (int i = 0; i < values.Length; i++)
            values[i] = map[i, column];
        return values;
    }
}
