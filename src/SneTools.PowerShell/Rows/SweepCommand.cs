using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A cmdlet about a sweep that is there.</summary>
public abstract class SweepCommand : SneCommand
{
    /// <summary>The folder of the sweep.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>Opens the sweep, and works with it; what is wrong with it, or with its files, ends the cmdlet.</summary>
    /// <param name="work">The work.</param>
    private protected void WithSweep(Action<SweepFolder> work) => Terminating(() =>
    {
        try
        {
            work(SweepFolder.Open(OutputFile.Named(this, Path, overwrite: false).Path));
        }
        catch (FileNotFoundException error)
        {
            ThrowTerminatingError(new ErrorRecord(error, "PathNotFound", ErrorCategory.ObjectNotFound, Path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(error, "FileUnwritable", ErrorCategory.WriteError, Path));
        }
    });

    /// <inheritdoc/>
    private protected override object? Target(SneException error) => base.Target(error) ?? error.Column ?? Path;
}
