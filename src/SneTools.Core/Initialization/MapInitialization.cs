using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace SneTools;

/// <summary>Maps to start from.</summary>
internal static class MapInitialization
{
    /// <summary>Independent normal coordinates.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="deviation">Standard deviation of a coordinate.</param>
    /// <param name="seed">Seed of the generator (xoshiro256**).</param>
    /// <returns>n × l.</returns>
    public static Matrix Random(int n, int dimension, double deviation, int seed)
    {
        var map = new Matrix(n, dimension);
        Normal.Samples(new Xoshiro256StarStar(seed), map.Values, 0, deviation);
        return map;
    }

    /// <summary>A copy of a map with independent normal noise.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="deviation">Standard deviation of the noise.</param>
    /// <param name="seed">Its seed.</param>
    internal static Matrix Shake(Matrix map, double deviation, int seed)
    {
        Matrix result = Random(map.Rows, map.Columns, deviation, seed);
        for (int k = 0; k < result.Values.Length; k++)
            result.Values[k] += map.Values[k];
        return result;
    }

    /// <summary>The leading principal components of the data, scaled to a small map.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="dimension">Dimension l of the map, less than h.</param>
    /// <param name="deviation">Standard deviation of the first coordinate of the result.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>n × l. A component's sign is such that its largest loading is positive.</returns>
    /// <remarks>
    /// <para>A hundredth of <paramref name="deviation"/> is added as noise: equal rows, and data with fewer than l components would
    /// otherwise start, and by symmetry stay, in one place.</para>
    /// <para>Rows so far out that they would press all others into one spot, at most one in twenty, take no part in the components,
    /// and are set to the edge of the map.</para>
    /// </remarks>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix Pca(
        Matrix data,
        int dimension,
        double deviation,
        int seed,
        ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        return FromScores(RobustScores.Of(data, dimension, team), data.Rows, dimension, deviation, seed);
    }

    /// <summary>The leading principal coordinates of the distances between points, scaled to a small map: what principal components are for
    /// rows, by the same rules.</summary>
    /// <param name="points">The points, n.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="deviation">Standard deviation of the first coordinate of the result.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>n × l. A coordinate's sign is such that its largest number is positive.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix FromDistances(IPointDistances points, int dimension, double deviation, int seed, ThreadTeam team) =>
        FromScores(RobustScores.Of(points, dimension, team), points.Count, dimension, deviation, seed);

    /// <summary>A Laplacian eigenmap of the attraction between points, scaled to a small map.</summary>
    /// <param name="affinities">The probabilities between the points.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="deviation">Standard deviation of the first coordinate of the result.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>n × l.</returns>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix Spectral(Affinities affinities, int dimension, double deviation, int seed, ThreadTeam team)
    {
        Matrix places = new SpectralMap(affinities, dimension, team).Find();
        RobustScores.Bound(places);
        double mean = 0;
        for (int i = 0; i < places.Rows; i++)
            mean += places[i, 0] / places.Rows;
        double variance = 0;
        for (int i = 0; i < places.Rows; i++)
            variance += (places[i, 0] - mean) * (places[i, 0] - mean) / places.Rows;
        double scale = variance > 0 ? deviation / Math.Sqrt(variance) : 0;
        Matrix map = Random(places.Rows, dimension, 0.01 * deviation, seed);
        for (int k = 0; k < map.Values.Length; k++)
            map.Values[k] += scale * places.Values[k];
        return map;
    }

    private static Matrix FromScores(RobustScores scores, int n, int dimension, double deviation, int seed)
    {
        Matrix map = Random(n, dimension, 0.01 * deviation, seed);
        double scale = scores.Spread > 0 && double.IsFinite(scores.Spread) ? deviation / scores.Spread : 0;
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < scores.Rank; c++)
                map[i, c] += scale * scores[i, c];
        }

        return map;
    }

    /// <summary>Checks a map that somebody gave.</summary>
    /// <param name="map">The map.</param>
    /// <param name="n">Number of points it must have.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>.</exception>
    public static void RequireMap(Matrix map, int n)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Rows != n || map.Columns < 1)
        {
            throw new SneException(
                SneError.InvalidMap,
                $"The map must have a row for each of the {n} points and at least one column; it is {map}.");
        }

        int bad = Array.FindIndex(map.Values, x => !double.IsFinite(x));
        if (bad >= 0)
        {
            throw new SneException(
                SneError.InvalidMap,
                FormattableString.Invariant(
                    $"Row {(bad / map.Columns) + 1} of the map, coordinate {(bad % map.Columns) + 1}: {map.Values[bad]} is not a finite number."),
                (bad / map.Columns) + 1);
        }
    }
}
