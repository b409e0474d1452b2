using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Passes maps on the way down the pipeline while the run makes them. They take the place of the descent's progress bar, which would
/// lie over what draws them.</summary>
internal sealed class SnapshotStream(Cmdlet command, ProgressReporter progress)
{
    private bool _hasBegun;

    /// <summary>Takes a stage or an iteration.</summary>
    public void Report(EmbeddingProgress step)
    {
        if (step.Point is null)
        {
            progress.Report(step);
            return;
        }

        if (!_hasBegun)
            progress.Complete();
        _hasBegun = true;
        try
        {
            if (step.Snapshot is { } snapshot)
                command.WriteObject(snapshot);
        }
        catch (PipelineStoppedException) when (command.Stopping)
        {
            // The run hears of that by its token, and ends after a whole step. Where nobody wants more of it, it ends at once.
        }
    }
}
