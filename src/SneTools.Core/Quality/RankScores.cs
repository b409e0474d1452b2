namespace SneTools;

/// <summary>The scores of a point that compare the ranks of the others in the data and in the map: its terms of the
/// co-ranking matrix (Lee &amp; Verleysen 2009).</summary>
internal sealed class RankScores
{
    private readonly int _neighborCount;
    private readonly double _greatestPenalty;
    private readonly double[] _areas;
    private readonly double _chance;

    /// <summary>Prepares the scores.</summary>
    /// <param name="count">Number of points, n.</param>
    /// <param name="neighborCount">Neighbors of a point k, from 1 to n - 1.</param>
    public RankScores(int count, int neighborCount)
    {
        _neighborCount = neighborCount;
        _greatestPenalty = GreatestPenalty(count, neighborCount);
        (_areas, _chance) = Areas(count);
    }

    /// <summary>The scores of one point.</summary>
    /// <param name="Trustworthiness">1 less the penalty for map neighbors that are none in the data.</param>
    /// <param name="Continuity">1 less the penalty for data neighbors that are none in the map.</param>
    /// <param name="Recall">The share of the data neighbors that are map neighbors.</param>
    /// <param name="RnxAuc">The point's term of the area under R_NX.</param>
    public readonly record struct Point(double Trustworthiness, double Continuity, double Recall, double RnxAuc);

    /// <summary>Scores a point.</summary>
    /// <param name="data">The other points by distance in the data.</param>
    /// <param name="map">The other points by distance in the map.</param>
    /// <param name="pairs">n counts, to which is added: for every other point one at the greater of its two ranks.</param>
    public Point Score(DistanceRanking data, DistanceRanking map, Span<long> pairs)
    {
        (double intrusion, int common) = Compare(map.Order, data.Ranks);
        (double extrusion, _) = Compare(data.Order, map.Ranks);
        ReadOnlySpan<int> order = data.Order;
        ReadOnlySpan<int> ranks = map.Ranks;
        double area = 0;
        for (int place = 0; place < order.Length - 1; place++)
        {
            int rank = Math.Max(place + 1, ranks[order[place]]);
            pairs[rank]++;
            area += _areas[rank];
        }

        return new Point(1 - Share(intrusion), 1 - Share(extrusion), (double)common / _neighborCount, area - _chance);
    }

    /// <summary>R_NX(K) for K = 1 … n - 2 (Lee et al. 2015, eq. 6).</summary>
    /// <param name="pairs">The counts of some points.</param>
    /// <param name="points">How many points.</param>
    public static double[] Curve(ReadOnlySpan<long> pairs, int points)
    {
        int n = pairs.Length;
        var curve = new double[Math.Max(0, n - 2)];
        long common = 0;
        for (int k = 1; k <= curve.Length; k++)
        {
            common += pairs[k];
            double kept = common / ((double)k * points);
            curve[k - 1] = (((n - 1) * kept) - k) / (n - 1 - k);
        }

        return curve;
    }

    /// <summary>The penalty of a point whose neighbors are all as wrong as can be (Venna &amp; Kaski 2006, eq. 2: with more than
    /// half of the points as neighbors, not all of them can be wrong).</summary>
    private static double GreatestPenalty(double n, double k) => 2 * k < n
        ? 0.5 * k * ((2 * n) - (3 * k) - 1)
        : 0.5 * (n - k) * (n - k - 1);

    /// <summary>With all other points as neighbors nothing can be wrong.</summary>
    private double Share(double penalty) => _greatestPenalty > 0 ? penalty / _greatestPenalty : 0;

    /// <summary>The ranks beyond k of the first k points of an order, and how many are not beyond it.</summary>
    private (double Penalty, int Common) Compare(ReadOnlySpan<int> order, ReadOnlySpan<int> ranks)
    {
        double penalty = 0;
        int common = 0;
        foreach (int j in order[.._neighborCount])
        {
            int beyond = ranks[j] - _neighborCount;
            if (beyond > 0)
                penalty += beyond;
            else
                common++;
        }

        return (penalty, common);
    }

    /// <summary>What a point with its greater rank r adds to the area: it is a common neighbor for all K from r on. R_NX is linear in the
    /// common neighbors, so the area over all points is the mean of those of single ones.</summary>
    private static (double[] Areas, double Chance) Areas(int n)
    {
        var areas = new double[n + 1];
        double weights = 0;
        double chance = 0;
        for (int k = n - 2; k >= 1; k--)
        {
            areas[k] = areas[k + 1] + ((n - 1.0) / ((double)k * k * (n - 1 - k)));
            weights += 1.0 / k;
            chance += 1.0 / (n - 1 - k);
        }

        for (int k = 1; k <= n - 2; k++)
            areas[k] /= weights;
        return (areas, weights > 0 ? chance / weights : 0);
    }
}
