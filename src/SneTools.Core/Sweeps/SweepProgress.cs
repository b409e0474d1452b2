namespace SneTools;

/// <summary>How far the work on a sweep has come.</summary>
/// <param name="Done">Runs that have ended.</param>
/// <param name="Count">Runs to be made.</param>
/// <param name="Share">The share of the work that is done, from 0 to 1, as estimated.</param>
/// <param name="Left">Time left, as estimated; null while nothing is known of it.</param>
/// <param name="Running">What is being made, as texts.</param>
public sealed record SweepProgress(int Done, int Count, double Share, TimeSpan? Left, IReadOnlyList<string> Running);
