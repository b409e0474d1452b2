using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SneTools.PowerShell;

/// <summary>Completes -Formula with the formulas that have a name.</summary>
public sealed class FormulaCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => GradientFormula.Known
            .Where(formula => formula.Name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(formula => new CompletionResult(formula.Name));
}
