using System.Management.Automation;

namespace SneTools.ModuleTests.Assertions;

/// <summary>The assertion -HaveParameter.</summary>
internal static class CommandParameter
{
    /// <summary>Its parameters.</summary>
    public static readonly (string Name, Type Type)[] Parameters =
    [
        ("ParameterName", typeof(string)),
        ("Type", typeof(object)),
        ("DefaultValue", typeof(object)),
        ("Mandatory", typeof(SwitchParameter)),
        ("InParameterSet", typeof(string)),
        ("HasArgumentCompleter", typeof(SwitchParameter)),
        ("Alias", typeof(string[])),
    ];

    /// <summary>Judges a claim about a command's parameter.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>Null if it holds, else the message.</returns>
    public static string? Refute(Claim claim)
    {
        if (Running.PowerShellOperation.Unwrap(claim.Actual) is not CommandInfo command)
        {
            throw new ArgumentException(
                "Input value must be non-null CommandInfo object. You can get one by calling Get-Command.");
        }

        if (claim.Has("DefaultValue"))
        {
            throw new ArgumentException("Using -DefaultValue is only supported for functions and scripts.");
        }

        string name = claim.Text("ParameterName") ?? throw new ArgumentException("The ParameterName can't be empty");
        command.Parameters.TryGetValue(name, out ParameterMetadata? parameter);
        if (claim.Not && parameter is null) return null;

        string set = claim.Text("InParameterSet") is { } inSet ? $" in parameter set {inSet}" : string.Empty;
        List<string> wanted = [$"to{(claim.Not ? " not" : string.Empty)} have a parameter {name}{set}"];
        List<string> but = [];
        if (parameter is null) but.Add("the parameter is missing");
        else if (claim.Not && !HasDetail(claim)) but.Add("the parameter exists");
        else RefuteDetails(claim, parameter, wanted, but);

        return but.Count == 0
            ? null
            : $"Expected command {command.Name} {Sentence.And(wanted, 3)},{claim.Because} but {Sentence.And(but)}.";
    }

    private static bool HasDetail(Claim claim) =>
        claim.Has("InParameterSet") || claim.IsSet("Mandatory") || claim.Has("Type")
        || claim.IsSet("HasArgumentCompleter");

    private static void RefuteDetails(Claim claim, ParameterMetadata parameter, List<string> wanted, List<string> but)
    {
        string not = claim.Not ? " not" : string.Empty;
        List<ParameterAttribute> sets = [.. parameter.Attributes.OfType<ParameterAttribute>()];
        if (claim.Text("InParameterSet") is { } inSet)
        {
            sets = sets.FindAll(set => set.ParameterSetName.Equals(inSet, StringComparison.OrdinalIgnoreCase));
            if ((sets.Count > 0) == claim.Not) but.Add(claim.Not ? "the parameter exists" : "the parameter is missing");
            if (but.Count > 0) return;
        }

        if (claim.Has("Mandatory"))
        {
            bool mandatory = sets.Exists(set => set.Mandatory);
            bool expected = claim.IsSet("Mandatory") && !claim.Not;
            wanted.Add(expected ? "which is mandatory" : "which is not mandatory");
            if (mandatory != expected) but.Add(mandatory ? "it was mandatory" : "it wasn't mandatory");
        }

        if (claim.Type("Type") is { } type)
        {
            wanted.Add($"{(claim.Not ? "not " : string.Empty)}of type [{type.FullName}]");
            if ((parameter.ParameterType == type) == claim.Not)
            {
                but.Add($"it was of type [{parameter.ParameterType.FullName}]");
            }
        }

        if (claim.Has("HasArgumentCompleter"))
        {
            bool completes = parameter.Attributes.Any(attribute => attribute is ArgumentCompleterAttribute);
            bool expected = claim.IsSet("HasArgumentCompleter");
            wanted.Add(expected ? "has ArgumentCompletion" : "has no ArgumentCompletion");
            if (completes != (expected && !claim.Not))
            {
                but.Add(completes ? "has ArgumentCompletion" : "has no ArgumentCompletion");
            }
        }

        if (claim.Argument("Alias") is string[] aliases) RefuteAliases(claim, parameter, aliases, wanted, but);
    }

    private static void RefuteAliases(
        Claim claim, ParameterMetadata parameter, string[] aliases, List<string> wanted, List<string> but)
    {
        wanted.Add($"with{(claim.Not ? "out" : string.Empty)} alias{(aliases.Length > 1 ? "es" : string.Empty)} "
            + Sentence.And(Quoted(aliases)));
        List<string> wrong = [.. aliases.Where(
            alias => parameter.Aliases.Contains(alias, StringComparer.OrdinalIgnoreCase) == claim.Not)];
        if (wrong.Count == 0) return;
        but.Add($"it {(claim.Not ? "has" : "didn't have")} {(wrong.Count == 1 ? "an alias" : "the aliases")} "
            + Sentence.And(Quoted(wrong)));
    }

    private static List<string> Quoted(IEnumerable<string> names) => [.. names.Select(name => $"'{name}'")];
}
