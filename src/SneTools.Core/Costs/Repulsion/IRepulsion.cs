namespace SneTools;

/// <summary>The repulsive part of a cost, Σᵢ mass · Lᵢ with Lᵢ = log Zᵢ (conditional) or log Σ Z (joint), and its gradient.
/// </summary>
internal interface IRepulsion
{
    /// <summary>log Zᵢ of every point at the last map, before any normalization.</summary>
    ReadOnlySpan<double> LogRowSums { get; }

    /// <summary>Computes the repulsion of a map.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="tolerance">The error of the gradient that is good enough, as a share of its norm; what cannot be reached is
    /// come as near to as can be.</param>
    /// <param name="gradient">n × l, overwritten: -2 Σⱼ φK (yᵢ-yⱼ) (exp(-Lᵢ) + exp(-Lⱼ)).</param>
    /// <returns>Σᵢ mass · Lᵢ, in nats.</returns>
    double Evaluate(Matrix map, double tolerance, Matrix gradient);

    /// <summary>What a grid carries from one map to the next; null if there is none. Null leaves it as it is.</summary>
    GridState? State
    {
        get => null;
        set { }
    }
}
