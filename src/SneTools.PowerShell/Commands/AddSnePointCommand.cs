using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Places new rows in the map of a model: Add-SnePoint.</summary>
[Cmdlet(VerbsCommon.Add, "SnePoint", HelpUri = HelpAddress.Pages + "Add-SnePoint.md")]
[OutputType(typeof(PSObject), typeof(SneModel))]
public sealed class AddSnePointCommand : SneCommand
{
    private PointStream? _points;
    private ProgressReporter? _progress;

    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public SneModel Model { get; set; } = null!;

    /// <summary>A row (an object with properties, an array of numbers), a collection of rows, or a Dataset.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>What to do with a cell that holds no finite number, or a category that the model does not know.</summary>
    [Parameter]
    public MissingValuePolicy MissingValue { get; set; }

    /// <summary>Return one SneModel that has the new points, too, instead of rows.</summary>
    [Parameter]
    public SwitchParameter AsModel { get; set; }

    /// <summary>Number of threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [Alias("n_jobs", "num_threads")]
    public int ThrottleLimit { get; set; } = Defaults.Embedding.ThreadCount;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(() =>
    {
        _progress = new ProgressReporter(this, MyInvocation.MyCommand.Name);
        _points = new PointStream(Model, MissingValue, ThrottleLimit, AsModel, Cancellation);
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Terminating(Take);

    /// <inheritdoc/>
    protected override void EndProcessing() => Terminating(() =>
    {
        WriteRows(_points!.Place(WriteWarning));
        WriteWarnings(_points.Warnings);
        Tell(_points.Summary);
        if (AsModel)
            WriteObject(_points.ToModel());
        _progress!.Complete();
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _points?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override string Advice => " Use -MissingValue Drop or Mean to go on.";

    /// <inheritdoc/>
    private protected override object? Target(SneException error) =>
        base.Target(error) ?? (error.Row is null ? Model : _points?.Source(error.Row) ?? InputObject);

    private void Take()
    {
        PointStream points = _points!;
        if (points.Add(InputObject) is { } data)
        {
            WriteRows(points.Place(WriteWarning));
            WriteRows(points.Place(data, WriteWarning, share => _progress!.Report(share, $"{points.Count + (int)(Math.Min(1, share) * data.Count)} rows placed")));
        }
        else if (points.IsDue)
        {
            WriteRows(points.Place(WriteWarning));
        }

        _progress!.Report($"{points.Count} rows placed");
    }

    private void WriteRows(IEnumerable<PSObject> rows)
    {
        foreach (PSObject row in rows)
            WriteObject(row);
    }
}
