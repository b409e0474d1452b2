namespace SneTools;

/// <summary>Writes files that are whole or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside its place, and renames it when it is complete. What an earlier process left
    /// of the same file when it was killed is removed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string name = Path.GetFileName(path);
        RemoveStale(folder, name);
        string temporary = Path.Combine(folder, TemporaryName.Own.For(name));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes what processes that were killed have left of a file. Never what a living one writes, or one of another machine in a
    /// shared folder: on any doubt it stays.</summary>
    private static void RemoveStale(string folder, string name)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (TemporaryName.Parse(Path.GetFileName(file), name) is { } writer && writer.IsDead())
                    Remove(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed can be written to.
        }
    }

    private static void Remove(string file)
    {
        try
        {
            // Nobody else has it open: who writes it has it for itself.
            new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is in use, or gone already, or not ours to remove.
        }
    }
}
