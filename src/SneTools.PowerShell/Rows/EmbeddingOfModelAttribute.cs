using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Lets a parameter that takes an embedding take a model, too.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EmbeddingOfModelAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        InputRow.Unwrap(inputData) is SneModel model ? model.Embedding : inputData;
}
