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

    /// <summary>True where points may lie outside of what is shown.</summary>
    public bool IsLimited { get; private init; }

    /// <summary>Two coordinates of a map.</summary>
    public static MapView Plane(MapPlot plot, int x, int y)
    {
        IReadOnlyList<string> names = Embedding.CoordinateNames(plot.Map.Columns);
        var view = new MapView(Coordinate(plot.Map, x), Coordinate(plot.Map, y), names[x], names[y]);
        if (plot.Box is { } box)
            view = view with { Across = box[x], Up = box[y] };
        return view.Limited(plot.Look);
    }

    /// <summary>A map on a line: a lane for every category, in which the points are spread evenly upward, so that many at
    /// one place show as many.</summary>
    public static MapView Lanes(MapPlot plot)
    {
        var y = new double[plot.Count];
        for (int i = 0; i < y.Length; i++)
            y[i] = (0.8 * (((i + 1) * GoldenRatio % 1) - 0.5)) - plot.Colors.CategoryOf[i];
        var view = new MapView(Coordinate(plot.Map, 0), y, Embedding.CoordinateNames(1)[0], null);
        if (plot.Box is { } box)
            view = view with { Across = box[0] };
        return view.Limited(plot.Look);
    }

    /// <summary>True for a point that is in what is shown.</summary>
    public bool Shows(int point) => !IsLimited || (X[point] >= Across.Low && X[point] <= Across.High && Y[point] >= Up.Low && Y[point] <= Up.High);

    /// <summary>The view with no more than a user wants to see; where one coordinate alone is limited, the other shows the points that are left.
    /// </summary>
    private MapView Limited(MapLook look)
    {
        if (look.XLimit is null && look.YLimit is null)
            return this;
        MapView view = this with { IsLimited = true };
        if (look.XLimit is { } x)
            view = view with { Across = new Extent(x.Low, x.High) };
        if (look.YLimit is { } y)
            return (view with { Up = new Extent(y.Low, y.High) }).Left(look);
        return view.Left(look);
    }

    private MapView Left(MapLook look)
    {
        int[] points = [.. Enumerable.Range(0, X.Length).Where(Shows)];
        if (points.Length == 0 || !IsPlane)
            return this;
        return look.XLimit is null ? this with { Across = Extent.Of([.. points.Select(i => X[i])]) }
            : look.YLimit is null ? this with { Up = Extent.Of([.. points.Select(i => Y[i])]) }
            : this;
    }

    private static double[] Coordinate(Matrix map, int column)
    {
        var values = new double[map.Rows];
        for (int i = 0; i < values.Length; i++)
            values[i] = map[i, column];
        return values;
    }
}
