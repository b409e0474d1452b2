using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Takes the other names that SciPy, scikit-learn and openTSNE have for a metric.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MetricNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is not string name)
            return inputData;
        return name.Trim().ToUpperInvariant() switch
        {
            "L2" => NeighborMetric.Euclidean,
            "CITYBLOCK" or "L1" => NeighborMetric.Manhattan,
            "LINF" or "LINFINITY" or "LINFTY" => NeighborMetric.Chebyshev,
            _ => inputData,
        };
    }
}
