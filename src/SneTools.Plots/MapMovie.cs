namespace SneTools.Plots;

/// <summary>A map on its way, frame by frame, on axes that grow with it and never shrink: a map begins so small that on the axes of its end
/// the beginning would be a dot.</summary>
public sealed class MapMovie
{
    private readonly MapSnapshot[] _snapshots;
    private readonly Extent[][] _boxes;

    /// <summary>Creates the movie.</summary>
    /// <param name="plot">The last map, and how it is drawn.</param>
    /// <param name="snapshots">The maps on the way, at least two, in order, as <see cref="Embedding.Snapshots"/> has them.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: there are fewer, or they are of other points.</exception>
    public MapMovie(MapPlot plot, IReadOnlyList<MapSnapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(snapshots);
        if (snapshots.Count < 2)
            throw new SneException(SneError.InvalidMap, "There is nothing to see moving: the embedding has no maps on the way, which Invoke-SneEmbedding -SnapshotInterval keeps.");
        if (snapshots.Any(snapshot => (snapshot.Count, snapshot.Dimension) != (plot.Count, plot.Map.Columns)))
            throw new SneException(SneError.InvalidMap, $"The maps on the way are not of the {plot.Count} points of the map.");
        Plot = plot;
        _snapshots = [.. snapshots];
        _boxes = new Extent[_snapshots.Length][];
        for (int k = 0; k < _boxes.Length; k++)
            _boxes[k] = Grow(k == 0 ? null : _boxes[k - 1], _snapshots[k]);
    }

    private MapMovie(MapPlot plot, MapSnapshot[] snapshots, Extent[][] boxes) => (Plot, _snapshots, _boxes) = (plot, snapshots, boxes);

    /// <summary>The last map, and how it is drawn.</summary>
    public MapPlot Plot { get; }

    /// <summary>Number of frames.</summary>
    public int Count => _snapshots.Length;

    /// <summary>What a frame shows.</summary>
    public MapSnapshot this[int frame] => _snapshots[frame];

    /// <summary>The same movie with fewer frames, evenly spread from the first to the last; itself if it has no more.</summary>
    /// <param name="most">The most frames, at least 2.</param>
    public MapMovie Thin(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (Count <= most)
            return this;
        int[] kept = [.. Enumerable.Range(0, most).Select(k => (int)((long)k * (Count - 1) / (most - 1)))];
        return new MapMovie(Plot, [.. kept.Select(k => _snapshots[k])], [.. kept.Select(k => _boxes[k])]);
    }

    /// <summary>What a frame shows of each coordinate.</summary>
    internal Extent[] Box(int frame) => _boxes[frame];

    /// <summary>A frame as a plot.</summary>
    internal MapPlot Frame(int frame) => Plot.At(_snapshots[frame].ToMatrix(), _boxes[frame], _snapshots[frame].ToString());

    /// <summary>What shows a map, and all that was shown before it.</summary>
    /// <param name="before">What was shown before; null at the start.</param>
    /// <param name="snapshot">The map.</param>
    internal static Extent[] Grow(Extent[]? before, MapSnapshot snapshot)
    {
        var box = new Extent[snapshot.Dimension];
        var values = new double[snapshot.Count];
        for (int c = 0; c < box.Length; c++)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = snapshot[i, c];
            box[c] = before is null ? Extent.Of(values) : before[c].With(Extent.Of(values));
        }

        return box;
    }
}
