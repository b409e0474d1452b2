namespace SneTools;

/// <summary>The kernel width of one row and what follows from it.</summary>
/// <param name="Precision">β, in units of 1/distance².</param>
/// <param name="Entropy">H(Pᵢ), in nats.</param>
/// <param name="IsSaturated">True when more neighbors tie for nearest than the perplexity asks for.</param>
internal readonly record struct RowBandwidth(double Precision, double Entropy, bool IsSaturated);
