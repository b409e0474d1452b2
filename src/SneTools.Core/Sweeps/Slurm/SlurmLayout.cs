namespace SneTools;

/// <summary>How runs become jobs: tasks of equal need are one job; what several tasks share, and what takes long, is a job that they wait for.</summary>
/// <param name="nodes">What the cluster has.</param>
/// <param name="runsPerTask">Runs that one task makes, at least 1.</param>
internal sealed class SlurmLayout(SlurmNodes nodes, int runsPerTask)
{
    /// <summary>What takes longer than this, in seconds of one core, is not computed by each of several tasks: shorter than that, a job of its
    /// own takes longer to begin.</summary>
    public const double WorthwhileSeconds = 30;

    /// <summary>Memory that PowerShell takes with the module, in MiB, and what is asked for beyond the estimate: the runtime of a process that may
    /// not take more gives three quarters of it to what it manages, and a sweep begins a run when four fifths of that are enough.</summary>
    private const double RuntimeMegabytes = 384;
    private const double Margin = 1 / (0.75 * 0.8);

    /// <summary>Memory is asked for in steps, so that runs of nearly equal need are one job; in MiB.</summary>
    private const double Step = 256;
    private const double Megabyte = 1 << 20;

    /// <summary>What a node has whose memory nobody configured; such a cluster shares no memory out, and refuses who asks for some.</summary>
    private const long UnknownMegabytes = 1;

    /// <summary>The runs that need more memory than any node has, by the estimate.</summary>
    public List<int> Large { get; } = [];

    /// <summary>Lays the runs out.</summary>
    /// <param name="needs">The runs.</param>
    /// <returns>The jobs, in an order in which each stands behind that which it waits for.</returns>
    public SlurmJob[] Lay(IReadOnlyList<SlurmNeed> needs)
    {
        // Runs side by side in a task share what they can.
        SlurmNeed[] ordered = runsPerTask == 1 ? [.. needs.OrderBy(need => need.Run)] : [.. needs.GroupBy(need => (need.Table, need.Shared)).OrderBy(group => group.Min(need => need.Run)).SelectMany(group => group.OrderBy(need => need.Run))];
        SlurmNeed[][] tasks = [.. ordered.Chunk(runsPerTask)];
        var jobs = new List<SlurmJob>();
        Dictionary<string, int> preparations = Prepare(tasks, jobs);
        var groups = tasks
            .Select(task => (Task: task, Need: Need(task, tasks.Length), After: After(task, preparations), Block: task.Min(need => need.Run) / nodes.MaxArraySize))
            .GroupBy(task => (task.Need, task.After, task.Block));
        foreach (var group in groups)
        {
            jobs.Add(new SlurmJob
            {
                Cores = group.Key.Need.Cores,
                Megabytes = group.Key.Need.Megabytes,
                After = group.Key.After,
                Tasks = [.. group.Select(task => new SlurmTask(task.Task.Min(need => need.Run) % nodes.MaxArraySize, [.. task.Task.Select(need => need.Run)])).OrderBy(task => task.Index)],
            });
        }

        return [.. jobs];
    }

    /// <summary>Makes jobs for what several tasks share: one for every table, since its neighbors are found once for all its affinities.</summary>
    private Dictionary<string, int> Prepare(SlurmNeed[][] tasks, List<SlurmJob> jobs)
    {
        var result = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (IGrouping<string, (SlurmNeed Need, int Task)> table in tasks.SelectMany((task, i) => task.Select(need => (Need: need, Task: i))).Where(pair => pair.Need.SharedSeconds > WorthwhileSeconds).GroupBy(pair => pair.Need.Table))
        {
            if (table.DistinctBy(pair => pair.Task).Count() < 2)
                continue;
            SlurmNeed[] different = [.. table.Select(pair => pair.Need).DistinctBy(need => need.Shared)];
            (int cores, long megabytes) = Need([.. different.Select(need => need with { Cores = int.MaxValue })], 1);
            result.Add(table.Key, jobs.Count);
            jobs.Add(new SlurmJob
            {
                IsPreparation = true,
                Cores = cores,
                Megabytes = megabytes,
                Tasks = [new SlurmTask(different[0].Run % nodes.MaxArraySize, [.. different.Select(need => need.Run)])],
            });
        }

        return result;
    }

    private static int? After(SlurmNeed[] task, Dictionary<string, int> preparations)
    {
        int[] waits = [.. task.Where(need => need.SharedSeconds > 0 && preparations.ContainsKey(need.Table)).Select(need => preparations[need.Table]).Distinct()];
        return waits.Length == 0 ? null : waits.Max();
    }

    /// <summary>Cores and memory of a task: cores as they are of use to it, but not more than leave some for all tasks, unless its memory
    /// keeps others from the node anyway.</summary>
    private (int Cores, long Megabytes) Need(SlurmNeed[] task, int taskCount)
    {
        int useful = (int)Math.Min(nodes.Cores, task.Sum(need => (long)Math.Max(1, need.Cores)));
        int fair = (int)Math.Max(1, ((long)nodes.AllCores + taskCount - 1) / taskCount);
        int cores = Math.Min(useful, fair);
        double bytes = task.Select(need => need.Bytes).OrderDescending().Take(cores).Sum();
        double megabytes = Step * Math.Ceiling((RuntimeMegabytes + (Margin * bytes / Megabyte)) / Step);
        if (nodes.Megabytes <= UnknownMegabytes)
            return (cores, 0);
        double share = Math.Min(1, megabytes / nodes.Megabytes);
        if (bytes / Megabyte > nodes.Megabytes)
            Large.AddRange(task.Select(need => need.Run));
        cores = Math.Clamp((int)(share * nodes.Cores), cores, useful);
        return (cores, (long)Math.Min(megabytes, nodes.Megabytes));
    }
}
