using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Memory for numbers, aligned for vectors, and larger than an array can be if need be.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed unsafe class NativeBuffer<T> : SafeHandle
    where T : unmanaged
{
    /// <summary>Bytes to which buffers, and rows in them, are aligned: the widest register's.</summary>
    public const int Alignment = 64;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">How many numbers.</param>
    /// <param name="isCleared">True for zeros; false for whatever is there: a system gives memory of a large buffer only where it is written.
    /// </param>
    public NativeBuffer(long length, bool isCleared = true)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)Math.Max(1, length) * (nuint)sizeof(T));
        SetHandle((IntPtr)NativeMemory.AlignedAlloc(bytes, bytes < LargePages.LeastBytes ? Alignment : LargePages.Size));
        LargePages.Advise((void*)handle, bytes);
        if (isCleared)
            NativeMemory.Clear((void*)handle, bytes);
    }

    /// <summary>Sees to it that there is a buffer for so many numbers, whatever they are. One that has to grow gets a quarter more than is asked
    /// for: many buffers of sizes that differ by a little leave holes in memory that nobody fills.</summary>
    /// <param name="buffer">The buffer at hand, which is disposed when another takes its place.</param>
    /// <param name="length">How many numbers.</param>
    public static void Reserve(ref NativeBuffer<T> buffer, long length)
    {
        if (buffer.Length >= length)
            return;
        bool isFirst = buffer.Length == 0;
        buffer.Dispose();
        buffer = new NativeBuffer<T>(isFirst ? length : length + (length / 4), isCleared: false);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>How many numbers there are.</summary>
    public long Length { get; }

    /// <summary>The first number. Valid as long as the buffer is reachable and not disposed.</summary>
    public T* Pointer => (T*)handle;

    /// <summary>How many numbers are aligned together.</summary>
    public static int Group => Alignment / sizeof(T);

    /// <summary>The least multiple of <see cref="Group"/> that is not below a number.</summary>
    public static int RoundUp(int count) => (count + Group - 1) / Group * Group;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
