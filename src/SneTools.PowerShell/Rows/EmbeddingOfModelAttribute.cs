using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Lets a parameter that takes an embedding take a model, too.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EmbeddingOfModelAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputRow.Unwrap(inputData) switch
    {
        SneModel model => model.Embedding,

        // PowerShell would make an embedding of it, in which nothing is but what the table names.
        System.Collections.IDictionary => throw new ArgumentTransformationMetadataException("A hash table is no map. Maps come from Invoke-SneEmbedding -AsEmbedding, and models."),
        _ => inputData,
    };
}
