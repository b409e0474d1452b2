using System.Diagnostics;

namespace SneTools;

/// <summary>Makes one run of a sweep, and writes what it leaves, last its row.</summary>
/// <param name="folder">The sweep.</param>
/// <param name="run">The run.</param>
/// <param name="needs">What it takes.</param>
internal abstract class RunMaker(SweepFolder folder, PlannedRun run, RunNeeds needs)
{
    private double _share;

    /// <summary>The sweep.</summary>
    public SweepFolder Folder => folder;

    /// <summary>The run.</summary>
    public PlannedRun Run => run;

    /// <summary>What it takes.</summary>
    public RunNeeds Needs => needs;

    /// <summary>What became of the run; null until it has ended.</summary>
    public SweepRow? Row { get; private set; }

    /// <summary>True while it is being made.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>How far it has come, from 0 to 1.</summary>
    public double Share
    {
        get => Row is null ? Volatile.Read(ref _share) : 1;
        protected set => Volatile.Write(ref _share, value);
    }

    /// <summary>The run's log.</summary>
    protected RunLog Log { get; } = new(folder.FilePath(run.Number, ".log"));

    /// <summary>Makes the run, unless another process does.</summary>
    /// <param name="threads">Threads to make it with.</param>
    /// <param name="cancellation">Ends it, after a checkpoint.</param>
    public void Make(int threads, CancellationToken cancellation)
    {
        using RunLock? held = RunLock.TryTake(folder.LockPath(run.Number));
        if (held is null)
            return;
        if (folder.IsDone(run.Number))
        {
            held.Remove();
            return;
        }

        DateTimeOffset started = held.Begin(run.ToString());
        if (held.IsOther)
        {
            Log.Write("begins anew: the plan says something else than when it was begun");
            folder.RemoveCheckpoints(run.Number);
        }

        IsRunning = true;
        Log.Write($"attempt {held.Attempts} at {run}, with {threads} {(threads == 1 ? "thread" : "threads")}");
        var clock = Stopwatch.StartNew();
        SweepRow? row = Begun(started, held) with { ThreadCount = threads };
        try
        {
            row = Work(row, threads, cancellation);
        }
        catch (OperationCanceledException)
        {
            Log.Write("put down before there was anything to go on from");
            return;
        }
#pragma warning disable CA1031 // Whatever ends a run becomes its row, and the others go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            row = Failed(row!, error, "FileUnwritable");
        }
        finally
        {
            IsRunning = false;
        }

        if (row is not null)
            End(row, clock.Elapsed, held);
    }

    /// <summary>Ends the run because what it shares with others could not be computed.</summary>
    /// <param name="error">Why.</param>
    public void Fail(Exception error)
    {
        if (Row is not null || error is OperationCanceledException)
            return;
        try
        {
            using RunLock? held = RunLock.TryTake(folder.LockPath(run.Number));
            if (held is not null && !folder.IsDone(run.Number))
                End(Failed(Begun(held.Begin(run.ToString()), held), error, "FileUnreadable"), TimeSpan.Zero, held);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Trouble = trouble;
        }
    }

    /// <summary>Why not even a row could be written; null where that was no trouble.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>Makes what the run leaves, and tells what came of it.</summary>
    /// <param name="row">What is known before.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The row; null if the run was put down.</returns>
    protected abstract SweepRow? Work(SweepRow row, int threads, CancellationToken cancellation);

    private SweepRow Begun(DateTimeOffset started, RunLock held) =>
        new() { Run = run.Number, State = SweepState.Completed, Machine = Environment.MachineName, Started = started, Attempts = held.Attempts };

    private void End(SweepRow row, TimeSpan elapsed, RunLock held)
    {
        row = row with { Elapsed = elapsed.TotalSeconds, Ended = DateTimeOffset.Now, Memory = Environment.WorkingSet };
        folder.WriteRow(row);
        Row = row;
        try
        {
            folder.RemoveCheckpoints(run.Number);
            held.Remove();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.Write($"what only its making needed is left: {error.Message}");
        }

        Log.Write(row.Error is null ? FormattableString.Invariant($"completed: {row.Points} points, {elapsed.TotalSeconds:0.00} s") : $"failed: {row.Error}");
    }

    /// <summary>The row of a run that failed.</summary>
    /// <param name="row">What is known of it.</param>
    /// <param name="error">Why.</param>
    /// <param name="ofFiles">What an error of the system about a file is called.</param>
    private static SweepRow Failed(SweepRow row, Exception error, string ofFiles) => row with
    {
        State = SweepState.Failed,
        Error = error.Message,
        ErrorId = error switch
        {
            SneException known => known.Error.ToString(),
            OutOfMemoryException => nameof(SneError.OutOfMemory),
            FileNotFoundException or DirectoryNotFoundException => "PathNotFound",
            IOException or UnauthorizedAccessException => ofFiles,
            _ => error.GetType().Name,
        },
    };
}
