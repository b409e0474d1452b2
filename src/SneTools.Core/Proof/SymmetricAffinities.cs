namespace SneTools;

/// <summary>
/// Pˢ, the symmetric attraction between all pairs of points: p(j|i) + p(i|j) for a conditional cost, 2pᵢⱼ for a joint
/// one. It is all that the cost and its gradient need to know of the data.
/// </summary>
public sealed class SymmetricAffinities
{
    internal SymmetricAffinities(Matrix weights, double entropy, IReadOnlyList<double> degrees)
    {
        Weights = weights;
        Entropy = entropy;
        Degrees = degrees;
    }

    /// <summary>Number of points.</summary>
    public int Count => Weights.Rows;

    /// <summary>n × n, symmetric, zero on the diagonal. Sums to 2n (conditional) or 2 (joint).</summary>
    public Matrix Weights { get; }

    /// <summary>-A, in nats: Σᵢ H(Pᵢ) for a conditional cost, H(P) for a joint one. The constant part of the cost.</summary>
    public double Entropy { get; }

    /// <summary>The row sums of Pˢ.</summary>
    public IReadOnlyList<double> Degrees { get; }

    /// <summary>Pˢ of given probabilities.</summary>
    /// <param name="affinities">The probabilities.</param>
    /// <param name="isJoint">True for pᵢⱼ = (p(j|i) + p(i|j)) / 2n, false for p(j|i) itself.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static SymmetricAffinities Of(Affinities affinities, bool isJoint, ThreadTeam team)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(team);
        Matrix weights = affinities.ToMatrix(team);
        Symmetrize(weights, isJoint ? 1.0 / weights.Rows : 1, team);
        (double[] degree, double[] rowEntropy) = Sum(weights, team);
        return new SymmetricAffinities(weights, isJoint ? rowEntropy.Sum() : affinities.Entropy.Sum(), degree);
    }

    private static void Symmetrize(Matrix weights, double scale, ThreadTeam team)
    {
        int n = weights.Rows;
        double[] values = weights.Values;
        var blocks = new RowBlocks(n, 64);
        team.Run(blocks.Count, first =>
        {
            for (int second = first; second < blocks.Count; second++)
            {
                for (int i = blocks.Start(first); i < blocks.End(first); i++)
                {
                    for (int j = Math.Max(i + 1, blocks.Start(second)); j < blocks.End(second); j++)
                    {
                        double sum = scale * (values[(i * n) + j] + values[(j * n) + i]);
                        values[(i * n) + j] = sum;
                        values[(j * n) + i] = sum;
                    }
                }
            }
        });
    }

    /// <summary>Row sums, and the entropy of half of each row: pᵢⱼ is Pˢᵢⱼ / 2.</summary>
    private static (double[] Degree, double[] Entropy) Sum(Matrix weights, ThreadTeam team)
    {
        var degree = new double[weights.Rows];
        var entropy = new double[weights.Rows];
        var blocks = new RowBlocks(weights.Rows);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
            {
                foreach (double weight in weights.Row(i))
                {
                    degree[i] += weight;
                    if (0.5 * weight > 0)
                        entropy[i] -= 0.5 * weight * Math.Log(0.5 * weight);
                }
            }
        });
        return (degree, entropy);
    }
}
