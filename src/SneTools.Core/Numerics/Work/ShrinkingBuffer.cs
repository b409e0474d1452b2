using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Memory for numbers that is used up from its end: what is not needed any more goes back to the system while the rest stays where
/// it is. Its numbers are whatever was there.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed unsafe class ShrinkingBuffer<T> : SafeHandle
    where T : unmanaged
{
    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">How many numbers.</param>
    public ShrinkingBuffer(long length)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        SetHandle((IntPtr)NativeMemory.Alloc((nuint)Math.Max(1, length), (nuint)sizeof(T)));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>How many numbers there are.</summary>
    public long Length { get; private set; }

    /// <summary>The first number. Valid until the buffer shrinks, as long as it is reachable and not disposed.</summary>
    public T* Pointer => (T*)handle;

    /// <summary>Gives up all numbers but the first.</summary>
    /// <param name="length">How many stay.</param>
    public void Shrink(long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
        SetHandle((IntPtr)NativeMemory.Realloc((void*)handle, (nuint)Math.Max(1, length) * (nuint)sizeof(T)));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
