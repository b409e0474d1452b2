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

    private static IEnumerable<string> ResolveOne(SneCommand command, string path, bool isLiteral)
    {
        try
        {
            ProviderInfo provider;
            IEnumerable<string> files = isLiteral
                ? [command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
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
