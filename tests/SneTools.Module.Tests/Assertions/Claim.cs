using System.Management.Automation;
using System.Text.RegularExpressions;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>What a call of <c>Should</c> says: the value and what is claimed about it.</summary>
/// <param name="actual">The value.</param>
/// <param name="arguments">The parameters of the call.</param>
/// <param name="session">The session of the caller.</param>
internal sealed partial class Claim(object? actual, IDictionary<string, object?> arguments, SessionState session)
{
    /// <summary>Gets the value.</summary>
    public object? Actual { get; } = actual;

    /// <summary>Gets a value indicating whether the claim is the opposite.</summary>
    public bool Not => IsSet("Not");

    /// <summary>Gets the reason, as a part of a sentence; empty without one.</summary>
    public string Because =>
        arguments.TryGetValue("Because", out object? reason) && $"{reason}".Trim() is { Length: > 0 } text
            ? $" because {LeadingBecause().Replace(text, string.Empty)},"
            : string.Empty;

    /// <summary>Gets the session of the caller.</summary>
    public SessionState Session { get; } = session;

    /// <summary>Gets or sets what the call returns.</summary>
    public object? PassedOn { get; set; }

    /// <summary>Gets the value as text.</summary>
    public string ActualText => ValueText.Of(Actual);

    /// <summary>Returns an argument of the call; null if it has none of that name.</summary>
    public object? Argument(string name) => arguments.TryGetValue(name, out object? value) ? value : null;

    /// <summary>Returns whether the call has an argument of that name.</summary>
    public bool Has(string name) => arguments.ContainsKey(name);

    /// <summary>Returns whether the call has a switch, and it is on.</summary>
    public bool IsSet(string name) => Argument(name) is SwitchParameter { IsPresent: true };

    /// <summary>Returns an argument as a string; null if the call has none of that name, or a null.</summary>
    public string? Text(string name) =>
        Argument(name) is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    /// <summary>Returns an argument as a type: a type or its name, in brackets or not.</summary>
    /// <exception cref="ArgumentException">No type of that name is known to the session.</exception>
    public Type? Type(string name)
    {
        object? value = PowerShellOperation.Unwrap(Argument(name));
        if (value is null or System.Type) return (Type?)value;
        string text = LanguagePrimitives.ConvertTo<string>(value);
        string plain = text is ['[', .. string inner, ']'] ? inner : text;
        return LanguagePrimitives.TryConvertTo(plain, out Type type)
            ? type
            : throw new ArgumentException(
                $"Could not find type [{plain}]. Make sure that the assembly that contains that type is loaded.");
    }

    [GeneratedRegex(@"because\s", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingBecause();
}
