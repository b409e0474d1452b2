using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Takes BarnesHut, the former name of an engine, for the present one, Multipole.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EngineNameAttribute : ArgumentTransformationAttribute
{
    private const string FormerName = "BarnesHut";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        PSObject { BaseObject: string or Array } wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
        string name when name.Trim().Equals(FormerName, StringComparison.OrdinalIgnoreCase) => EngineKind.Multipole,
        Array names => names.Cast<object?>().Select(name => Transform(engineIntrinsics, name)).ToArray(),
        _ => inputData,
    };
}
