namespace SneTools.Plots;

/// <summary>A map to be drawn, and how.</summary>
public sealed class MapPlot
{
    /// <summary>Creates the plot.</summary>
    /// <param name="map">The map, n × 1, n × 2 or n × 3.</param>
    /// <param name="colors">The color of every point.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <param name="columns">What a page shows of a point under the mouse, beside its color's value.</param>
    /// <exception cref="SneException"><see cref="SneError.DimensionOutOfRange"/>: the map has more than three
    /// dimensions.</exception>
    public MapPlot(Matrix map, PointColors colors, string? title = null, IReadOnlyList<LabelColumn>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(colors);
        if (map.Columns > 3)
        {
            throw new SneException(
                SneError.DimensionOutOfRange,
                $"The map has {map.Columns} dimensions; maps of 1, 2 or 3 dimensions can be drawn.",
                column: "Dimension");
        }

        Map = map;
        Colors = colors;
        Title = title ?? string.Empty;
        Columns = columns ?? [];
    }

    /// <summary>The map.</summary>
    public Matrix Map { get; }

    /// <summary>The color of every point.</summary>
    public PointColors Colors { get; }

    /// <summary>What stands over the picture; empty for nothing.</summary>
    public string Title { get; }

    /// <summary>What a page shows of a point under the mouse, beside its color's value.</summary>
    public IReadOnlyList<LabelColumn> Columns { get; }

    /// <summary>What of it is shown, and how.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: it cannot be shown so.</exception>
    public MapLook Look
    {
        get;
        init => field = Checked(value);
    } = new();

    /// <summary>Number of points, n.</summary>
    public int Count => Map.Rows;

    /// <summary>What is shown of each coordinate; null for what the points take.</summary>
    internal Extent[]? Box { get; init; }

    /// <summary>The same points at other places.</summary>
    /// <param name="map">The places.</param>
    /// <param name="box">What is shown of each coordinate.</param>
    /// <param name="caption">What stands over the picture, after the plot's own title.</param>
    internal MapPlot At(Matrix map, Extent[] box, string caption) =>
        new(map, Colors, Title.Length > 0 ? $"{Title} \u2013 {caption}" : caption, Columns) { Box = box, Look = Look };

    /// <summary>Where names of categories stand; none where they are not wanted.</summary>
    /// <param name="view">What shows the map.</param>
    internal IReadOnlyList<CategoryPlace> Names(MapView view) => Look.HasLabels ? CategoryPlace.Find(Colors, view) : [];

    /// <summary>The projections onto a plane that show the map: one, or three of a map in space.</summary>
    internal IReadOnlyList<MapView> Views() => Map.Columns switch
    {
        1 => [MapView.Lanes(this)],
        2 => [MapView.Plane(this, 0, 1)],
        _ => [MapView.Plane(this, 0, 1), MapView.Plane(this, 2, 1), MapView.Plane(this, 0, 2)],
    };

    private MapLook Checked(MapLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        if ((look.XLimit is not null && Map.Columns == 3) || (look.YLimit is not null && Map.Columns != 2))
        {
            throw new SneException(
                SneError.InvalidOption,
                $"-{(look.XLimit is not null && Map.Columns == 3 ? "XLimit" : "YLimit")} is for maps in the plane; this one has {Map.Columns} {(Map.Columns == 1 ? "dimension" : "dimensions")}.",
                column: look.XLimit is not null && Map.Columns == 3 ? "XLimit" : "YLimit");
        }

        Require(look.XLimit, "XLimit");
        Require(look.YLimit, "YLimit");
        return look;
    }

    private static void Require((double Low, double High)? limit, string parameter)
    {
        if (limit is { } given && !(double.IsFinite(given.Low) && double.IsFinite(given.High) && given.Low < given.High))
            throw new SneException(SneError.InvalidOption, FormattableString.Invariant($"-{parameter} is two numbers, the smaller first, not {given.Low} and {given.High}."), column: parameter);
    }
}
