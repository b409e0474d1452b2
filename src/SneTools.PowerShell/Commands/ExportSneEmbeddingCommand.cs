using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Writes a map to a text table: Export-SneEmbedding.</summary>
[Cmdlet(VerbsData.Export, "SneEmbedding", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(void))]
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
            Refuse("PathNotFile", ErrorCategory.InvalidArgument, new ArgumentException($"'{Path}' is not in the file system."));
        char delimiter = Delimiter(file);
        if (_isWritten)
            Refuse("SeveralEmbeddings", ErrorCategory.InvalidOperation, new InvalidOperationException($"'{Path}' already holds the map before this one; give every map a file of its own."));
        if (Directory.Exists(file))
            Refuse("PathIsFolder", ErrorCategory.InvalidArgument, new IOException($"'{Path}' is a folder; give the file in it a name."));
        if (File.Exists(file) && !Force)
            Refuse("FileExists", ErrorCategory.ResourceExists, new IOException($"The file '{Path}' exists already. Use -Force to replace it."));
        if (!ShouldProcess(file, $"Write {InputObject.Count} points"))
            return;
        _isWritten = true;
        try
        {
            AtomicFile.Write(file, Force, stream => EmbeddingCsv.Write(InputObject, stream, delimiter));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse("FileUnwritable", ErrorCategory.WriteError, error);
        }
    }

    private char Delimiter(string file)
    {
        string extension = System.IO.Path.GetExtension(file);
        if (extension.Equals(".tsv", StringComparison.OrdinalIgnoreCase))
            return '\t';
        if (extension.Length > 0 && !extension.Equals(".csv", StringComparison.OrdinalIgnoreCase) && !extension.Equals(".txt", StringComparison.OrdinalIgnoreCase))
            Refuse("UnknownFormat", ErrorCategory.InvalidArgument, new ArgumentException($"'{Path}': maps are written as .csv, .txt or .tsv."));
        return ',';
    }

    private void Refuse(string id, ErrorCategory category, Exception error) =>
        ThrowTerminatingError(new ErrorRecord(error, id, category, Path));
}
