namespace SneTools;

/// <summary>A stream whose beginning can be looked at before it is read. It works on pipes.</summary>
/// <param name="inner">The stream; it is disposed with this one.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ContentStream(Stream inner, CancellationToken cancellation = default) : ForwardStream
{
    private const int HeadLength = 4096;

    private readonly byte[] _head = new byte[HeadLength];
    private int _headLength = -1;
    private long _position;

    /// <summary>The first bytes: 4096, or all if there are fewer.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            if (_headLength < 0)
                _headLength = ReadInner(_head, HeadLength);
            return _head.AsSpan(0, _headLength);
        }
    }

    /// <summary>Bytes read so far; those that were only looked at do not count.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: the contents were compressed, and are damaged.
    /// </exception>
    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_position < Head.Length)
        {
            count = Math.Min(buffer.Length, Head.Length - (int)_position);
            Head.Slice((int)_position, count).CopyTo(buffer);
        }
        else
        {
            count = ReadInner(buffer, 0);
        }

        _position += count;
        return count;
    }

    /// <summary>Goes over bytes, without reading them where that can be.</summary>
    /// <param name="bytes">How many; behind the end there is nothing to read.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Skip(long bytes, CancellationToken cancellation)
    {
        int head = (int)Math.Clamp(Head.Length - _position, 0, bytes);
        _position += head;
        bytes -= head;
        if (inner.CanSeek)
        {
            inner.Seek(bytes, SeekOrigin.Current);
            _position += bytes;
            return;
        }

        var buffer = new byte[(int)Math.Min(bytes, 1 << 16)];
        for (int count = 1; bytes > 0 && count > 0; bytes -= count)
        {
            cancellation.ThrowIfCancellationRequested();
            count = Read(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads as much as there is at the moment, but at least some bytes if there are as many.</summary>
    private int ReadInner(Span<byte> buffer, int least)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return inner.ReadAtLeast(buffer, Math.Min(buffer.Length, Math.Max(1, least)), throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new SneException(SneError.InvalidFile, error.Message, innerException: error);
        }
    }
}
