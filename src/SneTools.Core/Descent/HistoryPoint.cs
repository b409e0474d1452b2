namespace SneTools;

/// <summary>One iteration of a run.</summary>
/// <param name="Iteration">Number of the iteration, from 1.</param>
/// <param name="Divergence">The cost of the map that the iteration began with, in nats, without exaggeration.</param>
/// <param name="GradientNorm">Root mean square of the points' gradients.</param>
/// <param name="Exaggeration">Factor on the attraction during the iteration.</param>
public readonly record struct HistoryPoint(int Iteration, double Divergence, double GradientNorm, double Exaggeration);
