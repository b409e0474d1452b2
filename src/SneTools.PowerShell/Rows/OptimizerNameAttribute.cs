namespace SneTools.PowerShell;

/// <summary>Takes L-BFGS and the like for an optimizer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptimizerNameAttribute() : ChoiceNameAttribute<OptimizerKind>("optimizer");
