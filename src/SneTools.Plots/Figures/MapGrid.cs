namespace SneTools.Plots;

/// <summary>Several maps in one figure, with the same colors: each turned so that it lies as the first of the same points does.</summary>
public sealed class MapGrid
{
    private MapGrid(MapPlot[] maps, int[] alignedTo, PointColors colors, string title, GridDesign[] designs) =>
        (Maps, AlignedTo, Colors, Title, Designs) = (maps, alignedTo, colors, title, designs);

    /// <summary>The maps in their order, aligned; the title of each is its caption.</summary>
    public MapPlot[] Maps { get; }

    /// <summary>The map, counted from 0, that each was aligned to: itself for the first of its points.</summary>
    public int[] AlignedTo { get; }

    /// <summary>The colors of the points of all maps, one after the other.</summary>
    public PointColors Colors { get; }

    /// <summary>What stands over the figure; empty for nothing.</summary>
    public string Title { get; }

    /// <summary>The ways in which the maps make rows and columns by their parameters.</summary>
    internal GridDesign[] Designs { get; }

    /// <summary>Number of points in all maps.</summary>
    public long Count => Maps.Sum(map => (long)map.Count);

    /// <summary>Whether there is a legend.</summary>
    internal bool HasLegend => Maps[0].Look.HasLegend;

    /// <summary>The one legend of the figure; null for none.</summary>
    internal FigureLegend? Legend() => HasLegend ? FigureLegend.Of(Colors) : null;

    /// <summary>Width over height of what a panel shows, on average.</summary>
    internal double Aspect => Math.Clamp(Math.Exp(Maps.Average(map => Math.Log(Ratio(map)))), 0.5, 2);

    /// <summary>Puts maps into one figure. A map is aligned to the first one of the same points by a shift, a turn, a reflection and a scale
    /// (<see cref="MapAlignment"/>), over the points that both have.</summary>
    /// <param name="maps">The maps, at least one.</param>
    /// <param name="kind">What the values are that give the colors.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the figure.</param>
    /// <param name="keyName">The columns that the keys of the points are from, for errors.</param>
    /// <exception cref="SneException">A map cannot be drawn or aligned; the message names it.</exception>
    public static MapGrid Of(
        IReadOnlyList<GridMap> maps, ColorKind kind, PlotTheme theme, string? title = null, string keyName = "") =>
        Of(maps, new ColorOptions { Kind = kind, Theme = theme }, new MapLook(), title, keyName);

    /// <summary>Puts maps into one figure.</summary>
    /// <param name="maps">The maps, at least one.</param>
    /// <param name="options">How the values become colors.</param>
    /// <param name="look">What of the maps is shown, and how.</param>
    /// <param name="title">What stands over the figure.</param>
    /// <param name="keyName">The columns that the keys of the points are from, for errors.</param>
    /// <exception cref="SneException">A map cannot be drawn or aligned; the message names it.</exception>
    public static MapGrid Of(
        IReadOnlyList<GridMap> maps, ColorOptions options, MapLook look, string? title = null, string keyName = "")
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(look);
        if (maps.Count == 0)
            throw new SneException(SneError.EmptyInput, "There are no maps to be drawn.");
        PointColors colors = AllColors(maps, options);
        var plots = new MapPlot[maps.Count];
        var alignedTo = new int[maps.Count];
        int start = 0;
        for (int k = 0; k < maps.Count; k++)
        {
            (alignedTo[k], Matrix map) = Align(maps, alignedTo, k, keyName);
            plots[k] = new MapPlot(map, colors.Slice(start, map.Rows), maps[k].Caption, maps[k].Columns) { Look = look };
            start += map.Rows;
        }

        return new MapGrid(plots, alignedTo, colors, title ?? string.Empty, [.. GridDesign.Of([.. maps.Select(map => map.Parts)])]);
    }

    private static (int To, Matrix Map) Align(IReadOnlyList<GridMap> maps, int[] alignedTo, int k, string keyName)
    {
        Matrix map = maps[k].Map;
        for (int to = 0; to < k; to++)
        {
            if (alignedTo[to] == to && maps[k].Match(maps[to], keyName) is { } matching)
                return (to, MapAlignment.Fit(Rows(map, matching.Rows), Rows(maps[to].Map, matching.ReferenceRows)).Apply(map));
        }

        return (k, map);
    }

    private static Matrix Rows(Matrix map, int[] rows)
    {
        var taken = new Matrix(rows.Length, map.Columns);
        for (int i = 0; i < rows.Length; i++)
            map.Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }

    /// <summary>The colors of all points: a category has the same in every map, and a scale is one for all.</summary>
    private static PointColors AllColors(IReadOnlyList<GridMap> maps, ColorOptions options)
    {
        string[] names = [.. maps.Select(map => map.Color?.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Length == 0)
            return PointColors.Plain(maps.Sum(map => map.Map.Rows), options);
        var values = new List<string?>();
        foreach (GridMap map in maps)
            values.AddRange(map.Color?.Values ?? Enumerable.Repeat<string?>(null, map.Map.Rows));
        return PointColors.Of(new LabelColumn(string.Join(", ", names), values), options);
    }

    private static double Ratio(MapPlot map)
    {
        MapView view = map.Views()[0];
        return view.IsPlane ? view.Across.Length / view.Up.Length : 1;
    }
}
