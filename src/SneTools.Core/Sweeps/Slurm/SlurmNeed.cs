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
        return
        [
            .. from number in runs
               let run = folder.Plan.Runs[number - 1]
               let needs = RunNeeds.Of(run)
               let isThere = File.Exists(shared.FileOf(run)) || File.Exists(folder.FilePath(number, ".checkpoint.npz"))
               select new SlurmNeed(
                   number,
                   needs.MostThreads,
                   needs.Bytes + needs.SharedBytes,
                   SharedKey.OfNeighbors(run, folder.Plan.Reading),
                   SharedKey.OfAffinities(run, folder.Plan.Reading),
                   isThere ? 0 : needs.SharedSeconds)
        ];
    }
}
