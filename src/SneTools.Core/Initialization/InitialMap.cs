namespace SneTools;

/// <summary>Where a map starts: principal components, a spectral map, random, a map that was given, or an old map that it is to look like.</summary>
public sealed class InitialMap
{
    /// <summary>Standard deviation of the first coordinate of a map that is not given. Small beside the kernel's width,
    /// which is 1, so that all points see each other at the start.</summary>
    public const double Deviation = 0.1;

    /// <summary>What <see cref="Aligned(Matrix)"/> makes is called.</summary>
    internal const string AlignedName = "Aligned";

    /// <summary>The share of new rows beyond which an old map is exaggerated like one without a shape: they cannot pass each other on the way
    /// to their places otherwise, and of half new rows the cost of a t-SNE map ended 5 % higher, and not 2 %.</summary>
    private const double MuchNew = 0.25;

    private InitialMap(string name, Matrix? map)
    {
        Name = name;
        Map = map;
    }

    /// <summary>The leading principal components of the data, scaled small. Where distances were given instead of rows, their principal
    /// coordinates, which are the same (classical scaling), and of distances of some pairs only a spectral map.</summary>
    public static InitialMap Pca { get; } = new("Pca", null);

    /// <summary>Independent normal coordinates.</summary>
    public static InitialMap Random { get; } = new("Random", null);

    /// <summary>A Laplacian eigenmap of the attraction between the points, scaled small (Belkin and Niyogi 2003).</summary>
    public static InitialMap Spectral { get; } = new("Spectral", null);

    /// <summary>All that need no map from the user.</summary>
    internal static IReadOnlyList<InitialMap> NeedNoMap { get; } = [Pca, Random, Spectral];

    /// <summary>Pca, Random, Spectral, Given or Aligned.</summary>
    public string Name { get; }

    /// <summary>The map, n × l, if it was given; NaN in the rows that have no place in an old one.</summary>
    public Matrix? Map { get; }

    /// <summary>True if the map is an old one, which the result is turned to.</summary>
    public bool IsAligned => Name == AlignedName;

    /// <summary>A map that is used as it is; one whose points are all in one place gets a little noise.</summary>
    /// <param name="map">n × l.</param>
    public static InitialMap Given(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new InitialMap("Given", map);
    }

    /// <summary>An old map of all or some of the rows: these start from their places, the others among their neighbors, and in the end the map
    /// is turned, or turned over, to lie as near to the old places as can be. Its scale is its own: it is a part of the cost.</summary>
    /// <param name="map">n × l; NaN in all of a row that has no place in the old map. At least two have one.</param>
    public static InitialMap Aligned(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new InitialMap(AlignedName, map);
    }

    /// <summary>The same, of a map whose rows are others.</summary>
    /// <param name="map">The old map.</param>
    /// <param name="matching">Which of the rows to be embedded are which of its rows.</param>
    public static InitialMap Aligned(Matrix map, RowMatching matching)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(matching);
        var places = new Matrix(matching.Count, map.Columns);
        Array.Fill(places.Values, double.NaN);
        for (int k = 0; k < matching.Matched; k++)
            map.Row(matching.ReferenceRows[k]).CopyTo(places.Row(matching.Rows[k]));
        return Aligned(places);
    }

    /// <summary>True for a map that has its shape, which exaggeration would take away: one that was given, or an old one of most of the rows.
    /// </summary>
    internal bool HasShape => Map is not null && (!IsAligned || OldPlaces.Placed(Map).Length >= (1 - MuchNew) * Map.Rows);

    /// <summary>The map of a name, in whatever case; null if there is none that needs no more than its name.</summary>
    /// <param name="name">Pca, Random or Spectral.</param>
    internal static InitialMap? Named(string name) =>
        NeedNoMap.FirstOrDefault(map => map.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Makes the map.</summary>
    /// <param name="data">n × h; h is 0 where distances were given instead of rows.</param>
    /// <param name="affinities">The probabilities between the points; null only where they are not needed, for a map that is not spectral
    /// of rows.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <param name="team">The threads that do the work.</param>
    internal Matrix Create(Matrix data, Affinities? affinities, int dimension, int seed, ThreadTeam team)
    {
        if (Map is null)
        {
            if (this == Random)
                return MapInitialization.Random(data.Rows, dimension, Deviation, seed);
            if (this == Pca && affinities?.Given is null)
                return MapInitialization.Pca(data, dimension, Deviation, seed, team);
            return this == Pca && affinities!.Given!.All is { } distances
                ? MapInitialization.FromDistances(distances, dimension, Deviation, seed, team)
                : MapInitialization.Spectral(affinities!, dimension, Deviation, seed, team);
        }

        if (IsAligned)
            OldPlaces.Require(Map);
        else
            MapInitialization.RequireMap(Map, data.Rows);
        if (Map.Columns != dimension)
        {
            throw new SneException(
                SneError.InvalidMap, $"The {(IsAligned ? "map to align to" : "initial map")} has {Map.Columns} columns; the map is to have {dimension}.");
        }

        if (Map.Rows != data.Rows)
            throw new SneException(SneError.InvalidMap, $"The map to align to has {Map.Rows} rows; there are {data.Rows}.");
        return Apart(IsAligned ? OldPlaces.Fill(Map, affinities!, seed, team) : Map, seed);
    }

    /// <summary>A map that began here as it is to be seen: turned to the old map, if there is one.</summary>
    /// <param name="map">n × l.</param>
    internal Matrix Turn(Matrix map) => Turning(map)?.Turn(map) ?? map;

    /// <summary>How a map that began here is turned to be seen; null where it stays as it is.</summary>
    /// <param name="map">n × l.</param>
    internal MapAlignment? Turning(Matrix map) => IsAligned ? Align(map) : null;

    /// <summary>The Procrustes distance between the old map and a map that began there, over the rows that have a place in both.</summary>
    /// <param name="map">n × l.</param>
    internal double DistanceTo(Matrix map) => Align(map).ProcrustesDistance;

    private MapAlignment Align(Matrix map)
    {
        int[] placed = OldPlaces.Placed(Map!);
        return MapAlignment.Fit(map.Select(placed), Map!.Select(placed));
    }

    /// <summary>A map whose points are all in one place gets a little noise: no force parts them there.</summary>
    private static Matrix Apart(Matrix map, int seed)
    {
        bool isOnePlace = true;
        for (int k = map.Columns; k < map.Values.Length && isOnePlace; k++)
            isOnePlace = map.Values[k] == map.Values[k - map.Columns];
        return isOnePlace ? MapInitialization.Shake(map, 0.01 * Deviation, seed) : map.Clone();
    }
}
