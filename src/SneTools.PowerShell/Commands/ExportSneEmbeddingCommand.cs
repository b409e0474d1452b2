using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Writes a map to a file: Export-SneEmbedding.</summary>
[Cmdlet(VerbsData.Export, "SneEmbedding", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(void), typeof(Embedding))]
public sealed class ExportSneEmbeddingCommand : SneCommand
{
    private bool _isWritten;

    /// <summary>The map.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
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

    /// <summary>Pass the map on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Append && Force)
            Refuse("InvalidOption", ErrorCategory.InvalidArgument, new ArgumentException("-Append keeps what the file holds, and -Force replaces it: give one of them."));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
            Refuse("PathNotFile", ErrorCategory.InvalidArgument, new ArgumentException($"'{Path}' is not in the file system."));
        if (EmbeddingFile.FormatOf(file) is not { } format)
        {
            Refuse("UnknownFormat", ErrorCategory.InvalidArgument, new ArgumentException($"'{Path}': maps are written as .csv, .txt, .tsv, .npy or .parquet."));
            return;
        }

        if (_isWritten && !Append)
            Refuse("SeveralEmbeddings", ErrorCategory.InvalidOperation, new InvalidOperationException($"'{Path}' already holds the map before this one; give every map a file of its own."));
        if (Directory.Exists(file))
            Refuse("PathIsFolder", ErrorCategory.InvalidArgument, new IOException($"'{Path}' is a folder; give the file in it a name."));
        if (File.Exists(file) && !Force && !Append)
            Refuse("FileExists", ErrorCategory.ResourceExists, new IOException($"The file '{Path}' exists already. Use -Force to replace it."));
        if (ShouldProcess(file, $"{(Append ? "Append" : "Write")} {InputObject.Count} points"))
        {
            _isWritten = true;
            Terminating(() => Write(file, format), _ => Path);
        }

        if (PassThru)
            WriteObject(InputObject);
    }

    private void Write(string file, EmbeddingFormat format)
    {
        try
        {
            if (Append)
                EmbeddingFile.Append(InputObject, file, format);
            else
                EmbeddingFile.Write(InputObject, file, format, Force);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse("FileUnwritable", ErrorCategory.WriteError, error);
        }
    }

    private void Refuse(string id, ErrorCategory category, Exception error) =>
        ThrowTerminatingError(new ErrorRecord(error, id, category, Path));
}
