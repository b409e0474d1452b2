namespace SneTools;

/// <summary>The share of every point in the cost of a map.</summary>
/// <remarks>
/// The cost is a sum over pairs (i, j); point i gets the terms of its row. For conditional methods that is KL(Pᵢ‖Qᵢ) (Hinton &amp;
/// Roweis 2002, eq. 5); for joint ones it is Σⱼ pᵢⱼ log(pᵢⱼ/qᵢⱼ), which is no divergence of a distribution and may be negative. Pairs are
/// those that attracted each other in the run.
/// </remarks>
public sealed class PointDivergence
{
    /// <summary>The least p whose share in a sum is more than rounding.</summary>
    private const double Negligible = 1e-290;

    private PointDivergence(int count)
        : this(new double[count], new double[count])
    {
    }

    /// <summary>Takes over shares that are known.</summary>
    internal PointDivergence(double[] entropy, double[] crossEntropy) => (Entropy, CrossEntropy) = (entropy, crossEntropy);

    /// <summary>-Σⱼ p log p of every point, in nats.</summary>
    public double[] Entropy { get; }

    /// <summary>-Σⱼ p log q of every point, in nats.</summary>
    public double[] CrossEntropy { get; }

    /// <summary>Where all pairs attract each other.</summary>
    /// <param name="affinities">The probabilities.</param>
    /// <param name="objective">The cost.</param>
    /// <param name="map">n × l.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    internal static PointDivergence OfAllPairs(
        Affinities affinities,
        Objective objective,
        Matrix map,
        ThreadTeam team)
    {
        using DistanceTable distances = affinities.Distances();
        return objective.Accept(new AllPairs(distances, affinities.Bandwidths, map, team));
    }

    /// <summary>Where near neighbors attract each other.</summary>
    /// <param name="affinities">The probabilities.</param>
    /// <param name="weights">Pˢ of the same.</param>
    /// <param name="objective">The cost.</param>
    /// <param name="map">n × l.</param>
    /// <param name="logRowSums">log Zᵢ of the map; null to sum over all pairs.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    internal static PointDivergence OfNeighbors(
        Affinities affinities,
        NeighborWeights weights,
        Objective objective,
        Matrix map,
        double[]? logRowSums,
        ThreadTeam team) =>
        objective.Accept(new Neighbors(affinities, weights, map, logRowSums, team));

    /// <summary>Adds the term of a pair to a point's share.</summary>
    private void Add(int i, double p, double logP, double logQ)
    {
        if (p < Negligible)
            return;
        Entropy[i] -= p * logP;
        CrossEntropy[i] -= p * logQ;
    }

    /// <summary>log Zᵢ of every point, normalized, by sums over all pairs.</summary>
    private static double[] LogNormalizers<TKernel, TNormalization>(
        TKernel kernel, Matrix map, double[]? logRowSums, ThreadTeam team)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization
    {
        double[] result = logRowSums ?? new double[map.Rows];
        if (logRowSums is null)
            ForEachPoint(map.Rows, i => result[i] = RowNormalizer.Log(kernel, map, i), team);
        TNormalization.Normalize(result);
        return result;
    }

    private static double LogWeight<TKernel>(TKernel kernel, Matrix map, int i, int j)
        where TKernel : struct, IKernel => kernel.LogWeight(Distance.Squared(map.Row(i), map.Row(j)));

    private static void ForEachPoint(int count, Action<int> body, ThreadTeam team)
    {
        var blocks = new RowBlocks(count, 16);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
                body(i);
        });
    }

    private sealed class AllPairs(
        DistanceTable distances, PointBandwidths bandwidths, Matrix map, ThreadTeam team)
        : IObjectiveVisitor<PointDivergence>
    {
        public unsafe PointDivergence Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            int n = map.Rows;
            var result = new PointDivergence(n);
            double[] logNormalizers = LogNormalizers<TKernel, TNormalization>(kernel, map, null, team);
            ForEachPoint(n, i =>
            {
                using var row = new NativeBuffer<double>(distances.Stride);
                distances.Compute(i, 1, 0, row.Pointer);
                for (int j = 0; j < n; j++)
                {
                    if (j == i)
                        continue;
                    double distance = row.Pointer[j];
                    double logP = TNormalization.IsJoint
                        ? LogMean(bandwidths.LogProbability(i, distance), bandwidths.LogProbability(j, distance)) - Math.Log(n)
                        : bandwidths.LogProbability(i, distance);
                    double p = Math.Exp(logP);
                    if (p >= Negligible)
                        result.Add(i, p, logP, LogWeight(kernel, map, i, j) - logNormalizers[i]);
                }
            }, team);
            return result;
        }

        /// <summary>log ((exp a + exp b) / 2), however small both are.</summary>
        private static double LogMean(double a, double b) =>
            Math.Max(a, b) + LogSum.OnePlus(Math.Exp(-Math.Abs(a - b))) - Math.Log(2);
    }

    private sealed class Neighbors(
        Affinities affinities,
        NeighborWeights weights,
        Matrix map,
        double[]? logRowSums,
        ThreadTeam team) : IObjectiveVisitor<PointDivergence>
    {
        public PointDivergence Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            var result = new PointDivergence(map.Rows);
            double[] logNormalizers = LogNormalizers<TKernel, TNormalization>(kernel, map, logRowSums, team);
            if (TNormalization.IsJoint)
            {
                ForEachPoint(map.Rows, place => AddJoint(result, kernel, place, logNormalizers), team);
            }
            else if (affinities.Graph!.IsReleased)
            {
                ForEachPoint(map.Rows, place => AddOwn(result, kernel, place, logNormalizers), team);
            }
            else
            {
                ForEachPoint(map.Rows, i => AddConditional(result, kernel, i, logNormalizers[i]), team);
            }

            return result;
        }

        /// <summary>pᵢⱼ is kept for pairs alone, in an order of its own.</summary>
        private unsafe void AddJoint<TKernel>(PointDivergence result, TKernel kernel, int place, double[] logNormalizers)
            where TKernel : struct, IKernel
        {
            int i = weights.Order[place];
            for (long entry = weights.Start(place); entry < weights.Start(place + 1); entry++)
            {
                double p = 0.5 * weights.Weight(entry);
                if (p > 0)
                {
                    int j = weights.Order[weights.Column(entry)];
                    result.Add(i, p, Math.Log(p), LogWeight(kernel, map, i, j) - logNormalizers[i]);
                }
            }
        }

        /// <summary>Where the graph is gone, pairs tell who was in it, and the points how far from each other they are.</summary>
        private unsafe void AddOwn<TKernel>(PointDivergence result, TKernel kernel, int place, double[] logNormalizers)
            where TKernel : struct, IKernel
        {
            int i = weights.Order[place];
            for (long entry = weights.Start(place); entry < weights.Start(place + 1); entry++)
            {
                if (!weights.IsOwn(entry))
                    continue;
                int j = weights.Order[weights.Column(entry)];
                double logP = affinities.LogProbability(i, j);
                double p = Math.Exp(logP);
                if (p >= Negligible)
                    result.Add(i, p, logP, LogWeight(kernel, map, i, j) - logNormalizers[i]);
            }
        }

        private void AddConditional<TKernel>(PointDivergence result, TKernel kernel, int i, double logNormalizer)
            where TKernel : struct, IKernel
        {
            NeighborGraph graph = affinities.Graph!;
            ReadOnlySpan<double> row = graph.SquaredDistances(i);
            for (int m = 0; m < row.Length; m++)
            {
                double logP = affinities.Bandwidths.LogProbability(i, row[m]);
                double p = Math.Exp(logP);
                if (p >= Negligible)
                    result.Add(i, p, logP, LogWeight(kernel, map, i, graph.Neighbors(i)[m]) - logNormalizer);
            }
        }
    }
}
