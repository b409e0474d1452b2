using System.Diagnostics;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Shows how far a run has come, a few times a second at most.</summary>
internal sealed class ProgressReporter(Cmdlet command, string activity)
{
    /// <summary>The least time between two of what is shown.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int Id = 0x5E;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.Zero;
    private TimeSpan? _descentStart;
    private int _firstIteration;

    /// <summary>The time since the work began.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Shows a stage or an iteration of an embedding.</summary>
    public void Report(EmbeddingProgress progress)
    {
        TimeSpan now = _clock.Elapsed;
        if (_descentStart is null && progress.Point is { } first)
            (_descentStart, _firstIteration) = (now, first.Iteration);
        if (now < _next)
            return;
        _next = now + Interval;
        Write(progress.Point is { } point ? Describe(progress, point, now) : Describe(progress));
    }

    /// <summary>Shows a share of the work, from 0 to 1.</summary>
    public void Report(double share, string status)
    {
        TimeSpan now = _clock.Elapsed;
        if (now < _next)
            return;
        _next = now + Interval;
        share = Math.Clamp(share, 0, 1);
        Write(new ProgressRecord(Id, activity, status)
        {
            PercentComplete = (int)(100 * share),
            SecondsRemaining = share > 0 ? (int)Math.Min(int.MaxValue, Math.Ceiling(now.TotalSeconds * (1 - share) / share)) : -1,
        });
    }

    /// <summary>Shows what has been done of work whose end nobody knows.</summary>
    public void Report(string status)
    {
        TimeSpan now = _clock.Elapsed;
        if (now < _next)
            return;
        _next = now + Interval;
        Write(new ProgressRecord(Id, activity, status) { PercentComplete = -1 });
    }

    /// <summary>Takes the display away.</summary>
    public void Complete() =>
        Write(new ProgressRecord(Id, activity, "done") { RecordType = ProgressRecordType.Completed });

    /// <summary>Shows it, unless the pipeline is being stopped: a run hears of that by its token, and ends after a whole step.</summary>
    private void Write(ProgressRecord record)
    {
        try
        {
            command.WriteProgress(record);
        }
        catch (PipelineStoppedException)
        {
            // Nobody looks any more.
        }
    }

    private ProgressRecord Describe(EmbeddingProgress progress) =>
        new(Id, activity, progress.Phase switch
        {
            EmbeddingPhase.Neighbors => "nearest neighbors",
            EmbeddingPhase.Affinities => "probabilities between the points",
            _ => "initial map",
        })
        {
            PercentComplete = progress.Share > 0 ? (int)(100 * progress.Share) : -1,
        };

    private ProgressRecord Describe(EmbeddingProgress progress, HistoryPoint point, TimeSpan now)
    {
        string exaggerated = point.Exaggeration == 1 ? string.Empty : ", early exaggeration";
        string status = FormattableString.Invariant(
            $"iteration {point.Iteration} of {progress.MaxIteration}, divergence {point.Divergence:0.0000}{exaggerated}");
        double left = (now - _descentStart!.Value).TotalSeconds / Math.Max(1, point.Iteration - _firstIteration) * (progress.MaxIteration - point.Iteration);
        return new ProgressRecord(Id, activity, status)
        {
            PercentComplete = (int)(100L * point.Iteration / Math.Max(1, progress.MaxIteration)),
            SecondsRemaining = (int)Math.Min(int.MaxValue, Math.Ceiling(left)),
        };
    }
}
