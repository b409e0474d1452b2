using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNet.Numerics.Random;

namespace SneTools;

/// <summary>Maps to start from.</summary>
public static class MapInitialization
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

    /// <summary>The leading principal components of the data, scaled to a small map.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="dimension">Dimension l of the map, less than h.</param>
    /// <param name="deviation">Standard deviation of the first coordinate of the result.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>n × l. A component's sign is such that its largest loading is positive.</returns>
    /// <remarks>
    /// A hundredth of <paramref name="deviation"/> is added as noise: equal rows, rows that one far outlier squeezes
    /// together, and data with fewer than l components would otherwise start, and by symmetry stay, in one place.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix Pca(
        Matrix data,
        int dimension,
        double deviation,
        int seed,
        ThreadTeam team,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        Matrix map = Random(data.Rows, dimension, 0.01 * deviation, seed);
        Matrix centered = data.Center();
        double[][] loadings = Loadings(centered, dimension, team, cancellation);
        double? scale = null;
        for (int c = 0; c < loadings.Length; c++)
        {
            double[] scores = Project(centered, loadings[c]);
            double spread = Math.Sqrt(scores.Sum(x => x * x) / data.Rows);
            scale ??= spread > 0 && double.IsFinite(spread) ? deviation / spread : 0;
            for (int i = 0; i < data.Rows; i++)
                map[i, c] += scale.Value * scores[i];
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

    /// <summary>The leading directions, as unit vectors of h numbers; fewer where the data have fewer.</summary>
    /// <remarks>With more columns than rows the same directions come out of the smaller n × n problem.</remarks>
    private static double[][] Loadings(Matrix centered, int dimension, ThreadTeam team, CancellationToken cancellation)
    {
        bool isWide = centered.Columns > centered.Rows;
        Matrix transposed = Transpose(centered);
        Matrix products = InnerProducts(isWide ? centered : transposed, team, cancellation);
        Matrix<double> vectors = EigenVectors(products, cancellation);
        int count = Math.Min(dimension, vectors.ColumnCount);
        return
        [
            .. Enumerable.Range(1, count)
                .Select(c => vectors.Column(vectors.ColumnCount - c).ToArray())
                .Select(vector => isWide ? Normalize(Project(transposed, vector)) : vector)
                .Select(FixSign)
        ];
    }

    /// <summary>The eigenvectors of a symmetric matrix, by ascending eigenvalue.</summary>
    private static Matrix<double> EigenVectors(Matrix symmetric, CancellationToken cancellation)
    {
        var matrix = Matrix<double>.Build.Dense(symmetric.Rows, symmetric.Columns, symmetric.Values);

        // The factorization cannot be interrupted, so whoever wants to stop does not wait for it.
        Task<Evd<double>> task = Task.Run(() => matrix.Evd(Symmetricity.Symmetric), cancellation);
        task.Wait(cancellation);
        return task.Result.EigenVectors;
    }

    private static double[] Normalize(double[] vector)
    {
        double norm = Math.Sqrt(vector.Sum(x => x * x));
        return norm > 0 ? [.. vector.Select(x => x / norm)] : vector;
    }

    private static double[] FixSign(double[] loading)
    {
        double largest = loading.MaxBy(Math.Abs);
        return largest < 0 ? [.. loading.Select(x => -x)] : loading;
    }

    private static double[] Project(Matrix centered, double[] loading)
    {
        var scores = new double[centered.Rows];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = Distance.Dot(centered.Row(i), loading);
        return scores;
    }

    private static Matrix Transpose(Matrix matrix)
    {
        var result = new Matrix(matrix.Columns, matrix.Rows);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int k = 0; k < matrix.Columns; k++)
                result[k, i] = matrix[i, k];
        }

        return result;
    }

    /// <summary>The products of all pairs of rows.</summary>
    private static Matrix InnerProducts(Matrix rows, ThreadTeam team, CancellationToken cancellation)
    {
        var result = new Matrix(rows.Rows, rows.Rows);
        team.Run(rows.Rows, a =>
        {
            cancellation.ThrowIfCancellationRequested();
            for (int b = 0; b <= a; b++)
            {
                double product = Distance.Dot(rows.Row(a), rows.Row(b));
                result[a, b] = product;
                result[b, a] = product;
            }
        });
        return result;
    }
}
