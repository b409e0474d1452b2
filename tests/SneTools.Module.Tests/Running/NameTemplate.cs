using System.Management.Automation;
using System.Text.RegularExpressions;

namespace SneTools.ModuleTests.Running;

/// <summary>Names with templates: <c>&lt;name&gt;</c>, <c>&lt;_&gt;</c>, <c>&lt;_.Property&gt;</c>.</summary>
internal static partial class NameTemplate
{
    /// <summary>Replaces the templates that the data of <c>-ForEach</c> has a value for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="variables">The data, the test's own and that of the blocks around it.</param>
    /// <returns>The name of the case. Tests have their names before they run, so a template for a variable of
    /// BeforeAll stays as it is.</returns>
    public static string Expand(string name, IReadOnlyDictionary<string, object?> variables) =>
        Template().Replace(name, match => match.Groups["escaped"] is { Success: true } escaped
            ? escaped.Value
            : Value(match.Groups["root"].Value + match.Groups["rest"].Value, match.Groups["root"].Value, variables)
                ?? match.Value);

    private static string? Value(string expression, string root, IReadOnlyDictionary<string, object?> variables)
    {
        if (!variables.ContainsKey(root)) return null;
        List<PSVariable> context = [.. variables.Select(variable => new PSVariable(variable.Key, variable.Value))];
        object?[] values = [.. ScriptBlock.Create($", (${expression})").InvokeWithContext(null, context)];
        object? value = values.Length == 1 ? values[0] : null;
        return PowerShellOperation.Unwrap(value) as string ?? ValueText.Of(value);
    }

    [GeneratedRegex("`(?<escaped>[<>])|<(?<root>[A-Za-z_][A-Za-z0-9_]*)(?<rest>[^>`]*)>")]
    private static partial Regex Template();
}
