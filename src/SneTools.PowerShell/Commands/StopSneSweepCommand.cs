using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Stops those who work on a sweep: Stop-SneSweep.</summary>
[Cmdlet(VerbsLifecycle.Stop, "SneSweep", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopSneSweepCommand : SweepCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WithSweep(folder =>
    {
        if (ShouldProcess(folder.Path, "Stop the sweep"))
            folder.Stop();
    });
}
