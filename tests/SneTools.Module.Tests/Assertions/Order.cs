using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertions that compare sizes.</summary>
internal static class Order
{
    /// <summary>Greater than.</summary>
    public static readonly Relation Greater = new("greater than", PowerShellOperation.IsLessOrEqual);

    /// <summary>Greater than or equal.</summary>
    public static readonly Relation NotLess = new("greater than or equal to", PowerShellOperation.IsLessThan);

    /// <summary>Less than.</summary>
    public static readonly Relation Less = new("less than", PowerShellOperation.IsGreaterOrEqual);

    /// <summary>Less than or equal.</summary>
    public static readonly Relation NotGreater = new("less than or equal to", PowerShellOperation.IsGreaterThan);

    private static readonly Dictionary<Relation, Relation> Opposites = new()
    {
        [Greater] = NotGreater,
        [NotGreater] = Greater,
        [Less] = NotLess,
        [NotLess] = Less,
    };

    /// <summary>Judges a claim about a size.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="relation">The claimed relation.</param>
    /// <returns>Null if it holds, else the message.</returns>
    /// <remarks>As in Pester, a claim fails when its opposite holds, not when it does not hold itself; so every claim
    /// about a NaN passes. Test for NaN where one could come.</remarks>
    public static string? Refute(Claim claim, Relation relation)
    {
        if (claim.Not) relation = Opposites[relation];
        object? expected = claim.Argument("ExpectedValue");
        return relation.Contradicts(claim.Actual, expected)
            ? $"Expected the actual value to be {relation.Words} {ValueText.Of(expected)},{claim.Because} but got "
                + $"{claim.ActualText}."
            : null;
    }

    /// <summary>A relation between two values.</summary>
    /// <param name="Words">Its words.</param>
    /// <param name="Contradicts">The relation that excludes it.</param>
    public sealed record Relation(string Words, Func<object?, object?, bool> Contradicts);
}
