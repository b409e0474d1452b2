namespace SneTools.PowerShell;

/// <summary>Takes t-SNE, tsne, symmetric and the like for a method.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MethodNameAttribute() : ChoiceNameAttribute<SneMethod>("method");
