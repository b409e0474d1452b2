using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace SneTools.PowerShell.Commands;

/// <summary>Reads a file of numbers into a data set: Import-SneData.</summary>
[Cmdlet(VerbsData.Import, "SneData", DefaultParameterSetName = "Path")]
[OutputType(typeof(Dataset))]
public sealed class ImportSneDataCommand : ColumnCommand
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

    /// <summary>The character between cells; by default found in the first lines.</summary>
    [Parameter]
    public char Delimiter { get; set; }

    /// <summary>The decimal separator; by default found in the first lines, a point or a comma.</summary>
    [Parameter]
    public char DecimalSeparator { get; set; }

    /// <summary>The culture whose separators the text has.</summary>
    [Parameter]
    [ValidateNotNull]
    public CultureInfo? Culture { get; set; }

    /// <summary>The encoding of the text; by default UTF-8.</summary>
    [Parameter]
    [EncodingName]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The first line of a text is a row, and the columns are named X1, X2, …</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Label { get; set; }

    /// <summary>A file with one label for every row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LabelPath { get; set; }

    /// <summary>The most rows read.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

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

    private ImportOptions Options(string? labels)
    {
        var options = new ImportOptions
        {
            Delimiter = IsGiven(nameof(Delimiter)) ? Delimiter : null,
            DecimalSeparator = IsGiven(nameof(DecimalSeparator)) ? DecimalSeparator : null,
            Encoding = Encoding,
            NoHeader = NoHeader,
            Columns = Selection(Label),
            MissingValue = MissingValue,
            First = IsGiven(nameof(First)) ? First : null,
            Skip = Skip,
            LabelPath = labels,
        };
        return Culture is null ? options : options.With(Culture);
    }
}
