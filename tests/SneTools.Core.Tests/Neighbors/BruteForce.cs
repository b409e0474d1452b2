namespace SneTools.Tests;

/// <summary>Nearest neighbors as they are defined: every distance of a point, sorted.</summary>
internal static class BruteForce
{
    /// <summary>The squared distance to the last bit: four sums in one order.</summary>
    /// <param name="points">The points.</param>
    /// <param name="i">One of them.</param>
    /// <param name="j">Another.</param>
    /// <param name="unit">The unit of length, a power of two.</param>
    public static double SquaredDistance(Matrix points, int i, int j, double unit = 1)
    {
        var sums = new double[4];
        for (int k = 0; k < points.Columns; k++)
        {
            double difference = (points[i, k] / unit) - (points[j, k] / unit);
            sums[k % 4] = Math.FusedMultiplyAdd(difference, difference, sums[k % 4]);
        }

        return Math.Min(double.MaxValue, sums[0] + sums[1] + sums[2] + sums[3]);
    }

    /// <summary>The squared distances from a point to its k nearest, the nearest first.</summary>
    public static double[] SquaredDistances(Matrix points, int i, int k, double unit = 1)
    {
        double[] all = [.. Enumerable.Range(0, points.Rows).Where(j => j != i).Select(j => SquaredDistance(points, i, j, unit))];
        Array.Sort(all);
        return all[..k];
    }

    /// <summary>The share of the true neighbors of some points that a graph holds; any that tie with the last are true.</summary>
    public static double Recall(Matrix points, NeighborGraph graph, int samples)
    {
        double found = 0;
        for (int s = 0; s < samples; s++)
        {
            int i = (int)((long)s * points.Rows / samples);
            double farthest = SquaredDistances(points, i, graph.NeighborCount)[^1];
            foreach (int j in graph.Neighbors(i))
                found += SquaredDistance(points, i, j) <= farthest ? 1 : 0;
        }

        return found / samples / graph.NeighborCount;
    }

    /// <summary>Fails unless every point has k different neighbors, which are its nearest, at their distances to the last bit.</summary>
    /// <param name="points">The points.</param>
    /// <param name="graph">What was found.</param>
    /// <param name="step">Of so many points one is checked.</param>
    public static void AssertExact(Matrix points, NeighborGraph graph, int step = 1)
    {
        for (int i = 0; i < points.Rows; i += step)
        {
            int[] found = graph.Neighbors(i).ToArray();
            Assert.DoesNotContain(i, found);
            Assert.Equal(found.Length, found.Distinct().Count());
            double[] expected = SquaredDistances(points, i, graph.NeighborCount, graph.Unit);
            Assert.Equal(expected, found.Select(j => SquaredDistance(points, i, j, graph.Unit)));
            Assert.Equal(expected, graph.SquaredDistances(i).ToArray());
        }
    }
}
