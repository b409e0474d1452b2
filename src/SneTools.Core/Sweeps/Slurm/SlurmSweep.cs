namespace SneTools;

/// <summary>A sweep on a cluster: its runs are tasks of Slurm's jobs, each of which is Invoke-SneSweep for its runs on a node.</summary>
/// <param name="folder">The sweep, in a folder that all nodes share.</param>
internal sealed class SlurmSweep(SweepFolder folder)
{
    private string OwnFolder => SlurmSubmission.Folder(folder.Path);

    /// <summary>True if the sweep was ever submitted.</summary>
    public bool IsSubmitted => Directory.Exists(OwnFolder) && SlurmSubmission.Next(folder.Path) > 1;

    /// <summary>True while Slurm has anything of the sweep in its queue or on a node; false also where it cannot be asked.</summary>
    public bool IsActive()
    {
        try
        {
            return IsSubmitted && FindActive(null, CancellationToken.None).Length > 0;
        }
        catch (SneException error) when (error.Error is SneError.SlurmNotFound or SneError.SlurmRefused or SneError.InvalidFile)
        {
            return false;
        }
    }

    /// <summary>The runs that are neither done nor made nor in the queue.</summary>
    /// <param name="options">Which of them are asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>; <see cref="SneError.InvalidOption"/>: there is no such run.</exception>
    public int[] FindDue(SlurmOptions options, CancellationToken cancellation)
    {
        Dictionary<int, SlurmStatus> states = ReadStates(cancellation);
        return
        [
            .. from run in folder.Plan.Runs.Select(run => run.Number)
               where options.Runs?.Contains(run) != false && !(states.TryGetValue(run, out SlurmStatus? status) && !status.IsEnded)
               let state = folder.ReadRow(run).State
               where state is SweepState.Waiting or SweepState.Interrupted || (state is SweepState.Failed && options.Retry)
               select run
        ];
    }

    /// <summary>Submits runs.</summary>
    /// <param name="runs">The runs: <see cref="FindDue"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="warn">Is told what a user should know.</param>
    /// <param name="cancellation">Ends it; what was submitted until then stays.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public SlurmJob[] Submit(IReadOnlyCollection<int> runs, SlurmOptions options, Action<string> warn, CancellationToken cancellation)
    {
        var layout = new SlurmLayout(SlurmNodes.Read(options.Partition, cancellation), options.RunsPerTask);
        SlurmJob[] jobs = layout.Lay(SlurmNeed.Of(folder, runs));
        if (layout.Large.Count > 0)
            warn($"No node has the memory that {(layout.Large.Count == 1 ? "run" : "runs")} {SlurmArray.Format([.. layout.Large.Distinct().Order()])} may need by the estimate: a whole node is asked for.");
        Directory.CreateDirectory(OwnFolder);
        string module = ModuleCopy.Place(options.Module, Path.Combine(folder.Path, "module"));
        Write("task.ps1", SlurmScript.PowerShell);
        foreach (int run in runs.Where(folder.IsDone))
            _ = folder.Forget(run);

        int number = SlurmSubmission.Next(folder.Path);
        var taken = new List<SlurmJob>();
        foreach (SlurmJob job in jobs)
        {
            string script = FormattableString.Invariant($"{SlurmSubmission.Name(number)}-{taken.Count + 1}.sh");
            Write(script, SlurmScript.Batch(job, folder.Path, module, folder.NumberWidth, options));
            string? after = job.After is { } place ? taken[place].Id : null;
            string[] said = SlurmCommand.Require("sbatch", [.. Arguments(job, after, options), Path.Combine(OwnFolder, script)], cancellation);

            taken.Add(job with { Id = JobNumber(said) });
            new SlurmSubmission { Submitted = DateTimeOffset.Now, Machine = Environment.MachineName, Jobs = [.. taken] }.Write(folder.Path, number);
        }

        return [.. taken];
    }

    /// <summary>What Slurm knows of the runs that were submitted; of one that was submitted several times, the last time. Slurm is asked only
    /// for jobs with runs that are not done.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>.</exception>
    public Dictionary<int, SlurmStatus> ReadStates(CancellationToken cancellation)
    {
        var result = new Dictionary<int, SlurmStatus>();
        SlurmJob[] jobs = [.. SlurmSubmission.ReadAll(folder.Path).SelectMany(submission => submission.Jobs).Where(job => !job.IsPreparation)];
        string[] open = [.. jobs.Where(job => job.Tasks.Any(task => !task.Runs.All(folder.IsDone))).Select(job => job.Id!)];
        Dictionary<string, SlurmStatus> known = SlurmQueue.Read(open, cancellation);
        foreach ((SlurmJob job, SlurmTask task) in jobs.SelectMany(job => job.Tasks.Select(task => (job, task))))
        {
            string id = job.TaskId(task);
            SlurmStatus status = known.GetValueOrDefault(id) ?? new SlurmStatus(id, null, null, null);
            foreach (int run in task.Runs)
                result[run] = status;
        }

        return result;
    }

    /// <summary>Takes what is in the queue or on a node away.</summary>
    /// <param name="runs">The runs; null for all, with what prepares them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The jobs and tasks that were canceled.</returns>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>, <see cref="SneError.SlurmRefused"/>.</exception>
    public string[] Cancel(IReadOnlyCollection<int>? runs, CancellationToken cancellation)
    {
        string[] tasks = FindActive(runs, cancellation);
        if (tasks.Length > 0)
            SlurmCommand.Require("scancel", tasks, cancellation);
        return tasks;
    }

    /// <summary>The job's number in what sbatch said: it may be followed by the cluster's name.</summary>
    private static string JobNumber(string[] said) =>
        said.Select(line => line.Split(';')[0]).LastOrDefault(line => line.Length > 0 && line.All(char.IsAsciiDigit))
        ?? throw new SneException(SneError.SlurmRefused, $"Slurm's sbatch gave no number of a job but '{string.Join(' ', said)}'.", column: "sbatch");

    private string[] FindActive(IReadOnlyCollection<int>? runs, CancellationToken cancellation)
    {
        SlurmJob[] jobs = [.. SlurmSubmission.ReadAll(folder.Path).SelectMany(submission => submission.Jobs).Where(job => runs is null || !job.IsPreparation)];
        Dictionary<string, SlurmStatus> known = SlurmQueue.Read([.. jobs.Select(job => job.Id!)], cancellation);
        return
        [
            .. from job in jobs
               from task in job.Tasks
               let id = job.TaskId(task)
               where runs is null || task.Runs.Any(runs.Contains)
               where known.TryGetValue(id, out SlurmStatus? status) && !status.IsEnded
               select id
        ];
    }

    /// <summary>How sbatch is called. All paths are relative to the folder, in which no sign has a meaning for Slurm.</summary>
    private string[] Arguments(SlurmJob job, string? after, SlurmOptions options)
    {
        var result = new List<string>
        {
            "--parsable",
            $"--job-name=sne-{Path.GetFileName(folder.Path)}{(job.IsPreparation ? "-shared" : string.Empty)}",
            $"--chdir={folder.Path}",
            "--output=slurm/%A_%a.log",
            "--open-mode=append",
            "--requeue",
            FormattableString.Invariant($"--signal=B:USR1@{SlurmScript.NoticeFor(options.TimeLimit)}"),
            "--nodes=1",
            "--ntasks=1",
            FormattableString.Invariant($"--cpus-per-task={job.Cores}"),
            $"--array={SlurmArray.Format([.. job.Tasks.Select(task => task.Index)])}",
        };
        if (job.Megabytes > 0)
            result.Add(FormattableString.Invariant($"--mem={job.Megabytes}M"));
        if (options.Partition is not null)
            result.Add($"--partition={options.Partition}");
        if (options.TimeLimit is { } limit)
            result.Add(FormattableString.Invariant($"--time={(long)Math.Ceiling(limit.TotalMinutes)}"));
        if (after is not null)
            result.Add($"--dependency=afterany:{after}");
        result.AddRange(options.Arguments);
        return [.. result];
    }

    private void Write(string name, string text) =>
        AtomicFile.Write(Path.Combine(OwnFolder, name), overwrite: true, stream => stream.Write(new System.Text.UTF8Encoding(false).GetBytes(text)));
}
