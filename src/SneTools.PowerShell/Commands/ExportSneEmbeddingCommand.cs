using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Writes a map to a file: Export-SneEmbedding.</summary>
[Cmdlet(VerbsData.Export, "SneEmbedding", SupportsShouldProcess = true, DefaultParameterSetName = "Path", HelpUri = HelpAddress.Pages + "Export-SneEmbedding.md")]
[OutputType(typeof(void), typeof(Embedding))]
public sealed class ExportSneEmbeddingCommand : SneCommand
{
    private OutputFile _file = null!;
    private EmbeddingFormat _format;
    private bool _isWritten;

    /// <summary>The map.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [EmbeddingOfModel]
    public Embedding InputObject { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Put the points behind those of a text that is there.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Put an apostrophe before labels that a spreadsheet would take for formulas.</summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Pass the map on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _file = OutputFile.Named(this, Path, Force);
        if (Append && Force)
            _file.Refuse("InvalidOption", ErrorCategory.InvalidArgument, new ArgumentException("-Append keeps what the file holds, and -Force replaces it: give one of them."));
        if (EmbeddingFile.FormatOf(Path) is { } format)
            _format = format;
        else
            _file.RefuseFormat("maps are written as .csv, .txt, .tsv, .npy or .parquet");
        _file.RequireFree(orFile: Append);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_isWritten && !Append)
            _file.Refuse("SeveralEmbeddings", ErrorCategory.InvalidOperation, new InvalidOperationException($"'{Path}' already holds the map before this one; give every map a file of its own."));
        if (ShouldProcess(_file.Path, $"{(Append ? "Append" : "Write")} {InputObject.Count} points"))
        {
            Terminating(() => _file.Write(Write), _ => Path);
            _isWritten = true;
        }

        if (PassThru)
            WriteObject(InputObject);
    }

    private void Write(string path)
    {
        if (Append)
            EmbeddingFile.Append(InputObject, path, _format, hasHeader: !_isWritten, escapesFormulas: EscapeFormula, cancellation: Cancellation);
        else
            EmbeddingFile.Write(InputObject, path, _format, Force, EscapeFormula, Cancellation);
    }
}
