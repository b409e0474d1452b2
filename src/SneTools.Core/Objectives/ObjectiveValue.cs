namespace SneTools;

/// <summary>The cost of a map, in its two parts.</summary>
/// <param name="Entropy">-A, in nats: Σᵢ H(Pᵢ) (conditional) or H(P) (joint). It does not depend on the map.</param>
/// <param name="CrossEntropy">-Σᵢⱼ p log q, in nats.</param>
public readonly record struct ObjectiveValue(double Entropy, double CrossEntropy)
{
    /// <summary>The Kullback-Leibler divergence C, in nats.</summary>
    public double Divergence => CrossEntropy - Entropy;
}
