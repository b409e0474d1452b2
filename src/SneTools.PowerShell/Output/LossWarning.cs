using System.Diagnostics;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Says, once a run has taken long, what is lost if it is stopped, while there is still something to lose.</summary>
/// <param name="command">The cmdlet that makes the run.</param>
/// <param name="observe">Is told of every stage and iteration, too.</param>
internal sealed class LossWarning(SneCommand command, Action<EmbeddingProgress> observe)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _isTold;

    /// <summary>What is long.</summary>
    public static TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes a stage or an iteration.</summary>
    public void Report(EmbeddingProgress progress)
    {
        observe(progress);
        if (_isTold || progress.Point is not { } point || _clock.Elapsed < Patience)
            return;
        _isTold = true;
        try
        {
            command.WriteWarning(FormattableString.Invariant(
                $"Iteration {point.Iteration} of {progress.MaxIteration}: stopped now (Ctrl-C), the run would be lost but for what -OutVariable takes. With -CheckpointPath run.npz a run can be stopped, or killed, and taken up again by Resume-SneEmbedding."));
        }
        catch (PipelineStoppedException)
        {
            // It is being stopped already.
        }
    }
}
