namespace SneTools;

/// <summary>A stream that can be read a few times over and no more, and byte by byte only to its end: a damaged file whose pages point
/// back at themselves, or whose last number goes on behind its end, would be read for ever.</summary>
/// <param name="inner">The stream; it is disposed with this one.</param>
internal sealed class BoundedReads(Stream inner) : Stream
{
    /// <summary>A reader meets every byte once or twice; the rest is for the bytes that it reads at the borders of pages.</summary>
    private const int MostTimes = 8;

    private long _left = (MostTimes * inner.Length) + (1 << 20);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Count(1);
        int value = inner.ReadByte();
        return value >= 0 ? value : throw new EndOfStreamException("a number in it goes on behind its end");
    }

    /// <inheritdoc/>
    /// <remarks>The file lies on a disk: there is nothing to wait for, and a thread more would cost more than the read.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(buffer, offset, count));
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        Count(1);
        return inner.Seek(offset, origin);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _left -= bytes;
        return _left >= 0 ? bytes : throw new InvalidDataException("its pages are read over and over again");
    }
}
