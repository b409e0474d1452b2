namespace SneTools;

/// <summary>The best map of a run.</summary>
/// <param name="State">The descent that ended in it.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Points">The share of every point in the cost; null for a map that was stopped on the way.</param>
/// <param name="StopReason">Why the run ended.</param>
/// <param name="Seed">Seed of its start.</param>
internal sealed record Solution(
    DescentState State, ObjectiveValue Cost, PointDivergence? Points, StopReason StopReason, int Seed)
{
    /// <summary>The way it came about; null before the first step.</summary>
    public DescentWay? Way { get; init; }

    /// <summary>That of a run before its first step.</summary>
    /// <param name="n">Number of points.</param>
    /// <param name="options">What was asked for.</param>
    public static Solution None(int n, EmbeddingOptions options) =>
        new(new DescentState(new Matrix(n, options.Dimension)), default, null, StopReason.Canceled, options.Seed);
}
