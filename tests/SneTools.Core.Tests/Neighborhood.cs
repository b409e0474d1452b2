namespace SneTools.Tests;

/// <summary>Neighbors found plainly, and the attraction between them.</summary>
internal static class Neighborhood
{
    /// <summary>The k nearest of every point, ties by number.</summary>
    public static NeighborGraph Find(Matrix points, int k)
    {
        int n = points.Rows;
        var indices = new int[n * k];
        var distances = new double[n * k];
        Parallel.For(0, n, i =>
        {
            var order = new (double Distance, int Index)[n];
            for (int j = 0; j < n; j++)
                order[j] = (j == i ? double.PositiveInfinity : Definition.SquaredDistance(points, i, j), j);
            Array.Sort(order);
            for (int m = 0; m < k; m++)
                (distances[(i * k) + m], indices[(i * k) + m]) = (order[m].Distance, order[m].Index);
        });
        return new NeighborGraph(n, k, indices, distances);
    }

    public static NeighborWeights Build(NeighborGraph graph, KernelWidth width, bool isJoint, int threads = 1)
    {
        using var team = new ThreadTeam(threads);
        return NeighborWeights.Build(Affinities.Create(graph, width, team), isJoint, team);
    }

    /// <summary>Pˢ as a full matrix, every entry checked to be where it may be.</summary>
    public static unsafe Matrix Weights(NeighborWeights affinities)
    {
        int n = affinities.Count;
        var result = new Matrix(n, n);
        Assert.Equal(0, affinities.Start(0));
        Assert.Equal(affinities.Size, affinities.Start(n));
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(0, (affinities.Start(i + 1) - affinities.Start(i)) % NeighborWeights.Group);
            int last = -1;
            bool isPadding = false;
            for (long k = affinities.Start(i); k < affinities.Start(i + 1); k++)
            {
                int j = affinities.Column(k);
                isPadding |= j == i;
                Assert.True(isPadding ? j == i && affinities.Weight(k) == 0 : j > last && j < n);
                last = j;
                result[i, j] = affinities.Weight(k);
            }
        }

        return result;
    }

    /// <summary>Pˢ as a full matrix in the order of the points, whatever order it is kept in.</summary>
    public static unsafe Matrix Placed(NeighborWeights weights)
    {
        var result = new Matrix(weights.Count, weights.Count);
        for (int place = 0; place < weights.Count; place++)
        {
            for (long k = weights.Start(place); k < weights.Start(place + 1); k++)
                result[weights.Order[place], weights.Order[weights.Column(k)]] += weights.Weight(k);
        }

        return result;
    }

    /// <summary>Pˢ by the definition, from dictionaries of every point's neighbors.</summary>
    public static Matrix PlainWeights(NeighborGraph graph, KernelWidth width, bool isJoint)
    {
        int n = graph.Count;
        BandwidthRule rule = width.Rules(graph.NeighborCount + 1)[0];
        var conditional = new Dictionary<(int Row, int Column), double>();
        for (int i = 0; i < n; i++)
        {
            double[] row = graph.SquaredDistances(i).ToArray();
            BandwidthSolver.Normalize(row, rule(row));
            for (int m = 0; m < graph.NeighborCount; m++)
                conditional.Add((i, graph.Neighbors(i)[m]), row[m]);
        }

        var result = new Matrix(n, n);
        foreach (((int i, int j), double p) in conditional)
        {
            result[i, j] += isJoint ? p / n : p;
            result[j, i] += isJoint ? p / n : p;
        }

        return result;
    }
}
