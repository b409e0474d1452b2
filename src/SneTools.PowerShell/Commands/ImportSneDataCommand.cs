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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == "LiteralPath";
        string? labels = null;
        if (LabelPath is not null)
        {
            labels = FilePath.Resolve(this, [LabelPath], isLiteral: true).FirstOrDefault();
            if (labels is null)
                return;
        }

        foreach (string file in FilePath.Resolve(this, isLiteral ? LiteralPath : Path, isLiteral))
            Read(file, labels);
    }

    private void Read(string file, string? labels)
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
            LabelPath = labels,
        };
        options = Culture is null ? options : options.With(Culture);
        try
        {
            Dataset data = Reporting(file, progress => DataFile.Read(file, options, share => progress.Report(share, file), Cancellation));
            WriteWarnings(DataWarnings.OfReading(data));
            Tell($"{file}: {Summary.Sources(data.Sources)}");
            WriteObject(data);
        }
        catch (SneException error)
        {
            WriteError(ErrorRecords.From(error, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(error, "FileUnreadable", ErrorCategory.ReadError, file));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
