using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A file that a cmdlet writes: refused if it is there, and whole or not there at all.</summary>
internal sealed class OutputFile
{
    private readonly SneCommand _command;
    private readonly string _given;
    private readonly bool _overwrite;

    private OutputFile(SneCommand command, string given, string path, bool overwrite)
    {
        _command = command;
        _given = given;
        _overwrite = overwrite;
        Path = path;
    }

    /// <summary>The file's path in the file system.</summary>
    public string Path { get; }

    /// <summary>The file's extension with its point, in lower case; empty if it has none.</summary>
    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>The file that a user named.</summary>
    /// <param name="command">The cmdlet, which ends with an error if there can be no such file.</param>
    /// <param name="path">What the user gave, without wildcards.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    public static OutputFile Named(SneCommand command, string path, bool overwrite)
    {
        string full;
        ProviderInfo provider;
        try
        {
            full = FilePath.Literal(command.SessionState, path, out provider);
        }
        catch (SessionStateException error) when (error is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            new OutputFile(command, path, path, overwrite).Refuse("PathNotFound", ErrorCategory.ObjectNotFound, new IOException($"There is no place '{path}': {error.Message}", error));
            throw;
        }

        var file = new OutputFile(command, path, full, overwrite);
        if (provider.Name != "FileSystem")
            file.Refuse("PathNotFile", ErrorCategory.InvalidArgument, new ArgumentException($"'{path}' is not in the file system."));
        if (full.Contains('\0'))
            file.Refuse("PathNotFile", ErrorCategory.InvalidArgument, new ArgumentException("The path has a character NUL in it, which no file's name can have."));
        return file;
    }

    /// <summary>Ends the cmdlet if the file is a folder, is there and must not be replaced, or cannot be written. What is written through,
    /// a device, a pipe or the output of this process, is always free.</summary>
    /// <param name="orFile">True if a file that is there is welcome.</param>
    public void RequireFree(bool orFile = false)
    {
        if (Directory.Exists(Path))
            Refuse("PathIsFolder", ErrorCategory.InvalidArgument, new IOException($"'{_given}' is a folder; give the file in it a name."));
        Write(path =>
        {
            if (WritePlace.Of(path).IsThere && !_overwrite && !orFile)
                Refuse("FileExists", ErrorCategory.ResourceExists, new IOException($"The file '{_given}' exists already. Use -Force to replace it."));
            AtomicFile.Require(path, overwrite: true);
        });
    }

    /// <summary>Ends the cmdlet: no file is written with such an extension.</summary>
    /// <param name="known">The extensions that are.</param>
    public void RefuseFormat(string known) =>
        Refuse("UnknownFormat", ErrorCategory.InvalidArgument, new ArgumentException($"'{_given}': {known}."));

    /// <summary>Writes the file.</summary>
    /// <param name="write">Writes the contents.</param>
    public void Write(Action<Stream> write) => Write(path => AtomicFile.Write(path, _overwrite, write, cancellation: _command.Cancellation));

    /// <summary>Writes the file; ends the cmdlet where the system refuses.</summary>
    /// <param name="write">Writes the file of a path.</param>
    public void Write(Action<string> write)
    {
        try
        {
            write(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse("FileUnwritable", ErrorCategory.WriteError, error);
        }
    }

    /// <summary>Ends the cmdlet with an error about the file.</summary>
    /// <param name="id">The error's identifier.</param>
    /// <param name="category">Its category.</param>
    /// <param name="error">What is wrong.</param>
    public void Refuse(string id, ErrorCategory category, Exception error) =>
        _command.ThrowTerminatingError(new ErrorRecord(error, id, category, _given));
}
