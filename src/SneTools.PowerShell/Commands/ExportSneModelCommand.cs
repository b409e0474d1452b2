using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Writes a model to a file: Export-SneModel.</summary>
[Cmdlet(VerbsData.Export, "SneModel", SupportsShouldProcess = true, HelpUri = HelpAddress.Pages + "Export-SneModel.md")]
[OutputType(typeof(void), typeof(SneModel))]
public sealed class ExportSneModelCommand : SneCommand
{
    private OutputFile _file = null!;
    private bool _isWritten;

    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SneModel InputObject { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>Leave out what new points do not need.</summary>
    [Parameter]
    public SwitchParameter Compact { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Pass the model on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _file = OutputFile.Named(this, Path, Force);
        if (_file.Extension is ".csv" or ".tsv" or ".txt" or ".npy" or ".parquet" or ".pq" or ".json" or ".html" or ".png" or ".svg")
            _file.RefuseFormat($"a model is a zip of arrays and no {_file.Extension} file; write a .npz");
        _file.RequireFree();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_isWritten)
            _file.Refuse("SeveralEmbeddings", ErrorCategory.InvalidOperation, new InvalidOperationException($"'{Path}' already holds the model before this one; give every model a file of its own."));
        if (ShouldProcess(_file.Path, $"Write a model of {InputObject.Count} points"))
        {
            Terminating(() => _file.Write(path => ModelFile.Write(Compact ? InputObject.Compact() : InputObject, path, Force, Cancellation)), _ => Path);
            _isWritten = true;
        }

        if (PassThru)
            WriteObject(InputObject);
    }
}
