namespace SneTools.PowerShell;

/// <summary>Takes the other names that SciPy, scikit-learn and openTSNE have for a metric.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MetricNameAttribute() : ChoiceNameAttribute<NeighborMetric>("metric");
