using System.Diagnostics;

namespace SneTools;

/// <summary>Makes one run of a sweep, and writes what it leaves: map or model, picture, and last its row.</summary>
/// <param name="folder">The sweep.</param>
/// <param name="run">The run.</param>
/// <param name="options">How runs are made.</param>
/// <param name="shared">What runs share.</param>
internal sealed class RunMaker(SweepFolder folder, PlannedRun run, SweepOptions options, SharedAffinities shared)
{
    private readonly RunLog _log = new(folder.FilePath(run.Number, ".log"));
    private readonly string _checkpoint = folder.FilePath(run.Number, ".checkpoint.npz");
    private double _share;

    /// <summary>The sweep.</summary>
    public SweepFolder Folder => folder;

    /// <summary>The run.</summary>
    public PlannedRun Run => run;

    /// <summary>What it takes.</summary>
    public RunNeeds Needs { get; } = RunNeeds.Of(run);

    /// <summary>True when the run was begun before, and goes on from where it was put down.</summary>
    public bool HasCheckpoint { get; } = File.Exists(CheckpointFile.DataPath(folder.FilePath(run.Number, ".checkpoint.npz")));

    /// <summary>What became of the run; null until it has ended.</summary>
    public SweepRow? Row { get; private set; }

    /// <summary>True while it is being made.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>How far it has come, from 0 to 1.</summary>
    public double Share => Row is null ? Volatile.Read(ref _share) : 1;

    /// <summary>Makes the run, unless another process does.</summary>
    /// <param name="affinities">What it shares with others; null for one that goes on.</param>
    /// <param name="threads">Threads to make it with.</param>
    /// <param name="cancellation">Ends it, after a checkpoint.</param>
    public void Make(SharedAffinities.Shared? affinities, int threads, CancellationToken cancellation)
    {
        using RunLock? held = RunLock.TryTake(folder.LockPath(run.Number));
        if (held is null || folder.IsDone(run.Number))
            return;
        DateTimeOffset started = held.Begin();
        IsRunning = true;
        _log.Write($"attempt {held.Attempts} at {run}, with {threads} {(threads == 1 ? "thread" : "threads")}");
        var clock = Stopwatch.StartNew();
        var row = new SweepRow { Run = run.Number, State = SweepState.Completed, ThreadCount = threads, Machine = Environment.MachineName, Started = started, Attempts = held.Attempts };
        try
        {
            SneModel model = Fit(affinities, threads, cancellation);
            if (model.Embedding.StopReason == StopReason.Canceled)
            {
                _log.Write($"put down after {model.Embedding.Iterations} iterations");
                return;
            }

            row = Describe(row, model, threads, cancellation);
        }
        catch (OperationCanceledException)
        {
            _log.Write("put down before its first step");
            return;
        }
#pragma warning disable CA1031 // Whatever ends a run becomes its row, and the others go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            row = Failed(row, error, "FileUnwritable");
        }
        finally
        {
            IsRunning = false;
        }

        End(row, clock.Elapsed, held);
    }

    /// <summary>Ends the run because what it shares with others could not be computed.</summary>
    public void Fail(Exception error)
    {
        if (Row is not null || error is OperationCanceledException)
            return;
        using RunLock? held = RunLock.TryTake(folder.LockPath(run.Number));
        if (held is null || folder.IsDone(run.Number))
            return;
        DateTimeOffset started = held.Begin();
        End(Failed(new SweepRow { Run = run.Number, State = SweepState.Failed, Machine = Environment.MachineName, Started = started, Attempts = held.Attempts }, error, "FileUnreadable"), TimeSpan.Zero, held);
    }

    private void End(SweepRow row, TimeSpan elapsed, RunLock held)
    {
        row = row with { Elapsed = elapsed.TotalSeconds, Ended = DateTimeOffset.Now, Memory = Environment.WorkingSet };
        folder.WriteRow(row);
        folder.RemoveCheckpoints(run.Number);
        held.Remove();
        _log.Write(row.Error is null ? FormattableString.Invariant($"completed: {row.Iterations} iterations, divergence {row.Divergence:G6}, {elapsed.TotalSeconds:0.00} s") : $"failed: {row.Error}");
        Row = row;
    }

    private SneModel Fit(SharedAffinities.Shared? affinities, int threads, CancellationToken cancellation)
    {
        var checkpoints = new CheckpointOptions(_checkpoint) { Interval = options.CheckpointInterval, Overwrite = true, IsDeferred = true, Warn = _log.Write };
        if (affinities is null && Resume(checkpoints, threads, cancellation) is { } resumed)
            return resumed;
        if (affinities is null)
        {
            using var team = new ThreadTeam(threads, cancellation);
            affinities = shared.Compute(run, isWritten: false, team);
        }

        EmbeddingOptions asked = SharedAffinities.Options(run) with { ThreadCount = threads };
        return SneModel.Fit(affinities.Points, asked with { Affinities = affinities.Affinities, Standardize = false, PrincipalComponent = null, Metric = affinities.Affinities.Metric }, asked, checkpoints, Observe, cancellation);
    }

    /// <summary>Goes on from the last checkpoint; null if it cannot be read, and the run has to begin again.</summary>
    private SneModel? Resume(CheckpointOptions checkpoints, int threads, CancellationToken cancellation)
    {
        try
        {
            SneModel model = CheckpointFile.Resume(checkpoints, new ResumeOptions { ThreadCount = threads }, Observe, cancellation);
            _log.Write("went on from its checkpoint");
            return model;
        }
        catch (SneException error) when (error.Error == SneError.InvalidFile)
        {
            _log.Write($"begins again: {error.Message}");
            folder.RemoveCheckpoints(run.Number);
            return null;
        }
    }

    private void Observe(EmbeddingProgress progress)
    {
        if (progress.Point is { } point)
            Volatile.Write(ref _share, (double)point.Iteration / Math.Max(1, progress.MaxIteration));
    }

    private SweepRow Describe(SweepRow row, SneModel model, int threads, CancellationToken cancellation)
    {
        Embedding embedding = model.Embedding;
        SweepPlan plan = folder.Plan;
        SweepQuality? quality = plan.Measure ? Measure(embedding, threads, cancellation) : null;
        string result = folder.ResultPath(run.Number);
        if (plan.ResultType == SweepResultType.Map)
            EmbeddingFile.Write(embedding, result, plan.Format, overwrite: true);
        else
            ModelFile.Write(plan.ResultType == SweepResultType.Model ? model : model.Compact(), result, overwrite: true);
        if (plan.Plot)
            options.Draw?.Invoke(embedding, folder.FilePath(run.Number, ".png"));
        return row with
        {
            Result = Path.GetFileName(result),
            Points = embedding.Count,
            Divergence = embedding.Divergence,
            MeanDivergence = embedding.MeanDivergence,
            Iterations = embedding.Iterations,
            StopReason = embedding.StopReason,
            Engine = embedding.Engine,
            NeighborCount = embedding.NeighborCount,
            NeighborRecall = embedding.NeighborRecall,
            Quality = quality,
            Warnings = [.. embedding.Warnings.Except(DataWarnings.Of(model.Data))],
        };
    }

    private static SweepQuality Measure(Embedding embedding, int threads, CancellationToken cancellation)
    {
        using var team = new ThreadTeam(threads, cancellation);
        var usual = new QualityOptions();
        var how = usual with
        {
            NeighborCount = Math.Min(usual.NeighborCount, embedding.Count - 1),
            Metric = embedding.Metric,
            Label = QualityCheck.FindClasses(embedding.Labels),
        };
        return SweepQuality.Of(QualityCheck.Run(embedding.Map, embedding.Data, embedding, how, team));
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
