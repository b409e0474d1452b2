namespace SneTools;

/// <summary>The pages of a Parquet file, read one by one as they are asked for, through buffers that all columns share.</summary>
/// <param name="file">The file; it is disposed with this.</param>
/// <param name="end">Where the pages end and the description begins.</param>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class ParquetPages(Stream file, long end, Expansion budget) : IDisposable
{
    /// <summary>Bytes that stand before most pages; some have statistics among them.</summary>
    private const int UsualHead = 256;

    private byte[] _bytes = [];

    /// <summary>Decompresses them.</summary>
    public PageCodec Codec { get; } = new(budget);

    /// <summary>Decodes their values.</summary>
    public PlainValues Values { get; } = new(budget);

    /// <summary>How much the file may expand to.</summary>
    public Expansion Budget => budget;

    /// <summary>Looks whether the pages of a column have as many values as they should, without a look at the values.</summary>
    /// <exception cref="InvalidDataException">They have not.</exception>
    public void Require(ParquetChunk chunk)
    {
        long values = 0;
        for (long position = chunk.Start; values < chunk.Values;)
        {
            ParquetPage page = ReadHead(ref position);
            position += page.Size;
            values += page.HasRows ? page.Values : 0;
        }

        if (values > chunk.Values)
            throw new InvalidDataException($"it has {chunk.Values} values, and its pages {values}");
    }

    /// <summary>Reads a page.</summary>
    /// <param name="position">Where what stands before it begins; afterwards where it ends.</param>
    /// <param name="page">What stands before it.</param>
    /// <returns>Its contents, good until the next page.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ReadOnlySpan<byte> Read(ref long position, out ParquetPage page)
    {
        page = ReadHead(ref position);
        ReadBytes(position, page.Size);
        position += page.Size;
        return _bytes.AsSpan(0, page.Size);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Reads what stands before a page, and goes to its contents.</summary>
    private ParquetPage ReadHead(ref long position)
    {
        if (position >= end)
            throw new InvalidDataException("it has fewer pages than values");
        for (int most = UsualHead; ; most *= 16)
        {
            int length = ReadBytes(position, (int)Math.Min(most, end - position));
            try
            {
                ParquetPage page = ParquetPage.Read(_bytes.AsSpan(0, length), out int used);
                position += used;
                return page.Size <= end - position
                    ? page
                    : throw new InvalidDataException($"a page of {page.Size} bytes begins at offset {position}; the pages end at {end}");
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
        file.Position = position;
        file.ReadExactly(_bytes, 0, length);
        return length;
    }
}
