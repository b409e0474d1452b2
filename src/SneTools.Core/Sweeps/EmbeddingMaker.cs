namespace SneTools;

/// <summary>Makes a map: a run of a sweep, which goes on where it was put down.</summary>
/// <param name="folder">The sweep.</param>
/// <param name="run">The run.</param>
/// <param name="options">How runs are made.</param>
/// <param name="shared">What runs share.</param>
internal sealed class EmbeddingMaker(SweepFolder folder, PlannedRun run, SweepOptions options, SharedAffinities shared) : RunMaker(folder, run, RunNeeds.Of(run))
{
    private readonly string _checkpoint = folder.FilePath(run.Number, ".checkpoint.npz");
    private readonly string _fitted = folder.FilePath(run.Number, ".fitted.npz");

    /// <summary>True when the run was begun before, and goes on from where it was put down.</summary>
    public bool HasCheckpoint { get; } = File.Exists(CheckpointFile.DataPath(folder.FilePath(run.Number, ".checkpoint.npz"))) || File.Exists(folder.FilePath(run.Number, ".fitted.npz"));

    /// <summary>What it shares with others; null for one that goes on.</summary>
    public SharedAffinities.Shared? Affinities { get; set; }

    /// <inheritdoc/>
    protected override SweepRow? Work(SweepRow row, int threads, CancellationToken cancellation)
    {
        shared.RequireUnchanged(Run);
        SneModel model = ReadFitted() ?? Fit(threads, cancellation);
        if (model.Embedding.StopReason == StopReason.Canceled)
        {
            Log.Write($"put down after {model.Embedding.Iterations} iterations");
            return null;
        }

        try
        {
            return Describe(row, model, threads, cancellation);
        }
        catch (OperationCanceledException)
        {
            ModelFile.Write(model, _fitted, overwrite: true, CancellationToken.None);
            Log.Write("put down before its map was measured");
            return null;
        }
    }

    /// <summary>The map of a run that was put down before it was measured; null if there is none that can be used.</summary>
    private SneModel? ReadFitted()
    {
        try
        {
            return File.Exists(_fitted) ? ModelFile.Read(_fitted) : null;
        }
        catch (SneException error) when (error.Error == SneError.InvalidFile)
        {
            Log.Write($"begins again: {error.Message}");
            return null;
        }
    }

    private SneModel Fit(int threads, CancellationToken cancellation)
    {
        SharedAffinities.Shared? affinities = Affinities;
        var checkpoints = new CheckpointOptions(_checkpoint) { Interval = options.CheckpointInterval, Overwrite = true, IsDeferred = true, Warn = Log.Write };

        // Another process may have put it down since this one began.
        if (File.Exists(CheckpointFile.DataPath(_checkpoint)) && Resume(checkpoints, threads, cancellation) is { } resumed)
            return resumed;
        if (affinities is null)
        {
            using var team = new ThreadTeam(threads, cancellation);
            affinities = shared.Compute(Run, isWritten: false, team);
        }

        EmbeddingOptions asked = SharedAffinities.Options(Run) with { ThreadCount = threads };
        return SneModel.Fit(affinities.Points, asked with { Affinities = affinities.Affinities, Standardize = false, PrincipalComponent = null, Metric = affinities.Affinities.Metric }, asked, checkpoints, Observe, cancellation);
    }

    /// <summary>Goes on from the last checkpoint; null if it cannot be read, and the run has to begin again.</summary>
    private SneModel? Resume(CheckpointOptions checkpoints, int threads, CancellationToken cancellation)
    {
        try
        {
            bool isTold = false;
            SneModel model = CheckpointFile.Resume(
                checkpoints,
                new ResumeOptions { ThreadCount = threads },
                progress =>
                {
                    if (!isTold && progress.Point is { } point)
                        Log.Write($"goes on from its checkpoint, at iteration {point.Iteration}");
                    isTold |= progress.Point is not null;
                    Observe(progress);
                },
                cancellation);
            if (!isTold)
                Log.Write("goes on from its checkpoint, the last of its steps");
            return model;
        }
        catch (SneException error) when (error.Error == SneError.InvalidFile)
        {
            Log.Write($"begins again: {error.Message}");
            Folder.RemoveCheckpoints(Run.Number);
            return null;
        }
    }

    private void Observe(EmbeddingProgress progress)
    {
        if (progress.Point is { } point)
            Share = (double)point.Iteration / Math.Max(1, progress.MaxIteration);
    }

    private SweepRow Describe(SweepRow row, SneModel model, int threads, CancellationToken cancellation)
    {
        Embedding embedding = model.Embedding;
        SweepPlan plan = Folder.Plan;
        SweepQuality? quality = plan.Measure ? Measure(embedding, threads, cancellation) : null;
        string result = Folder.ResultPath(Run.Number);

        // What took hours and is finished is written, whoever wants to stop.
        if (plan.ResultType == SweepResultType.Map)
            EmbeddingFile.Write(embedding, result, plan.Format, overwrite: true, cancellation: CancellationToken.None);
        else
            ModelFile.Write(plan.ResultType == SweepResultType.Model ? model : model.Compact(), result, overwrite: true, CancellationToken.None);
        if (plan.Plot)
            options.Draw?.Invoke(embedding, Folder.FilePath(Run.Number, ".png"));
        return row with
        {
            Result = Path.GetFileName(result),
            Points = embedding.Count,
            Divergence = embedding.Divergence,
            MeanDivergence = embedding.MeanDivergence,
            Iterations = embedding.Iterations,
            StopReason = embedding.StopReason,
            Engine = embedding.Engine,
            Origin = SweepOrigin.Of(embedding),
            NeighborCount = embedding.NeighborCount,
            NeighborRecall = embedding.NeighborRecall,
            Quality = quality,
            Warnings = [.. embedding.Warnings.Except(DataWarnings.Of(model.Data, cancellation))],
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
}
