namespace SneTools.PowerShell;

/// <summary>Takes BarnesHut, the former name of an engine, for the present one, Multipole; bh and fft as openTSNE has them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EngineNameAttribute() : ChoiceNameAttribute<EngineKind>("engine");
