namespace SneTools;

/// <summary>A cost over the probabilities of given data, and its gradient.</summary>
public interface IAffinityEngine : IGradientEngine, IDisposable
{
    /// <summary>The attraction between the points.</summary>
    IAttraction Attraction { get; }

    /// <summary>How the repulsion is computed.</summary>
    EngineKind Kind { get; }

    /// <summary>The precision in which pairs are computed.</summary>
    NumericPrecision Precision { get; }

    /// <summary>What a user should know about the probabilities, as sentences.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>The cost of a map, point by point, as exactly as the engine can: in double precision, each -log p from the exponent.
    /// </summary>
    /// <param name="map">n × l.</param>
    PointDivergence Measure(Matrix map);
}
