namespace SneTools.Tests;

/// <summary>The run that tests of checkpoints put down and take up.</summary>
internal static class CheckpointRun
{
    public static readonly EmbeddingOptions Options = Model.Options(SneMethod.TSne, EngineKind.Interpolated, 8) with
    {
        NeighborCount = 24,
        Descent = new DescentOptions { MaxIteration = 60, EarlyExaggerationIteration = 20, Tolerance = 0 },
    };

    public static readonly Dataset Data = Model.Labeled(520);

    public static readonly Lazy<SneModel> Whole = new(() => SneModel.Fit(Data, Options));

    /// <summary>Fails unless two runs have come to the same, bit for bit.</summary>
    public static void Same(SneModel expected, SneModel actual)
    {
        Near.SameBits(expected.Map, actual.Map);
        Assert.Equal(expected.Embedding.History, actual.Embedding.History);
        Assert.Equal(
            (expected.Embedding.StopReason, expected.Embedding.CrossEntropy, expected.Embedding.Seed, expected.Embedding.LearningRate),
            (actual.Embedding.StopReason, actual.Embedding.CrossEntropy, actual.Embedding.Seed, actual.Embedding.LearningRate));
        StateArraysTests.Same(expected.Run!.ToArrays(), actual.Run!.ToArrays());
    }

    /// <summary>Makes a run that is stopped after some steps.</summary>
    public static void Stop(CheckpointOptions where, EmbeddingOptions options, int steps)
    {
        using var stop = new CancellationTokenSource();
        Assert.Equal(StopReason.Canceled, SneModel.Fit(Data, options, where, Observe, stop.Token).Embedding.StopReason);

        void Observe(EmbeddingProgress progress)
        {
            // What writes without pause has written once before the end, which is written too, however short the run is.
            if (where.Interval == TimeSpan.Zero && progress.Point?.Iteration == steps - 1)
            {
                Await(CheckpointFile.DataPath(where.Path));
                Thread.Sleep(50);
            }
            else if (where.Interval == TimeSpan.Zero && progress.Point?.Iteration == steps)
            {
                Await(where.Path);
            }

            Cancel(progress, steps, stop);
        }
    }

    /// <summary>Stops a run after some steps.</summary>
    public static void Cancel(EmbeddingProgress progress, int steps, CancellationTokenSource stop)
    {
        if (progress.Point?.Iteration == steps)
            stop.Cancel();
    }

    private static void Await(string file)
    {
        for (int k = 0; k < 4000 && !File.Exists(file); k++)
            Thread.Sleep(5);
    }
}
