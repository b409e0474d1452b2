namespace SneTools;

/// <summary>Working memory for the threads of a team: one buffer each, taken and given back without allocation.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed unsafe class BufferPool<T> : IDisposable
    where T : unmanaged
{
    private readonly NativeBuffer<T>[] _buffers;
    private readonly int[] _taken;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="count">Number of threads that may hold one at once.</param>
    /// <param name="length">Numbers in each.</param>
    public BufferPool(int count, long length)
    {
        _buffers = [.. Enumerable.Range(0, count).Select(_ => new NativeBuffer<T>(length))];
        _taken = new int[count];
    }

    /// <summary>Takes a buffer that nobody else has. Its contents are whatever was left in it.</summary>
    /// <param name="ticket">To be handed back to <see cref="Return"/>.</param>
    public T* Take(out int ticket)
    {
        for (ticket = 0; Interlocked.CompareExchange(ref _taken[ticket], 1, 0) != 0;)
            ticket = (ticket + 1) % _taken.Length;
        return _buffers[ticket].Pointer;
    }

    /// <summary>Gives a buffer back.</summary>
    public void Return(int ticket) => Volatile.Write(ref _taken[ticket], 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NativeBuffer<T> buffer in _buffers)
            buffer.Dispose();
    }
}
