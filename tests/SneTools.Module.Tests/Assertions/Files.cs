using System.Management.Automation;
using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertions about files.</summary>
internal static class Files
{
    /// <summary>Judges a claim that a path exists.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? RefuteExists(Claim claim)
    {
        string path = LanguagePrimitives.ConvertTo<string>(claim.Actual);
        if (string.IsNullOrEmpty(path)) throw new ArgumentException("-Exist needs a path.");
        if (Exists(claim, path) != claim.Not) return null;
        return claim.Not
            ? $"Expected path {claim.ActualText} to not exist,{claim.Because} but it did exist."
            : $"Expected path {claim.ActualText} to exist,{claim.Because} but it did not exist.";
    }

    /// <summary>Judges a claim that a line of a file matches.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? RefuteLine(Claim claim) =>
        Refute(claim, File.ReadAllLines(Resolve(claim)), $"'{claim.Actual}'");

    /// <summary>Judges a claim that a file matches as a whole.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? RefuteContent(Claim claim) =>
        Refute(claim, [File.ReadAllText(Resolve(claim))], claim.ActualText);

    private static string? Refute(Claim claim, string[] texts, string file)
    {
        object? expression = claim.Argument("ExpectedContent");
        if (texts.Any(text => PowerShellOperation.IsMatch(text, expression, caseSensitive: false)) != claim.Not)
        {
            return null;
        }

        string wanted = ValueText.Of(expression);
        return claim.Not
            ? $"Expected {wanted} to not be found in file {file},{claim.Because} but it was found."
            : $"Expected {wanted} to be found in file {file},{claim.Because} but it was not found.";
    }

    private static bool Exists(Claim claim, string path)
    {
        try
        {
            return claim.Session.InvokeProvider.Item.Exists(path);
        }
        catch (SessionStateException)
        {
            // An unknown drive is a path that does not exist, not an error.
            return false;
        }
    }

    // A missing file is an error here, where Pester prints one and goes on: -Not would pass.
    private static string Resolve(Claim claim) =>
        claim.Session.Path.GetResolvedProviderPathFromPSPath(LanguagePrimitives.ConvertTo<string>(claim.Actual), out _)
            .Single();
}
