namespace SneTools;

/// <summary>A stream that is written until somebody calls it off, also by a thread that has not heard of it.</summary>
/// <param name="inner">The stream, without bytes of its own where writing may wait; it is disposed with this one.</param>
/// <param name="mayWait">True for a pipe or a device, which take what is written when somebody reads it: another thread writes, and is left to
/// itself when the waiting ends.</param>
/// <param name="cancellation">Ends the writing.</param>
internal sealed class InterruptibleStream(Stream inner, bool mayWait, CancellationToken cancellation) : Stream
{
    private readonly bool _waits = mayWait && cancellation.CanBeCanceled;
    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;

    /// <inheritdoc/>
    public override bool CanRead => inner.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => inner.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => inner.CanWrite;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => inner.SetLength(value);

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_waits)
        {
            lock (_gate)
            {
                cancellation.ThrowIfCancellationRequested();
                inner.Write(buffer);
            }

            return;
        }

        cancellation.ThrowIfCancellationRequested();

        byte[] bytes = buffer.ToArray();
        _writing = Task.Run(() => inner.Write(bytes), CancellationToken.None);
        try
        {
            _writing.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // The result throws what was the matter.
        }

        _writing.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (!_waits)
            inner.Flush();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A stream in which another thread still waits is closed when that comes back, and one that it writes to when it is through with that.
        if (disposing)
        {
            lock (_gate)
                _writing.ContinueWith(_ => inner.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }
}
