namespace SneTools;

/// <summary>The last beginning of a run.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Started">When.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Run">What the run was.</param>
internal sealed record RunBegin(string Machine, DateTimeOffset Started, int Attempts, string Run);
