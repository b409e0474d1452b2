namespace SneTools;

/// <summary>The share of every point in the cost of an embedding.</summary>
/// <remarks>
/// The cost is a sum over pairs (i, j); point i gets the terms of its row. For conditional methods that is KL(Pᵢ‖Qᵢ) (Hinton &amp;
/// Roweis 2002, eq. 5); for joint ones it is Σⱼ pᵢⱼ log(pᵢⱼ/qᵢⱼ), which is no divergence of a distribution and may be negative. Pairs are
/// those that attracted each other in the run.
/// </remarks>
internal sealed class PointDivergence
{
    private PointDivergence(int count)
    {
        Entropy = new double[count];
        CrossEntropy = new double[count];
    }

    /// <summary>-Σⱼ p log p of every point, in nats.</summary>
    public double[] Entropy { get; }

    /// <summary>-Σⱼ p log q of every point, in nats.</summary>
    public double[] CrossEntropy { get; }

    /// <summary>Computes the shares; null for an embedding whose data or neighbors are not known any more.</summary>
    /// <param name="embedding">The embedding.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static PointDivergence? Compute(Embedding embedding, ThreadTeam team, CancellationToken cancellation)
    {
        if (embedding.Data is null || (embedding.Neighbor is not null && embedding.NeighborGraph is null))
            return null;
        var objective = new Objective(embedding.Method, embedding.DegreeOfFreedom);
        return objective.Accept(new Sums(embedding, objective, team, cancellation));
    }

    private sealed class Sums(Embedding embedding, Objective objective, ThreadTeam team, CancellationToken cancellation)
        : IObjectiveVisitor<PointDivergence>
    {
        private readonly RowBlocks _blocks = new(embedding.Count, 16);
        private readonly PointDivergence _result = new(embedding.Count);

        public PointDivergence Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            if (embedding.NeighborGraph is null)
                SumAll<TKernel, TNormalization>(kernel);
            else
                SumNeighbors<TKernel, TNormalization>(kernel, embedding.NeighborGraph);
            return _result;
        }

        /// <summary>Where all pairs attract each other.</summary>
        private void SumAll<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            int n = embedding.Count;
            var rows = new MetricRows(embedding.Data!, embedding.Metric);
            double unit = rows.Unit * rows.Unit;
            BandwidthRule rule = embedding.Sigma is { } sigma
                ? ConditionalAffinities.SigmaRule(sigma)
                : ConditionalAffinities.PerplexityRule(embedding.Perplexity!.Value, n);
            var widths = new RowBandwidth[n];
            var logNormalizers = new double[n];
            ForEachPoint(i =>
            {
                var others = new double[n - 1];
                for (int j = 0; j < n; j++)
                {
                    if (j != i)
                        others[j < i ? j : j - 1] = unit * rows.SquaredDistance(i, j);
                }

                widths[i] = rule(others);
                logNormalizers[i] = RowNormalizer.Log(kernel, embedding.Map, i);
            });
            TNormalization.Normalize(logNormalizers);
            ForEachPoint(i =>
            {
                for (int j = 0; j < n; j++)
                {
                    if (j == i)
                        continue;
                    double distance = unit * rows.SquaredDistance(i, j);
                    double p = TNormalization.IsJoint
                        ? (widths[i].Probability(distance) + widths[j].Probability(distance)) / (2.0 * n)
                        : widths[i].Probability(distance);
                    Add(kernel, i, j, p, logNormalizers[i]);
                }
            });
        }

        /// <summary>Where near neighbors attract each other.</summary>
        private void SumNeighbors<TKernel, TNormalization>(TKernel kernel, NeighborGraph graph)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            using var engine = NeighborEngine.Create(
                graph,
                embedding.Sigma,
                embedding.Perplexity ?? 0,
                objective,
                embedding.Dimension,
                embedding.Engine,
                NumericPrecision.Auto,
                team,
                cancellation);
            cancellation.ThrowIfCancellationRequested();
            engine.Evaluate(embedding.Map, 1, new Matrix(embedding.Count, embedding.Dimension));
            double[] logNormalizers = engine.LogRowSums.ToArray();
            TNormalization.Normalize(logNormalizers);
            if (TNormalization.IsJoint)
            {
                var affinities = (SparseAffinities)engine.Attraction;
                ForEachPoint(i => AddPairs(kernel, affinities, i, logNormalizers[i]));
                return;
            }

            BandwidthRule rule = embedding.Sigma is { } sigma
                ? ConditionalAffinities.SigmaRule(sigma)
                : ConditionalAffinities.PerplexityRule(embedding.Perplexity!.Value, graph.NeighborCount + 1);
            ForEachPoint(i =>
            {
                double[] row = [.. graph.SquaredDistances(i).ToArray().Select(distance => graph.Unit * graph.Unit * distance)];
                BandwidthSolver.Normalize(row, rule(row));
                ReadOnlySpan<int> neighbors = graph.Neighbors(i);
                for (int c = 0; c < row.Length; c++)
                    Add(kernel, i, neighbors[c], row[c], logNormalizers[i]);
            });
        }

        private unsafe void AddPairs<TKernel>(TKernel kernel, SparseAffinities affinities, int i, double logNormalizer)
            where TKernel : struct, IKernel
        {
            for (long entry = affinities.Start(i); entry < affinities.Start(i + 1); entry++)
                Add(kernel, i, affinities.Columns[entry], 0.5 * affinities.Weights[entry], logNormalizer);
        }

        private void Add<TKernel>(TKernel kernel, int i, int j, double p, double logNormalizer)
            where TKernel : struct, IKernel
        {
            if (p <= 0)
                return;
            double logWeight = kernel.LogWeight(Distance.Squared(embedding.Map.Row(i), embedding.Map.Row(j)));
            _result.Entropy[i] -= p * Math.Log(p);
            _result.CrossEntropy[i] += p * (logNormalizer - logWeight);
        }

        private void ForEachPoint(Action<int> body) => team.Run(_blocks.Count, block =>
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = _blocks.Start(block); i < _blocks.End(block); i++)
                body(i);
        });
    }
}
