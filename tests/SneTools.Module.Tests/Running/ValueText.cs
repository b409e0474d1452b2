using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace SneTools.ModuleTests.Running;

/// <summary>Values as messages show them: <c>'text'</c>, <c>$null</c>, <c>@(1, 2)</c>, <c>[int]</c>.</summary>
internal static class ValueText
{
    private const int LongestCollection = 10;

    /// <summary>Returns the text for a value.</summary>
    /// <param name="value">Anything.</param>
    /// <returns>One line, unless the value itself has more.</returns>
    public static string Of(object? value) => PowerShellOperation.Unwrap(value) switch
    {
        null => "$null",
        bool truth => truth ? "$true" : "$false",
        "" => "<empty>",
        string text => $"'{text}'",
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        Type type => $"[{Plain(type)}]",
        ScriptBlock script => $"{{{script}}}",
        IDictionary dictionary => Plain(dictionary),
        _ when LanguagePrimitives.GetEnumerable(value) is { } elements => Collection([.. elements.Cast<object?>()]),
        _ => Plain(value),
    };

    // [string] $value: culture-invariant, and with the properties of a custom object.
    private static string Plain(object? value) =>
        LanguagePrimitives.ConvertTo<string>(value is PSCustomObject ? PSObject.AsPSObject(value) : value);

    private static string Collection(object?[] elements)
    {
        string shown = string.Join(", ", elements.Take(LongestCollection).Select(Of));
        int left = elements.Length - LongestCollection;
        return left > 0 ? $"@({shown}, ...{left} more)" : $"@({shown})";
    }
}
