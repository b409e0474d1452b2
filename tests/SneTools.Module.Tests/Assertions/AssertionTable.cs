using System.Collections;
using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertions, by name, with Pester's meaning and its words.</summary>
internal static class AssertionTable
{
    private const string Value = "ExpectedValue";
    private const string Expression = "RegularExpression";

    /// <summary>All assertions that <c>Should</c> knows.</summary>
    public static readonly IReadOnlyList<Assertion> All =
    [
        new("Be", [(Value, typeof(object))], claim => Equality.Refute(claim, caseSensitive: false))
        {
            Alias = "EQ",
            JudgesCollection = true,
        },
        new("BeExactly", [(Value, typeof(object))], claim => Equality.Refute(claim, caseSensitive: true))
        {
            Alias = "CEQ",
            JudgesCollection = true,
        },
        new("BeGreaterThan", [(Value, typeof(object))], claim => Order.Refute(claim, Order.Greater)) { Alias = "GT" },
        new("BeGreaterOrEqual", [(Value, typeof(object))], claim => Order.Refute(claim, Order.NotLess))
        {
            Alias = "GE",
        },
        new("BeLessThan", [(Value, typeof(object))], claim => Order.Refute(claim, Order.Less)) { Alias = "LT" },
        new("BeLessOrEqual", [(Value, typeof(object))], claim => Order.Refute(claim, Order.NotGreater))
        {
            Alias = "LE",
        },
        new("BeTrue", [], claim => Truth(claim, expected: true)),
        new("BeFalse", [], claim => Truth(claim, expected: false)),
        new("BeNullOrEmpty", [], NullOrEmpty) { JudgesCollection = true },
        new("BeOfType", [("ExpectedType", typeof(object))], OfType) { Alias = "HaveType" },
        new("BeIn", [(Value, typeof(object))], In),
        new("Contain", [(Value, typeof(object))], Contain) { JudgesCollection = true },
        new("HaveCount", [(Value, typeof(int))], Count) { JudgesCollection = true },
        new("BeLike", [(Value, typeof(object))], claim => Wildcard(claim, caseSensitive: false)),
        new("BeLikeExactly", [(Value, typeof(object))], claim => Wildcard(claim, caseSensitive: true)),
        new("Match", [(Expression, typeof(object))], claim => Regular(claim, caseSensitive: false)),
        new("MatchExactly", [(Expression, typeof(object))], claim => Regular(claim, caseSensitive: true))
        {
            Alias = "CMATCH",
        },
        new("Exist", [], Files.RefuteExists),
        new("FileContentMatch", [("ExpectedContent", typeof(object))], Files.RefuteLine),
        new("FileContentMatchMultiline", [("ExpectedContent", typeof(object))], Files.RefuteContent),
        new("HaveParameter", CommandParameter.Parameters, CommandParameter.Refute),
        new("Throw", Throwing.Parameters, Throwing.Refute),
    ];

    private static string? Truth(Claim claim, bool expected)
    {
        bool wanted = expected != claim.Not;
        return LanguagePrimitives.IsTrue(claim.Actual) == wanted
            ? null
            : $"Expected {ValueText.Of(wanted)},{claim.Because} but got {claim.ActualText}.";
    }

    private static string? NullOrEmpty(Claim claim)
    {
        object?[] values = PowerShellOperation.Enumerate(claim.Actual);
        bool empty = values switch
        {
            [] => true,
            [var single] => PowerShellOperation.Unwrap(single) is Hashtable table
                ? table.Count == 0
                : PowerShellOperation.IsEmptyText(single),
            _ => false,
        };
        if (empty != claim.Not) return null;
        return claim.Not
            ? $"Expected a value,{claim.Because} but got $null or empty."
            : $"Expected $null or empty,{claim.Because} but got "
                + $"{ValueText.Of(values.Length == 1 ? values[0] : values)}.";
    }

    private static string? OfType(Claim claim)
    {
        Type expected = claim.Type("ExpectedType") ?? throw new ArgumentException("-BeOfType needs a type.");
        if (PowerShellOperation.IsType(claim.Actual, expected) != claim.Not) return null;
        string actual = PowerShellOperation.Unwrap(claim.Actual) is { } value ? ValueText.Of(value.GetType()) : "$null";
        return $"Expected the value to {(claim.Not ? "not " : string.Empty)}have type {ValueText.Of(expected)} or any "
            + $"of its subtypes,{claim.Because} but got {claim.ActualText} with type {actual}.";
    }

    private static string? In(Claim claim)
    {
        object? collection = claim.Argument(Value);
        if (PowerShellOperation.Contains(collection, claim.Actual) != claim.Not) return null;
        string text = ValueText.Of(collection);
        return claim.Not
            ? $"Expected collection {text} to not contain {claim.ActualText},{claim.Because} but it was found."
            : $"Expected collection {text} to contain {claim.ActualText},{claim.Because} but it was not found.";
    }

    private static string? Contain(Claim claim)
    {
        object? expected = claim.Argument(Value);
        if (PowerShellOperation.Contains(claim.Actual, expected) != claim.Not) return null;
        string text = ValueText.Of(expected);
        return claim.Not
            ? $"Expected {text} to not be found in collection {claim.ActualText},{claim.Because} but it was found."
            : $"Expected {text} to be found in collection {claim.ActualText},{claim.Because} but it was not found.";
    }

    private static string? Count(Claim claim)
    {
        int expected = (int)(claim.Argument(Value) ?? 0);
        if (expected < 0) throw new ArgumentException("Expected collection size must be greater than or equal to 0.");
        int count = claim.Actual is object?[] values ? values.Length : 0;
        if ((count == expected) != claim.Not) return null;
        string wanted = (claim.Not, expected) switch
        {
            (true, 0) => "a non-empty collection",
            (true, _) => $"a collection with size different from {expected}",
            (false, 0) => "an empty collection",
            (false, _) => $"a collection with size {expected}",
        };
        string got = (claim.Not, count) switch
        {
            (_, 0) => "an empty collection",
            (true, _) => $"collection with that size {claim.ActualText}",
            (false, _) => $"collection with size {count} {claim.ActualText}",
        };
        return $"Expected {wanted},{claim.Because} but got {got}.";
    }

    private static string? Wildcard(Claim claim, bool caseSensitive)
    {
        object? pattern = claim.Argument(Value);
        if (PowerShellOperation.IsLike(claim.Actual, pattern, caseSensitive) != claim.Not) return null;
        return Mismatch(claim, $"{(caseSensitive ? "case sensitive " : string.Empty)}like wildcard", pattern, "match");
    }

    private static string? Regular(Claim claim, bool caseSensitive)
    {
        object? pattern = claim.Argument(Expression);
        if (PowerShellOperation.IsMatch(claim.Actual, pattern, caseSensitive) != claim.Not) return null;
        return Mismatch(claim, "regular expression", pattern, caseSensitive ? "case sensitively match" : "match");
    }

    private static string Mismatch(Claim claim, string kind, object? pattern, string verb)
    {
        string text = ValueText.Of(pattern);
        return claim.Not
            ? $"Expected {kind} {text} to not {verb} {claim.ActualText},{claim.Because} but it did match."
            : $"Expected {kind} {text} to {verb} {claim.ActualText},{claim.Because} but it did not match.";
    }
}
