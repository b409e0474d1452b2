using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Reads a file of numbers into a data set: Import-SneData.</summary>
[Cmdlet(VerbsData.Import, "SneData", DefaultParameterSetName = "Path", HelpUri = HelpAddress.Pages + "Import-SneData.md")]
[OutputType(typeof(Dataset))]
public sealed class ImportSneDataCommand : ReadingCommand
{
    /// <summary>Files to read; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, as they are written.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>A file with one label for every row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LabelPath { get; set; }

    /// <summary>Rows passed over before the first that is read.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>Gives the rows in batches, each a data set, while the file is read.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Rows of the file in a batch; by default as many as have about a million numbers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; }

    /// <inheritdoc/>
    private protected override string? Advice => Stream
        ? " Use -MissingValue Drop to leave such rows out, or name the column with -Label to have it ride along as it is, or with -ExcludeProperty to leave it out."
        : null;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminating(() =>
    {
        if (Stream)
            DataFile.RequireForBatches(Options(null));
        else if (IsGiven(nameof(BatchSize)))
            throw new SneException(SneError.InvalidOption, "BatchSize says how many rows -Stream gives at once; without -Stream all rows are one data set.", column: nameof(BatchSize));
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? labels = null;
        if (LabelPath is not null)
        {
            labels = FilePath.Resolve(this, [LabelPath], isLiteral: true).FirstOrDefault();
            if (labels is null)
                return;
        }

        ImportOptions options = Options(labels);
        bool isLiteral = ParameterSetName == "LiteralPath";
        ReadFiles(isLiteral ? LiteralPath : Path, isLiteral, file =>
        {
            if (Stream)
                ReadBatches(file, options);
            else
                Give(file, Reporting(file, progress => DataFile.Read(file, options, share => progress.Report(share, file), Cancellation)));
        });
    }

    private void ReadBatches(string file, ImportOptions options)
    {
        bool isFirst = true;
        ReadingSummary summary = Reporting(file, progress => DataFile.ReadBatches(
            file, options, IsGiven(nameof(BatchSize)) ? BatchSize : null, Take, share => progress.Report(share, file), Cancellation));
        WriteWarnings(DataWarnings.OfReading(summary));

        void Take(Dataset data)
        {
            if (!isFirst)
            {
                WriteObject(data);
                return;
            }

            isFirst = false;
            WriteWarnings(data.Warnings);
            Tell($"{file}: {Summary.Sources(data.Sources)}");
            WriteObject(data);
        }
    }

    private void Give(string file, Dataset data)
    {
        WriteWarnings(DataWarnings.OfReading(data));
        Tell($"{file}: {Summary.Sources(data.Sources)}");
        WriteObject(data);
    }

    private ImportOptions Options(string? labels) =>
        Reading() with { Columns = Selection(Label), MissingValue = MissingValue, Skip = Skip, LabelPath = labels };
}
