namespace SneTools;

/// <summary>What a run takes of a cluster.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Cores">Cores beyond which more are of no use to it.</param>
/// <param name="Bytes">Memory at its peak, with what it shares with others.</param>
/// <param name="Table">The same for runs that read the same and find the same neighbors.</param>
/// <param name="Shared">The same for runs that share affinities.</param>
/// <param name="SharedSeconds">Seconds of one core for what it shares; 0 if that is there already.</param>
internal readonly record struct SlurmNeed(int Run, int Cores, double Bytes, string Table, string Shared, double SharedSeconds)
{
    /// <summary>The runs of a sweep that are to be submitted.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="runs">Their numbers.</param>
    public static SlurmNeed[] Of(SweepFolder folder, IEnumerable<int> runs)
    {
        var shared = new SharedAffinities(folder);
        return [.. runs.Select(number => folder.Plan.Runs[number - 1]).Select(run => run.FirstRow is null ? OfMap(folder, run, shared) : OfShard(folder, run))];
    }

    private static SlurmNeed OfMap(SweepFolder folder, PlannedRun run, SharedAffinities shared)
    {
        RunNeeds needs = RunNeeds.Of(run);
        bool isThere = File.Exists(shared.FileOf(run)) || File.Exists(folder.FilePath(run.Number, ".checkpoint.npz"));
        return new SlurmNeed(
            run.Number,
            needs.MostThreads,
            needs.Bytes + needs.SharedBytes,
            SharedKey.OfNeighbors(run, folder.Plan.Reading),
            SharedKey.OfAffinities(run, folder.Plan.Reading),
            isThere ? 0 : needs.SharedSeconds);
    }

    /// <summary>Shards share the model alone, which is a file already.</summary>
    private static SlurmNeed OfShard(SweepFolder folder, PlannedRun run)
    {
        RunNeeds needs = RunNeeds.OfShard(run, folder.Plan.Model!.Bytes);
        return new SlurmNeed(run.Number, needs.MostThreads, needs.Bytes + needs.SharedBytes, string.Empty, string.Empty, 0);
    }
}
