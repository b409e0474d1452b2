namespace SneTools;

/// <summary>Writes files that are whole or not there, and leaves what a path means as it is: links, modes, owners, devices.</summary>
/// <remarks>
/// A plain file is written under a temporary name beside its place, gets the mode and the owner of the one that is there, and takes its
/// name when it is complete. Where that cannot be (the folder is closed, the owner is somebody else, the file is mounted by itself) and
/// the file itself may be written, the complete contents are copied into it: then only a kill during the copying can leave half of it.
/// What lies beside a Unix mode (access lists, extended attributes) goes with the old file on Unix; Windows keeps it.
/// </remarks>
internal static class AtomicFile
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Writes a file. What an earlier process left of the same file when it was killed is removed.</summary>
    /// <param name="path">The file, or a link to it; or a device, a pipe or the output of this process, which are written through.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="write">Writes the contents, from the beginning to the end.</param>
    /// <param name="previous">The name that a file that is there gets when the new one is complete, in the same folder; null to replace it.</param>
    /// <param name="cancellation">Ends the writing: what was there stays, as if nothing had been written, except in a pipe or a device.</param>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder must not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write, string? previous = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        WritePlace place = Require(path, overwrite);
        if (place.IsThrough)
        {
            using Stream through = place.OpenThrough(cancellation);
            write(through);
            through.Flush();
            return;
        }

        string folder = Path.GetDirectoryName(place.Path)!;
        string name = Path.GetFileName(place.Path);
        RemoveStale(folder, name);
        string temporary = Path.Combine(folder, TemporaryName.Own.For(name));
        try
        {
            using (FileStream stream = Create(ref temporary, place.IsThere))
            using (var watched = new InterruptibleStream(stream, mayWait: false, cancellation))
            {
                write(watched);
                stream.Flush(flushToDisk: true);
            }

            if (previous is not null && place.IsThere)
                PutAside(temporary, place.Path, previous);
            else
                Place(temporary, place, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Looks whether a file can be written, before there is anything to write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <returns>What the path means.</returns>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static WritePlace Require(string path, bool overwrite)
    {
        WritePlace place = WritePlace.Of(path);
        if (place.IsThrough)
            return place;
        string folder = Path.GetDirectoryName(place.Path) ?? place.Path;
        int length = FileName.Length(Path.GetFileName(place.Path));
        if (length > FileName.Longest)
            throw new PathTooLongException(FormattableString.Invariant($"The name of the file '{path}' is {length} long, and a file system holds {FileName.Longest}; give it a shorter one."));
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        if (Directory.Exists(place.Path))
            throw new IOException($"'{path}' is a folder; give the file in it a name.");
        if (!place.IsThere)
            return place;
        if (!overwrite)
            throw new IOException($"The file '{path}' exists already.");
        if (place.Status is { Names: > 1 } status)
            throw new IOException(FormattableString.Invariant($"The file '{path}' has {status.Names} names (hard links); written anew under one, it would part from the others. Remove it first, or give another name."));
        RequireWritable(path, place.Path);
        return place;
    }

    /// <summary>A file that nobody may write is not replaced, though a folder lets one: neither by those who may write everything.</summary>
    private static void RequireWritable(string path, string file)
    {
        bool isReadOnly = OperatingSystem.IsWindows()
            ? (File.GetAttributes(file) & FileAttributes.ReadOnly) != 0
            : (File.GetUnixFileMode(file) & AnyWrite) == 0;
        if (isReadOnly)
            throw new UnauthorizedAccessException($"The file '{path}' is read-only: nobody has the permission to write it. Give that, or another name.");
        File.OpenHandle(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
    }

    /// <summary>Creates the temporary file: beside its place, or, for a file that is there in a folder that is closed, elsewhere.</summary>
    private static FileStream Create(ref string temporary, bool isThere)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };

        // What replaces a file must not be open to more than that was, not even until it is complete.
        if (isThere && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(temporary, options);
        }
        catch (Exception error) when (isThere && error is IOException or UnauthorizedAccessException)
        {
            temporary = Path.Combine(Path.GetTempPath(), Path.GetFileName(temporary));
            return new FileStream(temporary, options);
        }
    }

    /// <summary>Puts the complete file into its place, and what was there beside it. Between the two a kill leaves the old one alone, under its
    /// new name.</summary>
    private static void PutAside(string temporary, string place, string previous)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(place));
        File.Move(place, previous, overwrite: true);
        File.Move(temporary, place, overwrite: true);
    }

    /// <summary>Puts the complete file into its place.</summary>
    private static void Place(string temporary, WritePlace place, bool overwrite)
    {
        if (!place.IsThere)
        {
            File.Move(temporary, place.Path, overwrite);
            return;
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                File.Replace(temporary, place.Path, null, ignoreMetadataErrors: true);
                return;
            }

            bool isGiven = place.Status is not { } status || FileStatus.Of(temporary) is { } own && own.Owner == status.Owner && own.Group == status.Group || status.TryGive(temporary);
            if (isGiven && Path.GetDirectoryName(temporary) == Path.GetDirectoryName(place.Path))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(place.Path));
                File.Move(temporary, place.Path, overwrite: true);
                return;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && File.Exists(temporary))
        {
            // The name cannot be taken over; the file can still be written.
        }

        using var source = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var target = new FileStream(place.Path, FileMode.Truncate, FileAccess.Write, FileShare.None);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>Removes a file, and what processes that were killed while they wrote it have left.</summary>
    /// <param name="path">The file, which need not be there; its folder must be.</param>
    internal static void Delete(string path)
    {
        File.Delete(path);
        RemoveStale(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
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
