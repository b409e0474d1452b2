namespace SneTools;

/// <summary>Writes files that are whole or not there.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside its place, and renames it when it is complete.</summary>
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
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
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
}
