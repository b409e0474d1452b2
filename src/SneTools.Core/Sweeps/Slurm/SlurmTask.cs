namespace SneTools;

/// <summary>A task of a job: some runs, made by one process.</summary>
/// <param name="Index">Its number in the job; the number of its first run, unless the cluster does not know such numbers.</param>
/// <param name="Runs">The numbers of the runs.</param>
internal sealed record SlurmTask(int Index, int[] Runs);
