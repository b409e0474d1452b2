using System.Buffers.Binary;

namespace SneTools;

/// <summary>Reads the pages of one column of a group, one after the other, and writes each plainly.</summary>
internal sealed class PageReader
{
    private readonly ParquetChunk _chunk;
    private readonly PageCodec _codec;
    private readonly PlainValues _values;
    private readonly ThriftWriter _head = new();
    private byte[] _page = [];
    private int _length;
    private int _left;
    private bool _hasDictionary;

    /// <summary>Begins before the first page.</summary>
    /// <param name="chunk">The column.</param>
    /// <param name="budget">How much the file may expand to.</param>
    public PageReader(ParquetChunk chunk, Expansion budget)
    {
        _chunk = chunk;
        _codec = new PageCodec(budget);
        _values = new PlainValues(chunk.Leaf, budget);
        _left = chunk.Values;
    }

    /// <summary>The page as it is given.</summary>
    public ReadOnlySpan<byte> Page => _page.AsSpan(0, _length);

    /// <summary>Reads a page.</summary>
    /// <param name="page">What stands before it.</param>
    /// <param name="bytes">Its contents.</param>
    /// <exception cref="InvalidDataException">It is damaged, or promises what it has not.</exception>
    public void Read(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        if (page.Kind == ParquetPage.Dictionary)
            ReadDictionary(page, bytes);
        else if (page.Values > _left)
            throw new InvalidDataException($"a page has {page.Values} values, and {_left} are left of its column");
        else if (page.Kind == ParquetPage.Data)
            ReadData(page, _codec.Decompress(_chunk.Codec, bytes, page.FullSize));
        else
            ReadSecondData(page, bytes);
    }

    private void ReadDictionary(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        if (_hasDictionary)
            throw new InvalidDataException("a column has two dictionaries");
        _hasDictionary = true;
        ReadOnlySpan<byte> values = _values.Read(_codec.Decompress(_chunk.Codec, bytes, page.FullSize), ParquetEncoding.Plain, page.Values);
        Write(ParquetPage.Dictionary, 7, page.Values, ParquetEncoding.Plain, [], values);
    }

    /// <summary>A page of the first version: the levels stand behind their length, and are compressed with the values.</summary>
    private void ReadData(ParquetPage page, ReadOnlySpan<byte> contents)
    {
        ReadOnlySpan<byte> levels = [];
        if (_chunk.Leaf.Definitions > 0)
        {
            uint length = contents.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(contents);
            if (length > contents.Length - sizeof(int))
                throw new InvalidDataException($"a page of {contents.Length} bytes has levels of {length} bytes");
            levels = contents.Slice(sizeof(int), (int)length);
            contents = contents[(sizeof(int) + (int)length)..];
        }

        ReadValues(page, levels, contents);
    }

    /// <summary>A page of the second version: the levels stand before what is compressed.</summary>
    private void ReadSecondData(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> levels = bytes[page.RepetitionSize..page.LevelSize];
        bytes = bytes[page.LevelSize..];
        ReadValues(page, levels, page.IsCompressed && !bytes.IsEmpty ? _codec.Decompress(_chunk.Codec, bytes, page.FullSize - page.LevelSize) : bytes);
    }

    private void ReadValues(ParquetPage page, ReadOnlySpan<byte> levels, ReadOnlySpan<byte> contents)
    {
        int there = page.Values;
        int most = _chunk.Leaf.Definitions;
        if (most > 0)
            there = new HybridRuns(levels, HybridRuns.WidthOf(most)).Count(there, most);
        ParquetEncoding encoding = ParquetEncoding.Plain;
        if (!PlainValues.IsDictionary(page.Encoding))
        {
            contents = _values.Read(contents, page.Encoding, there);
        }
        else
        {
            if (!_hasDictionary && there > 0)
                throw new InvalidDataException("a column has places in a dictionary that it has not");
            PlainValues.RequirePlaces(contents, there);
            encoding = _hasDictionary && !contents.IsEmpty ? ParquetEncoding.Dictionary : ParquetEncoding.Plain;
        }

        _left -= page.Values;
        Write(ParquetPage.Data, 5, page.Values, encoding, levels, contents);
    }

    private void Write(int kind, int part, int values, ParquetEncoding encoding, ReadOnlySpan<byte> levels, ReadOnlySpan<byte> contents)
    {
        int levelHead = part == 5 && _chunk.Leaf.Definitions > 0 ? sizeof(int) : 0;
        int size = checked(levelHead + levels.Length + contents.Length);
        _head.Clear();
        _head.Struct(() =>
        {
            _head.Int32(1, kind);
            _head.Int32(2, size);
            _head.Int32(3, size);
            _head.Struct(part, () =>
            {
                _head.Int32(1, values);
                _head.Int32(2, (int)encoding);
                _head.Int32(3, part == 5 ? (int)ParquetEncoding.Runs : null);
                _head.Int32(4, part == 5 ? (int)ParquetEncoding.Runs : null);
            });
        });
        _length = checked(_head.Bytes.Length + size);
        if (_page.Length < _length)
            _page = new byte[_length];
        Span<byte> target = _page;
        _head.Bytes.CopyTo(target);
        target = target[_head.Bytes.Length..];
        if (levelHead > 0)
            BinaryPrimitives.WriteInt32LittleEndian(target, levels.Length);
        levels.CopyTo(target[levelHead..]);
        contents.CopyTo(target[(levelHead + levels.Length)..]);
    }
}
