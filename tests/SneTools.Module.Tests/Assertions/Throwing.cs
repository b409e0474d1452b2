using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertion -Throw.</summary>
internal static class Throwing
{
    /// <summary>Its parameters.</summary>
    public static readonly (string Name, Type Type)[] Parameters =
    [
        ("ExpectedMessage", typeof(string)),
        ("ErrorId", typeof(string)),
        ("ExceptionType", typeof(object)),
        ("PassThru", typeof(SwitchParameter)),
    ];

    // In a script, because only there an error that ends a statement is thrown and not printed. The loop takes a
    // stray `break`.
    private static readonly ScriptBlock Catch = ScriptBlock.Create(
        "param($private:____b) do { try { $null = & $private:____b } catch { $_ } } until ($true)");

    /// <summary>Judges a claim that a script block throws.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? Refute(Claim claim)
    {
        if (PowerShellOperation.Unwrap(claim.Actual) is not ScriptBlock script)
        {
            throw new ArgumentException("Input is missing or not a ScriptBlock. Input to '-Throw' and '-Not -Throw' "
                + "must be enclosed in curly braces.");
        }

        var error = PowerShellOperation.Unwrap(Catch.InvokeReturnAsIs(script)) as ErrorRecord;
        if (claim.Not)
        {
            return error is null
                ? null
                : $"Expected no exception to be thrown,{claim.Because} but an exception \"{error.Exception.Message}\" "
                    + $"was thrown {Origin(error)}.";
        }

        List<string> filters = [];
        List<string> but = [];
        FilterType(claim, error, filters, but);
        FilterText(claim.Text("ExpectedMessage"), error?.Exception.Message, "message like", "message", filters, but);
        FilterText(
            claim.Text("ErrorId"),
            error?.FullyQualifiedErrorId,
            "FullyQualifiedErrorId",
            "FullyQualifiedErrorId",
            filters,
            but);
        if (error is null) but.Add("no exception was thrown");
        if (but.Count == 0)
        {
            if (claim.IsSet("PassThru")) claim.PassedOn = error;
            return null;
        }

        string with = filters.Count > 0 ? $" with {Sentence.And(filters)}" : string.Empty;
        return $"Expected an exception{with} to be thrown,{claim.Because} but {Sentence.And(but)}. {Origin(error)}"
            .Trim();
    }

    private static void FilterType(Claim claim, ErrorRecord? error, List<string> filters, List<string> but)
    {
        if (claim.Type("ExceptionType") is not { } type) return;
        filters.Add($"type {ValueText.Of(type)}");
        if (error is not null && !type.IsInstanceOfType(error.Exception))
        {
            but.Add($"the exception type was {ValueText.Of(error.Exception.GetType())}");
        }
    }

    private static void FilterText(
        string? pattern, string? actual, string filter, string what, List<string> filters, List<string> but)
    {
        if (string.IsNullOrWhiteSpace(pattern)) return;
        filters.Add($"{filter} {ValueText.Of(what == "message" ? WildcardPattern.Unescape(pattern) : pattern)}");
        if (actual is not null && !PowerShellOperation.IsLike(actual, pattern, caseSensitive: false))
        {
            but.Add($"the {what} was {ValueText.Of(actual)}");
        }
    }

    // "At file:line" reads on as "from file:line", with its excerpt indented below.
    private static string Origin(ErrorRecord? error)
    {
        IEnumerable<string> lines = (error?.InvocationInfo?.PositionMessage ?? string.Empty)
            .Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => line.StartsWith("At ", StringComparison.Ordinal) ? $"from {line[3..]}" : line);
        return string.Join($"{Environment.NewLine}    ", lines);
    }
}
