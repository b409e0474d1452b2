using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SneTools.PowerShell;

/// <summary>Completes -Name with the tables that travel with the module, each with what it is.</summary>
public sealed class SampleCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => SneSample.All
            .Where(sample => sample.Name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(sample => new CompletionResult(sample.Name, sample.Name, CompletionResultType.ParameterValue, sample.Description));
}
