namespace SneTools.PowerShell;

/// <summary>Takes the names that openTSNE has for finding neighbors.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeighborNameAttribute() : ChoiceNameAttribute<NeighborSearch>("way of finding neighbors");
