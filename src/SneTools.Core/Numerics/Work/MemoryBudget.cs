namespace SneTools;

/// <summary>Refuses work that would not fit into memory, before anything is allocated.</summary>
internal static class MemoryBudget
{
    /// <summary>Bytes of garbage that are worth a collection.</summary>
    private const double Collected = 1 << 25;

    /// <summary>Gives back to the system what a stage has left, where that is much: a run's memory is for the stage at hand, and the runtime
    /// collects large arrays late.</summary>
    /// <param name="bytes">How much that is, about.</param>
    public static void GiveBack(double bytes)
    {
        if (bytes >= Collected)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Throws when a run needs more memory than this process may use.</summary>
    /// <param name="bytes">What the run will hold at its peak.</param>
    /// <param name="what">What needs it, as the subject of the message.</param>
    /// <param name="advice">What a user can do about it, as a sentence.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static void Require(double bytes, string what, string advice = "Use single precision or fewer rows.")
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available)
        {
            throw new SneException(
                SneError.OutOfMemory,
                FormattableString.Invariant(
                    $"{what} needs {bytes / (1L << 30):0.0} GiB of memory, and {available / (1L << 30):0.0} GiB is there. {advice}"));
        }
    }
}
