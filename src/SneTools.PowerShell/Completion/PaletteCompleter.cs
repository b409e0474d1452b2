using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Completes the names of palettes.</summary>
public sealed class PaletteCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => PaletteColors.Names
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
