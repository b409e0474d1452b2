namespace SneTools.ModuleTests.Assertions;

/// <summary>Lists within a sentence.</summary>
internal static class Sentence
{
    /// <summary>Joins parts with commas and, from a number of parts on, an "and" before the last.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="threshold">The smallest number of parts with an "and".</param>
    /// <returns>The list.</returns>
    public static string And(IReadOnlyList<string> parts, int threshold = 2) => parts.Count < threshold
        ? string.Join(", ", parts)
        : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
