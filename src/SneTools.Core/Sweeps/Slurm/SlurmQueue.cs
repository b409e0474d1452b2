namespace SneTools;

/// <summary>What Slurm has in its queue and in its books.</summary>
internal static class SlurmQueue
{
    /// <summary>Fields of squeue, all without blanks or separators of ours: job, state, nodes, reason.</summary>
    private const string QueueFormat = "%i|%T|%N|%r";
    private const string BookFormat = "JobID,State,NodeList,ExitCode";

    /// <summary>Asks for jobs: in the queue for those that wait, run or ended some minutes ago, in the books, where a cluster keeps them, for
    /// others.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The tasks that Slurm knows of, by <see cref="SlurmStatus.Id"/>.</returns>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>.</exception>
    public static Dictionary<string, SlurmStatus> Read(IReadOnlyCollection<string> jobs, CancellationToken cancellation)
    {
        var result = new Dictionary<string, SlurmStatus>(StringComparer.Ordinal);
        if (jobs.Count == 0)
            return result;
        string list = string.Join(',', jobs);

        // A list of one job that the controller has forgotten is an error; one of several is not.
        string[] queued = ["--noheader", "--array", "--states=all", $"--jobs={list}", $"--format={QueueFormat}"];
        SlurmCommand.Answer answer = SlurmCommand.Run("squeue", queued, cancellation);
        if (answer.ExitCode == 0)
        {
            foreach (SlurmStatus status in ParseQueue(answer.Lines))
                result[status.Id] = status;
        }
        else if (!answer.Error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase))
        {
            SlurmCommand.Require("squeue", queued, cancellation);
        }

        var known = result.Keys.Select(JobOf).ToHashSet(StringComparer.Ordinal);
        if (jobs.All(known.Contains))
            return result;
        try
        {
            // A cluster may keep no books: then nothing is known of what the controller has forgotten.
            string[] kept = ["--noheader", "--parsable2", "--allocations", $"--jobs={list}", $"--format={BookFormat}"];
            foreach (SlurmStatus status in ParseBook(SlurmCommand.Run("sacct", kept, cancellation) is { ExitCode: 0 } book ? book.Lines : []))
                result.TryAdd(status.Id, status);
        }
        catch (SneException error) when (error.Error is SneError.SlurmNotFound)
        {
            // Nor the command for them.
        }

        return result;
    }

    /// <summary>Reads what squeue --array says, a line a task.</summary>
    internal static IEnumerable<SlurmStatus> ParseQueue(IEnumerable<string> lines) => lines
        .Select(line => line.Split('|'))
        .Where(fields => fields.Length == 4)
        .Select(fields => new SlurmStatus(fields[0], fields[1], Known(fields[2]), Known(fields[3])));

    /// <summary>Reads what sacct says: a line a task, but one for all tasks of a job that have not begun.</summary>
    internal static IEnumerable<SlurmStatus> ParseBook(IEnumerable<string> lines) =>
        from line in lines
        let fields = line.Split('|')
        where fields.Length == 4
        let state = fields[1].Split(' ')[0]
        let reason = state is "COMPLETED" or "PENDING" or "RUNNING" || fields[3] is "0:0" ? null : $"ExitCode {fields[3]}"
        from id in SlurmArray.Expand(fields[0])
        select new SlurmStatus(id, state, Known(fields[2]), reason);

    /// <summary>The job of a task.</summary>
    internal static string JobOf(string id) => id.Split('_')[0];

    private static string? Known(string field) => field.Trim() is "" or "None" or "None assigned" or "(null)" ? null : field.Trim();
}
