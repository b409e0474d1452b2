namespace SneTools;

/// <summary>The scores of a point that compare its class with those of the points around it in the map.</summary>
/// <param name="labels">The classes.</param>
/// <param name="neighborCount">Neighbors that vote, k.</param>
internal sealed class LabelScores(ClassLabels labels, int neighborCount)
{
    private readonly double[] _sums = new double[labels.Sizes.Length];
    private readonly int[] _votes = new int[labels.Sizes.Length];

    /// <summary>s = (b - a) / max(a, b): a is the mean distance to the points of the same class, b that to the points of the class that is
    /// next by it (Rousseeuw 1987); 0 for a class of one point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="squaredDistances">The squared distances to all points in the map; that to the point itself is not read.</param>
    public double Silhouette(int point, ReadOnlySpan<double> squaredDistances)
    {
        int own = labels.Classes[point];
        if (labels.Sizes[own] == 1)
            return 0;
        Array.Clear(_sums);
        for (int j = 0; j < squaredDistances.Length; j++)
        {
            int other = labels.Classes[j];
            if (other >= 0 && j != point)
                _sums[other] += Math.Sqrt(squaredDistances[j]);
        }

        double within = _sums[own] / (labels.Sizes[own] - 1);
        double next = double.PositiveInfinity;
        for (int c = 0; c < _sums.Length; c++)
        {
            if (c != own)
                next = Math.Min(next, _sums[c] / labels.Sizes[c]);
        }

        double greater = Math.Max(within, next);
        return greater > 0 ? (next - within) / greater : 0;
    }

    /// <summary>The class that most of the nearest points with a class have; of equally frequent ones the first.</summary>
    /// <param name="order">The points by distance in the map, the point itself last.</param>
    public int Vote(ReadOnlySpan<int> order)
    {
        Array.Clear(_votes);
        int left = neighborCount;
        foreach (int j in order[..^1])
        {
            int other = labels.Classes[j];
            if (other < 0)
                continue;
            _votes[other]++;
            if (--left == 0)
                break;
        }

        return _votes.AsSpan().IndexOf(_votes.Max());
    }
}
