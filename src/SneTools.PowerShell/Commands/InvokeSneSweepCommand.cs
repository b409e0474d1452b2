using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell.Commands;

/// <summary>Makes the runs of a sweep that are not done: Invoke-SneSweep.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SneSweep")]
[OutputType("SneTools.SweepRun")]
public sealed class InvokeSneSweepCommand : SweepCommand
{
    private const int ProgressId = 0x53;

    /// <summary>The runs, by number; by default all that are not done.</summary>
    [Parameter]
    public int[]? Run { get; set; }

    /// <summary>Number of cores to use.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    /// <summary>Seconds between two checkpoints of a run.</summary>
    [Parameter]
    [ValidateRange(0, double.MaxValue)]
    public double CheckpointInterval { get; set; } = Defaults.CheckpointInterval;

    /// <summary>Make runs that have failed again.</summary>
    [Parameter]
    public SwitchParameter Retry { get; set; }

    /// <summary>Compute and write what the runs share, and make none of them.</summary>
    [Parameter]
    public SwitchParameter PrepareOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WithSweep(Make);

    private void Make(SweepFolder folder)
    {
        using var signals = new EndSignals(StopProcessing);
        var rows = new SweepRows(folder);
        var options = new SweepOptions
        {
            Runs = Run,
            ThreadCount = ThrottleLimit,
            CheckpointInterval = TimeSpan.FromSeconds(Math.Min(CheckpointInterval, TimeSpan.MaxValue.TotalSeconds / 2)),
            Retry = Retry,
            PrepareOnly = PrepareOnly,
            Draw = Draw,
            Ended = row => Give(folder, rows, row),
            Progress = Show,
        };
        (int ended, int left) = SweepRunner.Run(folder, options, Cancellation);
        Cancellation.ThrowIfCancellationRequested();
        WriteProgress(new ProgressRecord(ProgressId, MyInvocation.MyCommand.Name, "done") { RecordType = ProgressRecordType.Completed });
        Tell(FormattableString.Invariant($"{ended} runs ended, {left} are left"));
        if (left > 0)
            WriteWarning(FormattableString.Invariant($"{left} {(left == 1 ? "run is" : "runs are")} not done: another process makes {(left == 1 ? "it" : "them")}, or the sweep was stopped. Get-SneSweep tells."));
    }

    private void Give(SweepFolder folder, SweepRows rows, SweepRow row)
    {
        if (Stopping)
            return;
        PSObject output = rows.Create(row);
        if (row.Error is not null)
            WriteError(new ErrorRecord(new InvalidOperationException($"{Sentence(folder, row)}: {row.Error}"), row.ErrorId, ErrorCategory.NotSpecified, output));
        WriteObject(output);
    }

    private static string Sentence(SweepFolder folder, SweepRow row)
    {
        string text = folder.Plan.Runs[row.Run - 1].ToString();
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private void Show(SweepProgress progress)
    {
        if (Stopping)
            return;
        WriteProgress(new ProgressRecord(ProgressId, MyInvocation.MyCommand.Name, FormattableString.Invariant($"{progress.Done} of {progress.Count} runs done; {string.Join(", ", progress.Running.Take(8).Select(text => $"run {text}"))}"))
        {
            PercentComplete = (int)(100 * progress.Share),
            SecondsRemaining = progress.Left is { } left ? (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalSeconds)) : -1,
        });
    }

    private static void Draw(Embedding embedding, string path)
    {
        PointColors colors = embedding.Labels.Count > 0 ? PointColors.Of(embedding.Labels[0], ColorKind.Auto, PlotTheme.Light) : PointColors.Plain(embedding.Count, PlotTheme.Light);
        AtomicFile.Write(path, overwrite: true, stream => MapPicture.Write(new MapPlot(embedding.Map, colors), new PlotSize(1000, 800), PictureFormat.Png, stream));
    }
}
