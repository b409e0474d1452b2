namespace SneTools.ModuleTests.Assertions;

/// <summary>An assertion that <c>Should</c> knows.</summary>
/// <param name="Name">Its switch.</param>
/// <param name="Parameters">Its parameters in the order of their positions, after the value.</param>
/// <param name="Refute">Returns null if the claim holds, else the message.</param>
internal sealed record Assertion(string Name, (string Name, Type Type)[] Parameters, Func<Claim, string?> Refute)
{
    /// <summary>Gets another name of its switch.</summary>
    public string? Alias { get; init; }

    /// <summary>Gets a value indicating whether it judges all values of the pipeline at once, as a collection, and
    /// not one after the other.</summary>
    public bool JudgesCollection { get; init; }
}
