using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SneTools.PowerShell;

/// <summary>Completes a number that a run may choose by itself with Auto.</summary>
public sealed class AutoCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        AutoNumberAttribute.Auto.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase) ? [new CompletionResult(AutoNumberAttribute.Auto)] : [];
}
