using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Pages of 2 MB for large buffers, where the system has them on request: memory that is read here and there then needs no walk
/// through tables for every place.</summary>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes of a page, and what a buffer is aligned to.</summary>
    public const nuint Size = 1 << 21;

    /// <summary>Bytes below which a buffer has ordinary pages.</summary>
    public const nuint LeastBytes = 2 * Size;

    /// <summary>MADV_HUGEPAGE of Linux.</summary>
    private const int HugePages = 14;

    /// <summary>Asks for large pages, before the memory is touched. A system without them does as it did.</summary>
    /// <param name="memory">Aligned to <see cref="Size"/>.</param>
    /// <param name="bytes">How many.</param>
    public static void Advise(void* memory, nuint bytes)
    {
        if (bytes < LeastBytes || !OperatingSystem.IsLinux())
            return;
        try
        {
            // Whole pages only: what lies beyond the buffer in the last one is not ours. An answer other than 0 changes nothing.
            _ = Advise(memory, bytes / Size * Size, HugePages);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
