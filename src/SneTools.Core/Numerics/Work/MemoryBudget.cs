using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Refuses work that would not fit into memory, before anything is allocated.</summary>
internal static partial class MemoryBudget
{
    /// <summary>Bytes of garbage that are worth a collection, and the share of what is there: where a session holds a million rows as objects,
    /// a collection takes seconds.</summary>
    private const double Collected = 1 << 24;
    private const double CollectedShare = 0.125;

    /// <summary>The share of all memory beyond which nothing more is gathered.</summary>
    private const double Nearly = 0.85;

    /// <summary>Gives back to the system what a stage has left, where that is much: a run's memory is for the stage at hand, and the runtime
    /// collects large arrays late.</summary>
    /// <param name="bytes">How much that is, about.</param>
    public static void GiveBack(double bytes)
    {
        if (bytes < Math.Max(Collected, CollectedShare * GC.GetTotalMemory(forceFullCollection: false)))
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TrimBuffers();
    }

    /// <summary>Throws when a run needs more memory than this process may use.</summary>
    /// <param name="bytes">What the run will hold at its peak.</param>
    /// <param name="what">What needs it, as the subject of the message.</param>
    /// <param name="advice">What a user can do about it, as a sentence.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static void Require(double bytes, string what, string advice = "Use fewer rows.")
    {
        double available = Available;
        if (bytes > available)
            throw new SneException(SneError.OutOfMemory, $"{what} needs {Size(bytes)} of memory, and {Size(available)} is there. {advice}");
    }

    /// <summary>Throws when little is left of the memory that this process may use, while work goes on that takes it bit by bit: before the
    /// runtime fails at whatever asks next.</summary>
    /// <param name="what">What takes it, as the subject of the message.</param>
    /// <param name="advice">What a user can do about it, as a sentence.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>.</exception>
    public static void RequireLeft(string what, string advice)
    {
        double most = Nearly * Available;
        if (GC.GetTotalMemory(forceFullCollection: false) > most && GC.GetTotalMemory(forceFullCollection: true) > most)
            throw new SneException(SneError.OutOfMemory, $"{what} have filled nearly all of the {Size(Available)} of memory that this process may use. {advice}");
    }

    /// <summary>The error for work that ran out of memory on the way, which could not be known before.</summary>
    /// <param name="what">What needs it, as the subject of the message.</param>
    /// <param name="advice">What a user can do about it, as a sentence.</param>
    /// <param name="error">What the runtime said.</param>
    public static SneException Exceeded(string what, string advice, OutOfMemoryException error) => new(
        SneError.OutOfMemory,
        $"{what} needs more memory than is left of the {Size(Available)} that this process may use. {advice}",
        innerException: error);

    /// <summary>Gives back the memory of buffers that were freed, which the GNU C library keeps for the next ones, up to some tens of
    /// megabytes for every thread. Other libraries do so by themselves.</summary>
    private static void TrimBuffers()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint left);

    /// <summary>Bytes that this process may use: the machine's, or those of its container or of the runtime's own limit.</summary>
    private static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string Size(double bytes) => bytes < 1L << 30
        ? FormattableString.Invariant($"{bytes / (1L << 20):0} MiB")
        : FormattableString.Invariant($"{bytes / (1L << 30):0.0} GiB");
}
