using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Turns what a user gave as -Path or -LiteralPath into files.</summary>
internal static class FilePath
{
    /// <summary>The files that paths stand for.</summary>
    /// <param name="command">The cmdlet, which gets an error for every path that stands for no file.</param>
    /// <param name="paths">The paths.</param>
    /// <param name="isLiteral">True to take wildcards as they are.</param>
    public static IEnumerable<string> Resolve(SneCommand command, string[] paths, bool isLiteral)
    {
        foreach (string path in paths)
        {
            foreach (string file in ResolveOne(command, path, isLiteral))
            {
                if (File.Exists(file))
                    yield return file;
                else if (Directory.Exists(file))
                    command.WriteError(Error(path, "PathIsFolder", $"'{path}' is a folder, not a file."));
                else
                    command.WriteError(Error(path, "PathNotFound", $"There is no file '{path}'."));
            }
        }
    }

    /// <summary>The path that a user means, as it is written, in the terms of its provider.</summary>
    /// <param name="session">The session, which has the folder that it begins in.</param>
    /// <param name="path">The path, without wildcards.</param>
    /// <param name="provider">Its provider.</param>
    public static string Literal(SessionState session, string path, out ProviderInfo provider)
    {
        string literal = session.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);

        // PowerShell leaves \\host\x as it is wherever it runs. Its provider reads backslashes as slashes then, and .NET as letters of a name in the
        // folder that the process, and not the session, is in.
        return provider.Name == "FileSystem" ? literal.Replace('\\', System.IO.Path.DirectorySeparatorChar) : literal;
    }

    /// <summary>The file that a path leads to; null where there is none, or no such drive.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The path, without wildcards.</param>
    public static string? Existing(SessionState session, string path)
    {
        try
        {
            string literal = Literal(session, path, out _);
            return File.Exists(literal) ? literal : null;
        }
        catch (SessionStateException)
        {
            return null;
        }
    }

    private static IEnumerable<string> ResolveOne(SneCommand command, string path, bool isLiteral)
    {
        try
        {
            ProviderInfo provider;
            IEnumerable<string> files = isLiteral
                ? [Literal(command.SessionState, path, out provider)]
                : command.GetResolvedProviderPathFromPSPath(path, out provider);
            if (provider.Name != "FileSystem")
                command.WriteError(Error(path, "PathNotFile", $"'{path}' is not in the file system."));
            else if (!files.Any())
                command.WriteError(Error(path, "PathNotFound", $"No file matches '{path}'; -LiteralPath takes brackets as they are."));
            else
                return files;
        }
        catch (ItemNotFoundException)
        {
            command.WriteError(Error(path, "PathNotFound", $"There is no file '{path}'."));
        }
        catch (SessionStateException error) when (error is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            command.WriteError(Error(path, "PathNotFound", $"There is no file '{path}': {error.Message}"));
        }
        catch (WildcardPatternException error)
        {
            command.WriteError(Error(path, "PathNotFound", $"No file matches '{path}': {error.Message}"));
        }

        return [];
    }

    private static ErrorRecord Error(string path, string id, string message) =>
        new(new FileNotFoundException(message, path), id, ErrorCategory.ObjectNotFound, path);
}
