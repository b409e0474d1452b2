using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Takes Auto, as openTSNE and scikit-learn have it, for no number: the run chooses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AutoNumberAttribute : ArgumentTransformationAttribute
{
    /// <summary>The word.</summary>
    internal const string Auto = "Auto";

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => false;

    /// <summary>Whether the run is one that chooses; false for one that goes on with what it had.</summary>
    public bool IsChoice { get; init; } = true;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is not string text || !text.Trim().Equals(Auto, StringComparison.OrdinalIgnoreCase))
            return inputData;
        return IsChoice ? null : throw new ArgumentTransformationMetadataException("A run that goes on keeps what it had: Auto is for a new one. Leave the parameter out, or give a number.");
    }
}
