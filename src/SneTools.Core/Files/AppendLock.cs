using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace SneTools;

/// <summary>The right to put rows behind those of a file: one writer has it at a time, of all threads and processes, and of all machines where
/// the file system tells them of each other's locks.</summary>
/// <remarks>
/// The file itself cannot be locked, for a longer one takes its name. So a file beside it is, which is there as long as somebody writes; what a process
/// that was killed left of it bars nobody. Who has opened that file may be too late: it was removed by the one before. So it gets a mark, and
/// whoever does not find that under the name begins anew.
/// </remarks>
internal sealed class AppendLock : IDisposable
{
    /// <summary>Milliseconds between two attempts, at first and at most.</summary>
    private const int FirstPause = 1;
    private const int LongestPause = 50;

    /// <summary>What the systems say where somebody else has a file.</summary>
    private const int HeldOnWindows = unchecked((int)0x80070020);
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;

    private readonly string _path;
    private readonly FileStream _file;

    private AppendLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>How long to wait for other writers where nothing else is said: a file of a gigabyte is copied in it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the right.</summary>
    /// <param name="path">The file behind all links, which need not be there.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="IOException">Somebody else has it for all that time.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no place for the lock.</exception>
    public static AppendLock Take(string path, TimeSpan patience, CancellationToken cancellation)
    {
        string name = LockName(path);
        string beside = Path.Combine(Path.GetDirectoryName(path)!, name);
        var clock = Stopwatch.StartNew();
        for (int pause = FirstPause; ; pause = Math.Min(2 * pause, LongestPause))
        {
            if (TryTake(beside, out bool isClosed) is { } taken)
                return taken;
            if (isClosed)
                beside = Path.Combine(Path.GetTempPath(), name);
            else if (clock.Elapsed >= patience)
                throw new IOException(FormattableString.Invariant($"The file '{path}' is being appended to by another writer, and was for {patience.TotalSeconds:0.#} seconds; nothing was added. Try again, or give every writer a file of its own."));
            else if (cancellation.WaitHandle.WaitOne(pause))
                cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Windows removes it with its last handle; elsewhere nobody may have it between the removal and the end of the lock.
        if (!OperatingSystem.IsWindows())
            Attempt(() => File.Delete(_path));
        _file.Dispose();
    }

    /// <summary>Takes the lock if nobody has it.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="isClosed">True where the folder takes no new files.</param>
    private static AppendLock? TryTake(string path, out bool isClosed)
    {
        isClosed = false;
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (OperatingSystem.IsWindows() || IsStill(path, file))
                return new AppendLock(path, file);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows())
        {
            // It is being removed.
        }
        catch (UnauthorizedAccessException) when (Path.GetDirectoryName(path) != Path.GetDirectoryName(Path.GetTempPath()))
        {
            isClosed = true;
        }
        catch (IOException error) when (error.HResult is HeldOnWindows or HeldOnLinux or HeldOnMac)
        {
            // Somebody else has it.
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Whether a file that was opened is the one of its name. The mark is a time of writing, for what is written cannot be read while the
    /// file is locked.</summary>
    private static bool IsStill(string path, FileStream file)
    {
        DateTime mark = DateTime.UnixEpoch.AddSeconds(2.0 * RandomNumberGenerator.GetInt32(int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(path) == mark;
    }

    private static void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What stays bars nobody.
        }
    }

    /// <summary>A name for any file, however long its own is.</summary>
    private static string LockName(string path) =>
        $".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 12))}.lock";
}
