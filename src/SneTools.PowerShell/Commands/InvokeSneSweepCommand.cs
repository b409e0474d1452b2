using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell.Commands;

/// <summary>Makes the runs of a sweep that are not done: Invoke-SneSweep.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SneSweep", SupportsShouldProcess = true, DefaultParameterSetName = Local, HelpUri = HelpAddress.Pages + "Invoke-SneSweep.md")]
[OutputType("SneTools.SweepRun")]
public sealed class InvokeSneSweepCommand : SweepCommand
{
    private const string Local = "Local";
    private const string Cluster = "Slurm";
    private const int ProgressId = 0x53;

    /// <summary>The runs, by number; by default all that are not done.</summary>
    [Parameter]
    public int[]? Run { get; set; }

    /// <summary>Number of cores to use.</summary>
    [Parameter(ParameterSetName = Local)]
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
    [Parameter(ParameterSetName = Local)]
    public SwitchParameter PrepareOnly { get; set; }

    /// <summary>Give the runs to Slurm, instead of making them here.</summary>
    [Parameter(ParameterSetName = Cluster, Mandatory = true)]
    public SwitchParameter Slurm { get; set; }

    /// <summary>Slurm's partition; by default the cluster's default one.</summary>
    [Parameter(ParameterSetName = Cluster)]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>The longest that a task may take at a stretch; by default what the partition gives.</summary>
    [Parameter(ParameterSetName = Cluster)]
    public TimeSpan TimeLimit { get; set; }

    /// <summary>Number of runs that one task of Slurm makes.</summary>
    [Parameter(ParameterSetName = Cluster)]
    [ValidateRange(1, int.MaxValue)]
    public int RunPerTask { get; set; } = 1;

    /// <summary>More arguments for sbatch.</summary>
    [Parameter(ParameterSetName = Cluster)]
    [ValidateNotNull]
    public string[] SbatchArgument { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WithSweep(ParameterSetName == Cluster && Slurm ? Submit : Make);

    /// <summary>Submits the runs; gives a row for each.</summary>
    private void Submit(SweepFolder folder)
    {
        if (IsGiven(nameof(TimeLimit)) && TimeLimit < TimeSpan.FromMinutes(1))
            throw new SneException(SneError.InvalidOption, "Slurm counts time in minutes: -TimeLimit is at least 0:01:00.", column: nameof(TimeLimit));
        folder.Plan.RequireRuns(Run);
        var slurm = new SlurmSweep(folder);
        var options = new SlurmOptions
        {
            Runs = Run,
            Partition = Partition,
            TimeLimit = IsGiven(nameof(TimeLimit)) ? TimeLimit : null,
            RunsPerTask = RunPerTask,
            Arguments = SbatchArgument,
            Retry = Retry,
            CheckpointInterval = CheckpointInterval,
            PowerShell = PowerShellCommand(),
            Module = MyInvocation.MyCommand.Module.ModuleBase,
        };
        int[] due = slurm.FindDue(options, Cancellation);
        if (due.Length == 0)
        {
            Tell("All runs are done, made or in the queue");
            return;
        }

        if (!ShouldProcess(folder.Path, FormattableString.Invariant($"Submit {due.Length} {(due.Length == 1 ? "run" : "runs")} to Slurm")))
            return;
        var rows = new SweepRows(folder);
        SlurmJob[] jobs = slurm.Submit(due, options, WriteWarning, Cancellation);
        foreach (SlurmJob job in jobs)
            Tell(job.ToString());
        foreach ((int run, string id) in jobs.Where(job => !job.IsPreparation).SelectMany(job => job.TaskIds).OrderBy(task => task.Run))
            WriteObject(rows.Create(folder.ReadRow(run) with { State = SweepState.Queued }, new SlurmStatus(id, "PENDING", null, null)));
    }

    /// <summary>How this PowerShell was started: a program, or a library of dotnet; nothing if it is part of another program.</summary>
    private string[] PowerShellCommand()
    {
        string program = Environment.ProcessPath ?? string.Empty;
        string library = System.IO.Path.Combine($"{SessionState.PSVariable.GetValue("PSHOME")}", "pwsh.dll");
        return System.IO.Path.GetFileNameWithoutExtension(program) switch
        {
            "pwsh" => [program],
            "dotnet" when File.Exists(library) => [program, library],
            _ => [],
        };
    }

    private void Make(SweepFolder folder)
    {
        if (!ShouldProcess(folder.Path, "Make the runs that are not done"))
            return;
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
