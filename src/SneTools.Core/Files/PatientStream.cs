namespace SneTools;

/// <summary>A pipe or a device, whose bytes may be long in coming, read so that the waiting can be ended.</summary>
/// <remarks>A system call that waits is not to be ended from outside. So another thread makes it, with bytes of its own, and is left to itself when the
/// waiting ends: it goes when somebody writes, or closes the other end.</remarks>
/// <param name="inner">The stream; it is disposed with this one.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class PatientStream(Stream inner, CancellationToken cancellation) : ForwardStream
{
    /// <summary>Milliseconds in which a thread that waits is let through.</summary>
    private const int LetThrough = 500;

    private readonly byte[] _bytes = new byte[1 << 16];
    private Task<int> _reading = Task.FromResult(0);

    /// <summary>Opens a file that is there, to read or to write it. A named pipe that has nobody at its other end is waited for, and the waiting
    /// can be ended.</summary>
    /// <param name="path">The file.</param>
    /// <param name="access">What for. What is written goes out at once.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static FileStream Open(string path, FileAccess access, CancellationToken cancellation)
    {
        if (FileStatus.Of(path) is not { IsPipe: true })
            return OpenNow();
        cancellation.ThrowIfCancellationRequested();

        // A thread of its own, which begins at once however many wait for their turn.
        Task<FileStream> opening = Task.Factory.StartNew(OpenNow, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            opening.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // The result throws what was the matter.
        }
        catch (OperationCanceledException)
        {
            // Somebody who opens it for both lets the other thread through.
            opening.ContinueWith(done => done.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            using var both = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
            opening.Wait(LetThrough, CancellationToken.None);
            throw;
        }

        return opening.GetAwaiter().GetResult();

        FileStream OpenNow() => access == FileAccess.Read
            ? new FileStream(path, FileMode.Open, access, FileShare.Read, 1 << 16)
            : new FileStream(path, FileMode.Open, access, FileShare.ReadWrite, 0);
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _bytes.Length);
        _reading = Task.Run(() => inner.Read(_bytes, 0, count), CancellationToken.None);
        try
        {
            _reading.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // The result throws what was the matter.
        }

        count = _reading.GetAwaiter().GetResult();
        _bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A stream in which another thread still waits is closed when that comes back.
        if (disposing)
            _reading.ContinueWith(_ => inner.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        base.Dispose(disposing);
    }
}
