using System.IO.Compression;

namespace SneTools;

/// <summary>A stream whose beginning can be looked at before it is read. It works on pipes.</summary>
/// <param name="inner">The stream; it is disposed with this one.</param>
internal sealed class ContentStream(Stream inner) : Stream
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
                _headLength = Guard(() => inner.ReadAtLeast(_head, HeadLength, throwOnEndOfStream: false));
            return _head.AsSpan(0, _headLength);
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far; those that were only looked at do not count.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
            try
            {
                count = inner.Read(buffer);
            }
            catch (InvalidDataException error)
            {
                throw Damaged(error);
            }
        }

        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

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

    private int Guard(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    private SneException Damaged(InvalidDataException error) => new(
        SneError.InvalidFile,
        FormattableString.Invariant(
            $"The compressed contents are damaged or cut off, after {_position} bytes that could be read: {error.Message}"),
        innerException: error);
}
