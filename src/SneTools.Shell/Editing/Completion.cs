namespace SneTools.Shell.Editing;

/// <summary>What a part of the text can be completed to.</summary>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Matches">What can stand in its place, and how a list names it; never empty.</param>
internal sealed record Completion(int Start, int Length, IReadOnlyList<(string Text, string Label)> Matches);
