namespace SneTools;

/// <summary>The log of a run: what was done when, added to the file line by line, so that nothing is lost when the process ends.</summary>
/// <param name="path">The file.</param>
internal sealed class RunLog(string path)
{
    private readonly Lock _gate = new();

    /// <summary>Adds a line.</summary>
    /// <param name="text">What happened.</param>
    public void Write(string text)
    {
        string line = FormattableString.Invariant($"{DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss.fff zzz} {Environment.MachineName} {Environment.ProcessId}: {text.ReplaceLineEndings(" ")}\n");
        lock (_gate)
        {
            try
            {
                File.AppendAllText(path, line);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written is no reason to give up the run.
            }
        }
    }
}
