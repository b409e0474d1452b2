using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Stops those who work on a sweep: Stop-SneSweep.</summary>
[Cmdlet(VerbsLifecycle.Stop, "SneSweep", SupportsShouldProcess = true, HelpUri = HelpAddress.Pages + "Stop-SneSweep.md")]
[OutputType(typeof(void))]
public sealed class StopSneSweepCommand : SweepCommand
{
    /// <summary>Only these runs, by number, are taken from Slurm.</summary>
    [Parameter]
    public int[]? Run { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WithSweep(folder =>
    {
        folder.Plan.RequireRuns(Run);
        if (!ShouldProcess(folder.Path, Run is null ? "Stop the sweep" : $"Take run {string.Join(", ", Run)} from Slurm"))
            return;
        var slurm = new SlurmSweep(folder);
        SneException? refusal = null;
        try
        {
            if (slurm.IsSubmitted)
                WriteVerbose($"Slurm was told to cancel: {string.Join(' ', slurm.Cancel(Run, Cancellation))}");
        }
        catch (SneException error) when (Run is null && error.Error is SneError.SlurmNotFound or SneError.SlurmRefused)
        {
            refusal = error;
        }

        // Those who work on it can be asked even where Slurm cannot.
        if (Run is null)
            folder.Stop();
        if (refusal is not null)
            throw refusal;
    });
}
