namespace SneTools.Tests;

/// <summary>Maps to measure, and their measures.</summary>
internal static class Measured
{
    /// <summary>The fixed map of reference/quality.py: two directions, and a little of the row's number.</summary>
    public static Matrix FixedMap(Matrix data)
    {
        var map = new Matrix(data.Rows, 2);
        for (int i = 0; i < data.Rows; i++)
        {
            for (int k = 0; k < data.Columns; k++)
            {
                map[i, 0] += data[i, k] * (k % 2 == 0 ? 1 : -1) * Math.Sqrt(k + 2);
                map[i, 1] += data[i, k] * ((k % 3) - 1) * Math.Sqrt((3 * k) + 5);
            }

            map[i, 0] += 0.01 * Math.Sqrt(i + 1);
            map[i, 1] += 0.03 * Math.Sqrt((2 * i) + 3);
        }

        return map;
    }

    public static EmbeddingQuality Quality(
        Matrix map,
        Matrix? data,
        QualityOptions? options = null,
        Embedding? embedding = null,
        int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        return QualityCheck.Run(map, data, embedding, options ?? new QualityOptions(), team);
    }

    /// <summary>A map that keeps some of the neighborhoods: the first two columns, with noise.</summary>
    public static Matrix NoisyMap(Matrix data, double noise, int seed)
    {
        Matrix map = Samples.Normal(data.Rows, 2, seed, noise);
        for (int i = 0; i < data.Rows; i++)
        {
            map[i, 0] += data[i, 0];
            map[i, 1] += data[i, 1];
        }

        return map;
    }

    public static LabelColumn Classes(params string?[] values) => new("class", values);

    /// <summary>Every number of a result, to be compared bit by bit.</summary>
    public static double?[] Numbers(EmbeddingQuality quality) =>
    [
        quality.Trustworthiness, quality.TrustworthinessStandardError, quality.Continuity, quality.ContinuityStandardError,
        quality.Recall, quality.RecallStandardError, quality.RnxAuc, quality.RnxAucStandardError,
        quality.ShepardCorrelation, quality.ShepardCorrelationStandardError, quality.Silhouette,
        quality.SilhouetteStandardError, quality.NeighborAccuracy, quality.NeighborAccuracyStandardError,
        .. quality.Rnx!.Select(value => (double?)value),
        .. quality.Points.SelectMany(point => new[]
        {
            point.Index, point.Trustworthiness, point.Continuity, point.Recall, point.Entropy, point.CrossEntropy, point.Silhouette,
        }),
        .. quality.Worst.Select(point => (double?)point.Index),
    ];
}
