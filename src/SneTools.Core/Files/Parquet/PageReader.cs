using System.Buffers.Binary;

namespace SneTools;

/// <summary>Reads the pages of one column of a group, one after the other: what of it is there, and its values.</summary>
internal sealed class PageReader
{
    private readonly ParquetPages _pages;
    private readonly ParquetLeaf _leaf;
    private readonly ParquetValues _dictionary;
    private readonly ParquetValues _values;
    private ParquetChunk _chunk = null!;
    private long _next;
    private int _left;
    private bool _hasDictionary;
    private bool _isPlain;
    private int[] _places = [];
    private int[] _definitions = [];
    private int[] _repetitions = [];

    /// <summary>Makes a reader of a column.</summary>
    /// <param name="pages">The pages of the file.</param>
    /// <param name="leaf">The column.</param>
    public PageReader(ParquetPages pages, ParquetLeaf leaf)
    {
        _pages = pages;
        _leaf = leaf;
        _dictionary = new ParquetValues(leaf, pages.Budget);
        _values = new ParquetValues(leaf, pages.Budget);
    }

    /// <summary>Number of entries in the page: values, and places of values that are missing.</summary>
    public int Count { get; private set; }

    /// <summary>Rises when the dictionary is another one.</summary>
    public int DictionaryNumber { get; private set; }

    /// <summary>Number of values in the dictionary.</summary>
    public int DictionaryCount => _hasDictionary ? _dictionary.Count : 0;

    /// <summary>Begins before the first page of a group.</summary>
    public void Begin(ParquetChunk chunk)
    {
        _chunk = chunk;
        _next = chunk.Start;
        _left = chunk.Values;
        _hasDictionary = false;
        Count = 0;
    }

    /// <summary>Goes to the next page that has entries.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or promises what it has not.</exception>
    public bool MoveNext()
    {
        for (Count = 0; Count == 0 && _left > 0;)
        {
            ReadOnlySpan<byte> bytes = _pages.Read(ref _next, out ParquetPage page);
            if (page.Kind == ParquetPage.Dictionary)
                ReadDictionary(page, bytes);
            else if (page.HasRows && page.Values > _left)
                throw new InvalidDataException($"a page has {page.Values} values, and {_left} are left");
            else if (page.Kind == ParquetPage.Data)
                ReadData(page, _pages.Codec.Decompress(_chunk.Codec, bytes, page.FullSize));
            else if (page.Kind == ParquetPage.SecondData)
                ReadSecondData(page, bytes);
        }

        return Count > 0;
    }

    /// <summary>How much of what an entry lies in is there; its value too at the highest level.</summary>
    public int Definition(int entry) => _leaf.Definitions > 0 ? _definitions[entry] : 0;

    /// <summary>0 where an entry begins a row, more where it goes on with a list.</summary>
    public int Repetition(int entry) => _leaf.Repetitions > 0 ? _repetitions[entry] : 0;

    /// <summary>The bytes of a value, counted among those that are there.</summary>
    public ReadOnlySpan<byte> Value(int value) => _isPlain ? _values[value] : _dictionary[_places[value]];

    /// <summary>The place of a value in the dictionary; -1 if it is not there.</summary>
    public int Place(int value) => _isPlain ? -1 : _places[value];

    private void ReadDictionary(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        if (_hasDictionary)
            throw new InvalidDataException("it has two dictionaries in a group");
        ReadOnlySpan<byte> values = _pages.Codec.Decompress(_chunk.Codec, bytes, page.FullSize);
        _dictionary.Fill(_pages.Values.Read(_leaf, values, ParquetEncoding.Plain, page.Values), page.Values);
        _hasDictionary = true;
        DictionaryNumber++;
    }

    /// <summary>A page of the first version: the levels stand behind their length, and are compressed with the values.</summary>
    private void ReadData(ParquetPage page, ReadOnlySpan<byte> contents)
    {
        if ((_leaf.Definitions > 0 && (page.OldLevels & 1) != 0) || (_leaf.Repetitions > 0 && (page.OldLevels & 2) != 0))
            throw new InvalidDataException("its levels are packed in a way that was given up in 2014; write the file anew");
        ReadOnlySpan<byte> repetitions = _leaf.Repetitions > 0 ? Levels(ref contents) : [];
        ReadOnlySpan<byte> definitions = _leaf.Definitions > 0 ? Levels(ref contents) : [];
        ReadValues(page, repetitions, definitions, contents);
    }

    private static ReadOnlySpan<byte> Levels(ref ReadOnlySpan<byte> contents)
    {
        uint length = contents.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(contents);
        if (length > contents.Length - sizeof(int))
            throw new InvalidDataException($"a page of {contents.Length} bytes has levels of {length} bytes");
        ReadOnlySpan<byte> levels = contents.Slice(sizeof(int), (int)length);
        contents = contents[(sizeof(int) + (int)length)..];
        return levels;
    }

    /// <summary>A page of the second version: the levels stand before what is compressed.</summary>
    private void ReadSecondData(ParquetPage page, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> contents = bytes[page.LevelSize..];
        if (page.IsCompressed && !contents.IsEmpty)
            contents = _pages.Codec.Decompress(_chunk.Codec, contents, page.FullSize - page.LevelSize);
        ReadValues(page, bytes[..page.RepetitionSize], bytes[page.RepetitionSize..page.LevelSize], contents);
    }

    private void ReadValues(ParquetPage page, ReadOnlySpan<byte> repetitions, ReadOnlySpan<byte> definitions, ReadOnlySpan<byte> contents)
    {
        ReadLevels(ref _repetitions, repetitions, page.Values, _leaf.Repetitions);
        ReadLevels(ref _definitions, definitions, page.Values, _leaf.Definitions);
        int there = _leaf.Definitions > 0 ? _definitions.AsSpan(0, page.Values).Count(_leaf.Definitions) : page.Values;
        _isPlain = page.Encoding is not (ParquetEncoding.Dictionary or ParquetEncoding.PlainDictionary);
        if (_isPlain)
            _values.Fill(_pages.Values.Read(_leaf, contents, page.Encoding, there), there);
        else
            ReadPlaces(contents, there);
        _left -= page.Values;
        Count = page.Values;
    }

    private void ReadLevels(ref int[] levels, ReadOnlySpan<byte> bytes, int count, int most)
    {
        if (most == 0)
            return;
        Span<int> target = Prepare(ref levels, count);
        new HybridRuns(bytes, HybridRuns.WidthOf(most)).Read(target);
        if (count > 0 && target.IndexOfAnyExceptInRange(0, most) >= 0)
            throw new InvalidDataException($"a page has levels beyond {most}");
    }

    private void ReadPlaces(ReadOnlySpan<byte> contents, int count)
    {
        Span<int> target = Prepare(ref _places, count);
        if (count == 0)
            return;
        if (!_hasDictionary)
            throw new InvalidDataException("a page has places in a dictionary that is not there");
        if (contents.IsEmpty || contents[0] > 32)
            throw new InvalidDataException("a page has places in a dictionary without their size");
        if (contents[0] == 0)
            target.Clear();
        else
            new HybridRuns(contents[1..], contents[0]).Read(target);
        if (_dictionary.Count == 0 || target.IndexOfAnyExceptInRange(0, _dictionary.Count - 1) >= 0)
            throw new InvalidDataException($"a page has places beyond the {_dictionary.Count} values of its dictionary");
    }

    private Span<int> Prepare(ref int[] numbers, int count)
    {
        if (numbers.Length < count)
        {
            _pages.Budget.Take((double)count * sizeof(int), "A page of levels");
            numbers = new int[count];
        }

        return numbers.AsSpan(0, count);
    }
}
