using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SneTools.PowerShell;

/// <summary>Completes the measures by which a run of a sweep may be the best.</summary>
public sealed class MeasureCompleter : IArgumentCompleter
{
    private static readonly string[] Names =
        ["MeanDivergence", "Divergence", "Trustworthiness", "Continuity", "Recall", "RnxAuc", "ShepardCorrelation", "Silhouette", "NeighborAccuracy", "Seconds"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Names
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
