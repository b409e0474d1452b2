namespace SneTools.Tests;

/// <summary>Nearest neighbors as they are defined: every distance of a point, sorted.</summary>
internal static class BruteForce
{
    /// <summary>The k nearest neighbors of a point with their squared distances, the nearest first, of equally near ones
    /// the first.</summary>
    public static (int Index, double SquaredDistance)[] Neighbors(Matrix points, int i, int k) =>
    [
        .. Enumerable.Range(0, points.Rows)
            .Where(j => j != i)
            .Select(j => (Index: j, SquaredDistance: Definition.SquaredDistance(points, i, j)))
            .OrderBy(neighbor => neighbor.SquaredDistance)
            .ThenBy(neighbor => neighbor.Index)
            .Take(k),
    ];

    /// <summary>The share of the true neighbors of some points that a graph holds.</summary>
    public static double Recall(Matrix points, NeighborGraph graph, int samples)
    {
        double found = 0;
        for (int s = 0; s < samples; s++)
        {
            int i = (int)((long)s * points.Rows / samples);

            // Any of the equally near ones will do.
            double farthest = Neighbors(points, i, graph.NeighborCount)[^1].SquaredDistance * (1 + 1e-12);
            found += graph.Neighbors(i).ToArray().Count(j => Definition.SquaredDistance(points, i, j) <= farthest);
        }

        return found / samples / graph.NeighborCount;
    }

    /// <summary>Fails unless every point has its k nearest neighbors, at distances right to double precision.</summary>
    /// <param name="points">The points.</param>
    /// <param name="graph">What was found.</param>
    /// <param name="tolerance">How far apart, relatively, squared distances may be that a definition in double precision
    /// cannot tell apart; neighbors at such distances may change places.</param>
    public static void AssertExact(Matrix points, NeighborGraph graph, double tolerance = 1e-12)
    {
        for (int i = 0; i < points.Rows; i++)
        {
            (int Index, double SquaredDistance)[] expected = Neighbors(points, i, graph.NeighborCount);
            int[] found = graph.Neighbors(i).ToArray();
            Assert.DoesNotContain(i, found);
            Assert.Equal(found.Length, found.Distinct().Count());
            for (int c = 0; c < found.Length; c++)
            {
                double distance = Definition.SquaredDistance(points, i, found[c]);
                Near.Equal(expected[c].SquaredDistance, distance, tolerance * expected[c].SquaredDistance);
                Near.Equal(distance, graph.SquaredDistances(i)[c] * graph.Unit * graph.Unit, (1e-14 + tolerance) * distance);
            }
        }
    }
}
