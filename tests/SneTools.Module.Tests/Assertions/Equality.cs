using System.Text;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertions -Be and -BeExactly.</summary>
internal static class Equality
{
    private const int DeepestNesting = 100;

    /// <summary>Judges a claim of equality.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="caseSensitive">Whether upper and lower case differ.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? Refute(Claim claim, bool caseSensitive)
    {
        object? expected = claim.Argument("ExpectedValue");
        if (AreEqual(claim.Actual, expected, caseSensitive) != claim.Not) return null;
        return claim.Not
            ? $"Expected {ValueText.Of(expected)} to be different from the actual value,{claim.Because} but got "
                + $"{(caseSensitive ? "exactly " : string.Empty)}the same value."
            : Difference(claim, expected, caseSensitive);
    }

    private static bool AreEqual(object? actual, object? expected, bool caseSensitive, int depth = 0)
    {
        if (depth > DeepestNesting) throw new ArgumentException("Is one of the arrays cyclic?");
        object?[] first = PowerShellOperation.Enumerate(actual);
        object?[] second = PowerShellOperation.Enumerate(expected);
        if (IsNothing(first) || IsNothing(second)) return IsNothing(first) && IsNothing(second);
        return first.Length == second.Length
            && first.Zip(second).All(pair => ElementsAreEqual(pair.First, pair.Second, caseSensitive, depth));
    }

    private static bool ElementsAreEqual(object? actual, object? expected, bool caseSensitive, int depth) =>
        PowerShellOperation.Unwrap(actual) is Array || PowerShellOperation.Unwrap(expected) is Array
            ? AreEqual(actual, expected, caseSensitive, depth + 1)
            : PowerShellOperation.IsEqual(expected, actual, caseSensitive);

    private static bool IsNothing(object?[] values) => values is [] or [null];

    private static string Difference(Claim claim, object? expected, bool caseSensitive)
    {
        if (IsCollection(claim.Actual) && IsCollection(expected))
        {
            object?[] actuals = PowerShellOperation.Enumerate(claim.Actual);
            object?[] expecteds = PowerShellOperation.Enumerate(expected);
            if (actuals.Length == expecteds.Length) return ElementDifference(claim, actuals, expecteds, caseSensitive);
            if (!caseSensitive) return LengthDifference(claim, actuals, expecteds);
        }

        object? one = PowerShellOperation.Unroll(claim.Actual);
        object? other = PowerShellOperation.Unroll(expected);
        return PowerShellOperation.Unwrap(one) is string actualText
            && PowerShellOperation.Unwrap(other) is string expectedText
            ? TextDifference(claim, actualText, expectedText, caseSensitive)
            : $"Expected {(caseSensitive ? "exactly " : string.Empty)}{ValueText.Of(other)},{claim.Because} but got "
                + $"{ValueText.Of(one)}.";
    }

    private static bool IsCollection(object? value) =>
        PowerShellOperation.Unwrap(value) is System.Collections.IEnumerable and not string;

    private static string LengthDifference(Claim claim, object?[] actual, object?[] expected) =>
        $"Expected a collection {ValueText.Of(expected)} with length {expected.Length},{claim.Because} but got a "
        + $"collection {ValueText.Of(actual)} with length {actual.Length}.";

    private static string ElementDifference(Claim claim, object?[] actual, object?[] expected, bool caseSensitive)
    {
        int index = Enumerable.Range(0, expected.Length)
            .First(i => !ElementsAreEqual(actual[i], expected[i], caseSensitive, 0));
        return string.Join(
            '\n',
            $"Expected collections to be the same,{claim.Because} but they were different.",
            $"Collection lengths are both {expected.Length}.",
            $"Collections differ at index {index}.",
            $"Expected: {ValueText.Of(expected)}",
            $"But was:  {ValueText.Of(actual)}");
    }

    private static string TextDifference(Claim claim, string actual, string expected, bool caseSensitive)
    {
        int longest = Math.Max(actual.Length, expected.Length);
        int index = Enumerable.Range(0, longest).FirstOrDefault(
            i => !PowerShellOperation.IsEqual(CharacterAt(expected, i), CharacterAt(actual, i), caseSensitive));
        string lengths = actual.Length == expected.Length
            ? $"String lengths are both {expected.Length}."
            : $"Expected length: {expected.Length}\nActual length:   {actual.Length}";
        return string.Join(
            '\n',
            $"Expected strings to be the same,{claim.Because} but they were different.",
            lengths,
            $"Strings differ at index {index}.",
            $"Expected: '{Visible(expected)}'",
            $"But was:  '{Visible(actual)}'",
            $"{new string(' ', "Expected: '".Length)}{new string('-', index)}^");
    }

    private static char CharacterAt(string text, int index) => index < text.Length ? text[index] : '\0';

    // A difference in a line break is seen only if it takes one visible character, as the index counts it.
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (char character in text) visible.Append(character < ' ' ? (char)('\u2400' + character) : character);
        return visible.ToString();
    }
}
