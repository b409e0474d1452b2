namespace SneTools;

/// <summary>The attractive part of a cost over near neighbors, and its gradient.</summary>
internal interface IAttraction
{
    /// <summary>Computes the attraction of a map.</summary>
    /// <param name="map">n × l.</param>
    /// <param name="factor">Factor on the gradient.</param>
    /// <param name="gradient">n × l, overwritten: factor · 2 Σⱼ φᵢⱼ Pˢᵢⱼ (yᵢ-yⱼ).</param>
    /// <returns>-Σᵢⱼ p log w, without the factor, in nats.</returns>
    double Evaluate(Matrix map, double factor, Matrix gradient);
}
