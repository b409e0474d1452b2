using System.Globalization;

namespace SneTools;

/// <summary>A file that the process which makes a run holds open, so that no other makes it at the same time. The system lets go of it when the
/// process ends, however that comes about. Beside it another file tells that the run was begun, and by whom.</summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>A look at who holds the file keeps it for a moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly FileStream _stream;
    private readonly string _path;

    private RunLock(FileStream stream, string path) => (_stream, _path) = (stream, path);

    /// <summary>How often the run was begun, this time included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null if another process has it.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static RunLock? TryTake(string path)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1), path);
            }
            catch (IOException error) when (File.Exists(path) && error is not PathTooLongException)
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                    return null;
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Takes a file together with others who do the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null if a process has it for itself.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static IDisposable? TryShare(string path)
    {
        if (!File.Exists(path))
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1).Dispose();
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                    return null;
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>True while a process holds a file.</summary>
    /// <param name="path">The file.</param>
    public static bool IsHeld(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Looks who began a run.</summary>
    /// <param name="path">The file of its lock.</param>
    /// <returns>Null if nobody did.</returns>
    public static RunBegin? Read(string path)
    {
        try
        {
            string[] lines = File.Exists(BeginPath(path)) ? File.ReadAllText(BeginPath(path)).Split('\n') : [string.Empty];
            string[] parts = lines[0].Trim().Split(' ', 4);
            return parts.Length == 4
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int attempts)
                && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset started)
                ? new RunBegin(parts[3], started, attempts, lines.Length > 1 ? lines[1] : string.Empty)
                : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>True if the run that was begun before was another one: the plan has been changed since.</summary>
    public bool IsOther { get; private set; }

    /// <summary>Notes that the run is begun.</summary>
    /// <param name="run">What the run is.</param>
    /// <returns>When.</returns>
    public DateTimeOffset Begin(string run)
    {
        RunBegin? before = Read(_path);
        Attempts = 1 + (before?.Attempts ?? 0);
        IsOther = before is not null && before.Run.Length > 0 && before.Run != OneLine(run);
        DateTimeOffset now = DateTimeOffset.Now;
        File.WriteAllText(BeginPath(_path), FormattableString.Invariant($"{Attempts} {now:O} {Environment.ProcessId} {Environment.MachineName}\n{OneLine(run)}\n"));
        return now;
    }

    /// <summary>Notes how often a run was begun whose row is taken away.</summary>
    public void Note(SweepRow row) =>
        File.WriteAllText(BeginPath(_path), FormattableString.Invariant($"{row.Attempts} {row.Started ?? DateTimeOffset.Now:O} 0 {row.Machine}\n"));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Removes the files, when the run's row is there, and lets go.</summary>
    public void Remove()
    {
        if (OperatingSystem.IsWindows())
            Dispose();
        File.Delete(_path);
        File.Delete(BeginPath(_path));
        Dispose();
    }

    /// <summary>Lets go of the file, which stays.</summary>
    public void Dispose() => _stream.Dispose();

    private static string BeginPath(string path) => Path.ChangeExtension(path, ".begun");
}
