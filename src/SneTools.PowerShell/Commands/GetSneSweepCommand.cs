using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Tells what has become of the runs of a sweep: Get-SneSweep.</summary>
[Cmdlet(VerbsCommon.Get, "SneSweep", HelpUri = HelpAddress.Pages + "Get-SneSweep.md")]
[OutputType("SneTools.SweepRun")]
public sealed class GetSneSweepCommand : SweepCommand
{
    /// <summary>The runs, by number; by default all.</summary>
    [Parameter]
    public int[]? Run { get; set; }

    /// <summary>Only runs in these states.</summary>
    [Parameter]
    public SweepState[]? State { get; set; }

    /// <summary>Only the run that is best by a measure.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MeasureCompleter))]
    public string? Best { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WithSweep(Tell);

    private void Tell(SweepFolder folder)
    {
        folder.Plan.RequireRuns(Run);
        var rows = new SweepRows(folder);
        SweepRow[] known = [.. folder.Plan.Runs.Select(run => run.Number).Where(number => Run?.Contains(number) != false).Select(folder.ReadRow)];
        Dictionary<int, SlurmStatus> jobs = ReadJobs(folder);
        IEnumerable<PSObject> chosen = known
            .Select(row => (Row: WithJob(row, jobs.GetValueOrDefault(row.Run)), Job: jobs.GetValueOrDefault(row.Run)))
            .Where(run => State?.Contains(run.Row.State) != false)
            .Select(run => rows.Create(run.Row, run.Job));
        if (Best is null)
            WriteObject(chosen, enumerateCollection: true);
        else
            WriteObject(FindBest([.. chosen]));
    }

    /// <summary>What a cluster has of the sweep. Where it cannot be asked, the rest is still true.</summary>
    private Dictionary<int, SlurmStatus> ReadJobs(SweepFolder folder)
    {
        var slurm = new SlurmSweep(folder);
        if (!slurm.IsSubmitted)
            return [];
        try
        {
            return slurm.ReadStates(Cancellation);
        }
        catch (SneException error) when (error.Error is SneError.SlurmNotFound or SneError.SlurmRefused)
        {
            WriteWarning($"What Slurm has of the sweep is not known: {error.Message}");
            return [];
        }
    }

    private static SweepRow WithJob(SweepRow row, SlurmStatus? job) =>
        row.State is SweepState.Waiting or SweepState.Interrupted && job is { IsEnded: false }
            ? row with { State = job.IsRunning ? SweepState.Running : SweepState.Queued }
            : row;

    /// <summary>The run that is best; of equal ones the first.</summary>
    private PSObject FindBest(PSObject[] rows)
    {
        (PSObject Row, double Value)[] known = [.. rows.Select(row => (row, Value(row))).Where(row => double.IsFinite(row.Item2))];
        if (known.Length == 0)
        {
            throw rows.Length > 0 && rows[0].Properties[Best] is null
                ? new SneException(SneError.ColumnNotFound, $"There is no measure '{Best}'. There are: {string.Join(", ", rows[0].Properties.Select(property => property.Name))}.", column: Best)
                : new SneException(SneError.EmptyInput, $"No run has a number as its {Best}{(Best is "MeanDivergence" or "Divergence" or "Seconds" ? string.Empty : "; New-SneSweep -Measure has the maps measured")}.", column: Best);
        }

        bool isLeast = SweepRows.LeastIsBest.Contains(Best, StringComparer.OrdinalIgnoreCase);
        return (isLeast ? known.MinBy(row => row.Value) : known.MaxBy(row => row.Value)).Row;
    }

    private double Value(PSObject row) => row.Properties[Best]?.Value is { } value && InputRow.IsNumeric(value) && InputRow.TryGetElement(value, out double number) ? number : double.NaN;
}
