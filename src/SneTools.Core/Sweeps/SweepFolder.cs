using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>The folder of a sweep: its plan, and what its runs leave. All that is known of a sweep is in its files, so that it goes on when
/// every process that worked on it has ended.</summary>
public sealed partial class SweepFolder
{
    /// <summary>The longest row that is read.</summary>
    private const long MostBytes = 1 << 24;

    private const string PlanName = "sweep.json";
    private const string RunsName = "runs";
    private const string SharedName = "shared";
    private const string SlurmName = "slurm";
    private const string StopName = "stop";
    private const string WorkName = "sweep.lock";

    private SweepFolder(string path, SweepPlan plan)
    {
        Path = path;
        Plan = plan;
        NumberWidth = Math.Max(4, plan.Runs.Length.ToString(CultureInfo.InvariantCulture).Length);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The plan.</summary>
    public SweepPlan Plan { get; }

    /// <summary>The folder of results.</summary>
    public string ResultFolder => System.IO.Path.Combine(Path, RunsName);

    /// <summary>Digits of a run's number in the names of its files.</summary>
    internal int NumberWidth { get; }

    /// <summary>The folder of what runs share.</summary>
    internal string SharedFolder => System.IO.Path.Combine(Path, SharedName);

    /// <summary>The file whose presence asks those who work on the sweep to stop.</summary>
    internal string StopPath => System.IO.Path.Combine(Path, StopName);

    /// <summary>The file that those hold who work on the sweep.</summary>
    private string WorkPath => System.IO.Path.Combine(Path, WorkName);

    /// <summary>True if a folder holds a sweep.</summary>
    /// <param name="path">The folder.</param>
    public static bool Exists(string path) => File.Exists(System.IO.Path.Combine(path, PlanName));

    /// <summary>Writes a new plan, and removes what the runs of an old one left.</summary>
    /// <param name="path">The folder, which is made if it is not there.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="overwrite">True to replace a sweep that is there.</param>
    /// <exception cref="IOException">A sweep is there and must not be replaced, or is being worked on, or a file cannot be written.</exception>
    public static SweepFolder Create(string path, SweepPlan plan, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        var folder = new SweepFolder(System.IO.Path.GetFullPath(path), plan);
        string file = System.IO.Path.Combine(folder.Path, PlanName);
        if (File.Exists(file) && !overwrite)
            throw new IOException($"The folder '{path}' holds a sweep already.");
        folder.RequireRoom(isOld: File.Exists(file));
        Directory.CreateDirectory(folder.Path);
        using RunLock held = RunLock.TryTake(folder.WorkPath) ?? throw new IOException($"The sweep in '{path}' is being worked on: stop that first, by Stop-SneSweep.");
        if (File.Exists(file))
            folder.RemoveOld();
        Directory.CreateDirectory(folder.ResultFolder);
        Directory.CreateDirectory(folder.SharedFolder);
        AtomicFile.Write(file, overwrite: true, stream => SweepPlanFile.Write(plan, stream));
        return folder;
    }

    /// <summary>Says that somebody works on the sweep, which is not replaced meanwhile. Any number of processes may.</summary>
    /// <returns>What is to be disposed in the end.</returns>
    /// <exception cref="IOException">It is being replaced.</exception>
    internal IDisposable Work() => RunLock.TryShare(WorkPath) ?? throw new IOException($"The sweep in '{Path}' is being planned anew.");

    /// <summary>Opens a sweep.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="FileNotFoundException">There is no sweep.</exception>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: its plan is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SweepFolder Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = System.IO.Path.GetFullPath(path);
        string file = System.IO.Path.Combine(full, PlanName);
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no sweep in '{path}': New-SneSweep plans one.", file);
        return new SweepFolder(full, SweepPlanFile.Read(file));
    }

    /// <summary>The full path of a file that runs read.</summary>
    /// <param name="data">The path in the plan.</param>
    public string DataPath(string data) => System.IO.Path.GetFullPath(System.IO.Path.Combine(SweepData.RealPath(Path), data));

    /// <summary>A file of a run: 0007.json.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="extension">What it ends with, with its point.</param>
    public string FilePath(int run, string extension) => System.IO.Path.Combine(ResultFolder, run.ToString($"D{NumberWidth}", CultureInfo.InvariantCulture) + extension);

    /// <summary>The file that a run's map or model is written to.</summary>
    /// <param name="run">The run's number.</param>
    public string ResultPath(int run) => FilePath(run, Plan.ResultType == SweepResultType.Map || Plan.Model is not null ? EmbeddingFile.ExtensionOf(Plan.Format) : ".npz");

    /// <summary>True when a run has ended: its row is there.</summary>
    /// <param name="run">The run's number.</param>
    public bool IsDone(int run) => File.Exists(RowPath(run));

    /// <summary>What has become of a run.</summary>
    /// <param name="run">The run's number.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: its row is none.</exception>
    public SweepRow ReadRow(int run)
    {
        if (IsDone(run))
            return ReadDone(run);
        RunBegin? begin = RunLock.Read(LockPath(run));
        bool isHeld = RunLock.IsHeld(LockPath(run));

        // It may have ended meanwhile.
        if (IsDone(run))
            return ReadDone(run);
        return new SweepRow
        {
            Run = run,
            State = isHeld ? SweepState.Running : begin is null ? SweepState.Waiting : SweepState.Interrupted,
            Machine = begin?.Machine,
            Started = begin?.Started,
            Attempts = begin?.Attempts ?? 0,
        };
    }

    /// <summary>What has become of every run.</summary>
    public SweepRow[] ReadRows() => [.. Plan.Runs.Select(run => ReadRow(run.Number))];

    /// <summary>Asks all who work on the sweep to stop, after a checkpoint of what they are at.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Stop() => File.WriteAllText(StopPath, FormattableString.Invariant($"{DateTimeOffset.Now:O} {Environment.MachineName} {Environment.ProcessId}\n"));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Plan.Runs.Length} runs over {Plan.Data.Length} {(Plan.Data.Length == 1 ? "file" : "files")} in {Path}");

    /// <summary>The file of a run's row.</summary>
    internal string RowPath(int run) => FilePath(run, ".json");

    /// <summary>The file that the process which makes a run holds.</summary>
    internal string LockPath(int run) => FilePath(run, ".lock");

    /// <summary>Writes the row of a run that has ended: the last of its files.</summary>
    internal void WriteRow(SweepRow row) => AtomicFile.Write(RowPath(row.Run), overwrite: true, stream => JsonSerializer.Serialize(stream, row, ArchiveForm.Json));

    /// <summary>Removes the files of a run that only its making needed.</summary>
    internal void RemoveCheckpoints(int run)
    {
        string checkpoint = FilePath(run, ".checkpoint.npz");
        foreach (string file in (string[])[checkpoint, CheckpointFile.PreviousPath(checkpoint), CheckpointFile.DataPath(checkpoint), FilePath(run, ".fitted.npz")])
            AtomicFile.Delete(file);
    }

    /// <summary>Forgets that a run has failed, so that it is made again; how often it was begun stays known.</summary>
    /// <returns>False if it has not failed, or another process is at it.</returns>
    internal bool Forget(int run)
    {
        using RunLock? held = RunLock.TryTake(LockPath(run));
        if (held is null || !IsDone(run) || ReadDone(run) is not { State: SweepState.Failed } row)
            return false;
        held.Note(row);
        File.Delete(RowPath(run));
        return true;
    }

    private SweepRow ReadDone(int run)
    {
        string path = RowPath(run);
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new SneException(SneError.InvalidFile, $"{path}: the row of a run is not so long.");
            using FileStream stream = File.OpenRead(path);
            SweepRow row = JsonSerializer.Deserialize<SweepRow>(stream, ArchiveForm.Json) ?? throw new JsonException("it is empty");
            return row.Run == run ? row : throw new JsonException(FormattableString.Invariant($"it is of run {row.Run}"));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new SneException(SneError.InvalidFile, $"{path}: this is no row of a run: {error.Message.TrimEnd('.')}. Remove it to have the run made again.", innerException: error);
        }
    }

    /// <summary>Throws where the folder has files of others in places that are a sweep's, or data of the new sweep there.</summary>
    /// <param name="isOld">True if a sweep is there.</param>
    private void RequireRoom(bool isOld)
    {
        string[] own = [ResultFolder, SharedFolder, System.IO.Path.Combine(Path, SlurmName)];
        if (Plan.Data.FirstOrDefault(data => own.Contains(System.IO.Path.GetDirectoryName(DataPath(data.Path)))) is { } inside)
            throw new IOException($"The file of data '{inside.Path}' lies where the sweep in '{Path}' keeps its results.");
        if (!isOld && own.FirstOrDefault(folder => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) is { } taken)
            throw new IOException($"The folder '{taken}' is not empty, and belongs to no sweep: give the sweep another folder.");
    }

    /// <summary>Removes what runs left: nothing else that lies there.</summary>
    private void RemoveOld()
    {
        if (new SlurmSweep(this).IsActive())
            throw new IOException($"Slurm has runs of the sweep in '{Path}': cancel them first, by Stop-SneSweep.");
        foreach (string name in (string[])[RunsName, SharedName, SlurmName])
        {
            string folder = System.IO.Path.Combine(Path, name);
            if (!Directory.Exists(folder))
                continue;
            if (name == RunsName && Directory.EnumerateFiles(folder, "*.lock").Any(RunLock.IsHeld))
                throw new IOException($"The sweep in '{Path}' is being worked on: stop that first, by Stop-SneSweep.");
            foreach (string file in Directory.EnumerateFiles(folder).Where(file => Own().IsMatch(System.IO.Path.GetFileName(file))))
                File.Delete(file);
        }

        File.Delete(StopPath);
    }

    /// <summary>The names of files that sweeps make: those of a run, of shared affinities, and of what was submitted to a cluster.</summary>
    [GeneratedRegex(@"^(\d{4,}(-\d+)?\.(json|csv|tsv|npy|parquet|npz|png|log|lock|begun|sh|((checkpoint(\.previous|\.data)?|fitted)\.npz))|[0-9a-f]{16}\.npz|\d+_\d+\.(log|started)|task\.ps1)$")]
    private static partial Regex Own();
}
