using System.Buffers.Binary;

namespace SneTools;

/// <summary>A Parquet file as the library is given it: the same rows, under a description and in pages that are written anew, plainly and
/// one by one as they are asked for. Whatever is false in the file is found here; every number that the library sees is true.</summary>
/// <remarks>
/// The places of the pages are made up: the pages of column k, of all groups counted through, begin at (k + 1) · 2⁴⁰, the description
/// behind the last of them. So none has to be read before it is asked for.
/// </remarks>
internal sealed class ParquetPages : Stream
{
    private const int PlaceBits = 40;

    /// <summary>Bytes that stand before most pages; some have statistics among them.</summary>
    private const int UsualHead = 256;

    private readonly Stream _file;
    private readonly long _end;
    private readonly Expansion _budget;
    private readonly ParquetChunk[] _chunks;
    private readonly byte[] _tail;
    private readonly long _tailStart;
    private byte[] _bytes = [];
    private PageReader? _reader;
    private int _column = -1;
    private long _next;
    private long _start;

    /// <summary>Opens the pages of a file.</summary>
    /// <param name="file">The file; it is disposed with this stream.</param>
    /// <param name="end">Where the pages end and the description begins.</param>
    /// <param name="footer">The description.</param>
    /// <param name="budget">How much the file may expand to.</param>
    public ParquetPages(Stream file, long end, ParquetFooter footer, Expansion budget)
    {
        _file = file;
        _end = end;
        _budget = budget;
        _chunks = [.. footer.Groups.SelectMany(group => group.Chunks)];
        int[] first = new int[footer.Groups.Count];
        for (int g = 1; g < first.Length; g++)
            first[g] = first[g - 1] + footer.Groups[g - 1].Chunks.Count;
        if (_chunks.Length >= (1 << (62 - PlaceBits)))
            throw new InvalidDataException($"there are {_chunks.Length} columns in its groups");
        byte[] description = ParquetFooterWriter.Write(footer, (group, column) => PlaceOf(first[group] + column));
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, description.Length);
        _tail = [.. description, .. length, .. "PAR1"u8];
        _tailStart = PlaceOf(_chunks.Length);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _tailStart + _tail.Length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <summary>Looks whether the pages of a column have as many values as they should, without a look at the values.</summary>
    /// <exception cref="InvalidDataException">They have not.</exception>
    public void Require(ParquetChunk chunk)
    {
        RequireReadable(chunk);
        long values = 0;
        for (long position = chunk.Start; values < chunk.Values;)
        {
            ParquetPage page = ReadHead(ref position);
            position += page.Size;
            values += page.HasRows ? page.Values : 0;
        }

        if (values > chunk.Values)
            throw new InvalidDataException($"a column has {chunk.Values} values, and its pages {values}");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = Position >= _tailStart ? _tail.AsSpan((int)Math.Min(Position - _tailStart, _tail.Length))
            : Position < 4 ? "PAR1"u8[(int)Position..]
            : RestOfPage();
        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        byte one = 0;
        return Read(new Span<byte>(ref one)) == 1 ? one : throw new EndOfStreamException("it ends too soon");
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
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

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
            _file.Dispose();
        base.Dispose(disposing);
    }

    private static long PlaceOf(int column) => (column + 1L) << PlaceBits;

    private static void RequireReadable(ParquetChunk chunk)
    {
        if (chunk.IsEncrypted)
            throw new InvalidDataException("the column is encrypted");
        if (chunk.Leaf.Repetitions > 0)
            throw new InvalidDataException("the column holds lists");
    }

    /// <summary>What is left of the page at the position; where one ends, the next begins.</summary>
    private ReadOnlySpan<byte> RestOfPage()
    {
        if (Position == PlaceOf((int)(Position >> PlaceBits) - 1))
            BeginColumn((int)(Position >> PlaceBits) - 1);
        if (_reader is null || Position < _start || Position > _start + _reader.Page.Length)
            throw new InvalidDataException("it has no page where one is looked for");
        if (Position == _start + _reader.Page.Length)
            ReadPage(_reader);
        return _reader.Page[(int)(Position - _start)..];
    }

    private void BeginColumn(int column)
    {
        ParquetChunk chunk = _chunks[column];
        RequireReadable(chunk);
        if (column != _column || Position != _start)
        {
            _column = column;
            _reader = new PageReader(chunk, _budget);
            _next = chunk.Start;
            _start = Position;
        }
    }

    private void ReadPage(PageReader reader)
    {
        ParquetPage page;
        do
        {
            page = ReadHead(ref _next);
            ReadBytes(_next, page.Size);
            _next += page.Size;
        }
        while (!page.HasRows && page.Kind != ParquetPage.Dictionary);
        _start = Position;
        int column = _column;
        _column = -1;
        reader.Read(page, _bytes.AsSpan(0, page.Size));
        _column = column;
    }

    /// <summary>Reads what stands before a page, and goes to its contents.</summary>
    private ParquetPage ReadHead(ref long position)
    {
        if (position >= _end)
            throw new InvalidDataException("a column has fewer pages than values");
        for (int most = UsualHead; ; most *= 16)
        {
            int length = ReadBytes(position, (int)Math.Min(most, _end - position));
            try
            {
                ParquetPage page = ParquetPage.Read(_bytes.AsSpan(0, length), out int used);
                position += used;
                return page.Size <= _end - position
                    ? page
                    : throw new InvalidDataException($"a page of {page.Size} bytes begins at offset {position}; the pages end at {_end}");
            }
            catch (EndOfStreamException) when (length == most && most < (1 << 24))
            {
                // What stands before the page is longer than usual.
            }
        }
    }

    private int ReadBytes(long position, int length)
    {
        if (_bytes.Length < length)
            _bytes = new byte[length];
        _file.Position = position;
        _file.ReadExactly(_bytes, 0, length);
        return length;
    }
}
