namespace SneTools;

/// <summary>The cost of a map, in its parts.</summary>
/// <param name="Entropy">-A, in nats: Σᵢ H(Pᵢ) (conditional) or H(P) (joint). It does not depend on the map.</param>
/// <param name="Attraction">-Σᵢⱼ p log w, in nats: the part that draws neighbors together, and that early exaggeration
/// multiplies.</param>
/// <param name="Repulsion">Σᵢ log Zᵢ (conditional) or log Z (joint), in nats: the part that drives points apart.</param>
public readonly record struct ObjectiveValue(double Entropy, double Attraction, double Repulsion)
{
    /// <summary>-Σᵢⱼ p log q, in nats.</summary>
    public double CrossEntropy => Attraction + Repulsion;

    /// <summary>The Kullback-Leibler divergence C, in nats.</summary>
    public double Divergence => CrossEntropy - Entropy;
}
