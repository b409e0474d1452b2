namespace SneTools;

/// <summary>Where a map starts: principal components, a spectral map, random, or a map that was given.</summary>
public sealed class InitialMap
{
    /// <summary>Standard deviation of the first coordinate of a map that is not given. Small beside the kernel's width,
    /// which is 1, so that all points see each other at the start.</summary>
    public const double Deviation = 0.1;

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

    /// <summary>Pca, Random, Spectral or Given.</summary>
    public string Name { get; }

    /// <summary>The map, n × l, if it was given.</summary>
    public Matrix? Map { get; }

    /// <summary>A map that is used as it is; one whose points are all in one place gets a little noise.</summary>
    /// <param name="map">n × l.</param>
    public static InitialMap Given(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new InitialMap("Given", map);
    }

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

        MapInitialization.RequireMap(Map, data.Rows);
        if (Map.Columns != dimension)
        {
            throw new SneException(
                SneError.InvalidMap, $"The initial map has {Map.Columns} columns; the map is to have {dimension}.");
        }

        return Apart(Map, seed);
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
