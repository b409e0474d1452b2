namespace SneTools.Shell.Editing;

/// <summary>The lines entered before, oldest first, kept in a file from one session to the next.</summary>
/// <remarks>A history is a convenience: a file that cannot be read or written is a history that is not kept, never an
/// error.</remarks>
internal sealed class CommandHistory
{
    /// <summary>How many lines are kept.</summary>
    public const int Capacity = 1000;

    private readonly string? _path;
    private readonly List<string> _lines = [];

    /// <summary>Reads a history.</summary>
    /// <param name="path">Its file, which need not exist; null for a history that lasts as long as the session.</param>
    public CommandHistory(string? path)
    {
        _path = path;
        if (path is null)
            return;
        Try(() =>
        {
            _lines.AddRange(Decode(File.ReadAllLines(path)));
            if (_lines.Count > Capacity)
            {
                _lines.RemoveRange(0, _lines.Count - Capacity);
                Rewrite(path);
            }
        });
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The history file of this user, or null where there is no place for one.</summary>
    public static string? DefaultPath
    {
        get
        {
            string folder = Environment.GetFolderPath(
                Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length == 0 ? null : Path.Combine(folder, "SneTools", "history.txt");
        }
    }

    /// <summary>Adds a line, unless it is blank or the same as the last one.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line))
            return;
        _lines.Add(line);
        if (_lines.Count > Capacity)
            _lines.RemoveAt(0);
        if (_path is null)
            return;
        Try(() =>
        {
            using StreamWriter writer = Open(_path, FileMode.Append);
            writer.WriteLine(Encode(line));
        });
    }

    // A backtick at the end of a line says that the entry goes on in the next, as it does in PowerShell itself.
    private static string Encode(string line) => line.Replace("\n", "`\n", StringComparison.Ordinal);

    private static IEnumerable<string> Decode(string[] lines)
    {
        string entry = "";
        foreach (string line in lines)
        {
            if (line.EndsWith('`'))
                entry += line[..^1] + "\n";
            else
            {
                yield return entry + line;
                entry = "";
            }
        }
    }

    // What a user typed may hold a secret, so nobody else may read it.
    private static StreamWriter Open(string path, FileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(path, options);
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
        }
    }

    private void Rewrite(string path)
    {
        string temporary = $"{path}.{Environment.ProcessId}";
        using (StreamWriter writer = Open(temporary, FileMode.Create))
        {
            foreach (string line in _lines)
                writer.WriteLine(Encode(line));
        }

        File.Move(temporary, path, overwrite: true);
    }
}
