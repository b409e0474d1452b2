namespace SneTools.PowerShell.Commands;

/// <summary>One probability, p(j|i).</summary>
/// <param name="I">The point i, counted from 0.</param>
/// <param name="J">Its neighbor j, counted from 0.</param>
/// <param name="Probability">p(j|i).</param>
public sealed record ProbabilityPair(int I, int J, double Probability);
