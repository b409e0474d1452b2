using System.Management.Automation;

namespace SneTools.ModuleTests.Commands;

/// <summary>BeforeDiscovery: what runs while the file is read, in the scope of the caller.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TestDiscovery")]
public sealed class InvokeTestDiscoveryCommand : TestCommand
{
    /// <summary>Gets or sets what runs.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => InvokeCommand.InvokeScript(false, ScriptBlock, null);
}
