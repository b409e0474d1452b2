using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Reads a text table into a data set: Import-SneData.</summary>
[Cmdlet(VerbsData.Import, "SneData", DefaultParameterSetName = "Path")]
[OutputType(typeof(Dataset))]
public sealed class ImportSneDataCommand : SneCommand
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

    /// <summary>The character between cells; by default found in the first line.</summary>
    [Parameter]
    public char Delimiter { get; set; }

    /// <summary>The columns to embed; wildcards are allowed. By default all that hold numbers.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Property { get; set; }

    /// <summary>Columns to leave out; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>Columns that ride along and are not embedded.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Label { get; set; }

    /// <summary>What to do with a cell that holds no finite number.</summary>
    [Parameter]
    public MissingValuePolicy MissingValue { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == "LiteralPath";
        foreach (string file in FilePath.Resolve(this, isLiteral ? LiteralPath : Path, isLiteral))
            Read(file);
    }

    private void Read(string file)
    {
        var options = new CsvOptions
        {
            Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
            Columns = new ColumnSelection(Property, ExcludeProperty, Label),
            MissingValue = MissingValue,
        };
        var progress = new ProgressReporter(this, "Import-SneData");
        try
        {
            Dataset data = CsvTable.Read(file, options, share => progress.Report(share, file), Cancellation);
            progress.Complete();
            WriteWarnings(DataWarnings.OfReading(data));
            WriteObject(data);
        }
        catch (SneException error)
        {
            WriteError(ErrorRecords.From(error, file, file));
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
