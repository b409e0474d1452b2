namespace SneTools;

/// <summary>How the values of a column are stored, as Parquet numbers it.</summary>
internal enum ParquetType
{
    /// <summary>A bit.</summary>
    Boolean = 0,

    /// <summary>Four bytes.</summary>
    Int32 = 1,

    /// <summary>Eight bytes.</summary>
    Int64 = 2,

    /// <summary>Twelve bytes.</summary>
    Int96 = 3,

    /// <summary>Floating point of four bytes.</summary>
    Single = 4,

    /// <summary>Floating point of eight bytes.</summary>
    Double = 5,

    /// <summary>Bytes behind their number.</summary>
    Bytes = 6,

    /// <summary>As many bytes as the schema says.</summary>
    FixedBytes = 7,
}

/// <summary>How a page is compressed, as Parquet numbers it.</summary>
internal enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy.</summary>
    Snappy = 1,

    /// <summary>Gzip.</summary>
    Gzip = 2,

    /// <summary>LZO, which is not read.</summary>
    Lzo = 3,

    /// <summary>Brotli.</summary>
    Brotli = 4,

    /// <summary>LZ4 in the frames of Hadoop, or without.</summary>
    Lz4 = 5,

    /// <summary>Zstandard.</summary>
    Zstd = 6,

    /// <summary>One block of LZ4.</summary>
    Lz4Raw = 7,
}

/// <summary>How the values of a page are encoded, as Parquet numbers it.</summary>
internal enum ParquetEncoding
{
    /// <summary>One behind the other.</summary>
    Plain = 0,

    /// <summary>Places in the dictionary; of the dictionary itself: one behind the other.</summary>
    PlainDictionary = 2,

    /// <summary>Runs and packed bits.</summary>
    Runs = 3,

    /// <summary>Packed bits, the highest first: levels of old files, which are not read.</summary>
    PackedBits = 4,

    /// <summary>Differences.</summary>
    Deltas = 5,

    /// <summary>Lengths as differences, then the bytes.</summary>
    DeltaLengths = 6,

    /// <summary>What a value has in common with the one before as a length, then the rest.</summary>
    DeltaTexts = 7,

    /// <summary>Places in the dictionary.</summary>
    Dictionary = 8,

    /// <summary>The first bytes of all values, then the second ones, and so on.</summary>
    SplitBytes = 9,
}

/// <summary>A column of a schema.</summary>
/// <param name="Path">The names of what it lies in, and its own.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="Size">Bytes of a value where the schema says so.</param>
/// <param name="Definitions">How many of the things that it lies in, itself included, may be missing.</param>
/// <param name="Repetitions">How many of the things that it lies in, itself included, are lists.</param>
internal sealed record ParquetLeaf(IReadOnlyList<string> Path, ParquetType Type, int Size, int Definitions, int Repetitions)
{
    /// <summary>The path as a name.</summary>
    public string Name => string.Join('.', Path);

    /// <summary>Bytes of a value that is stored plainly; null where it has a number of its own, or is a bit.</summary>
    public int? Width => Type switch
    {
        ParquetType.Int32 or ParquetType.Single => 4,
        ParquetType.Int64 or ParquetType.Double => 8,
        ParquetType.Int96 => 12,
        ParquetType.FixedBytes => Size,
        _ => null,
    };
}

/// <summary>A column of a group of rows.</summary>
/// <param name="Leaf">The column.</param>
/// <param name="Codec">How its pages are compressed.</param>
/// <param name="Values">Number of values, those that are missing included.</param>
/// <param name="Start">Where its pages begin.</param>
/// <param name="Bytes">Bytes of its pages; some writers forget a few.</param>
/// <param name="Problem">Why its values cannot be read, as the end of a sentence; null where they can.</param>
internal sealed record ParquetChunk(ParquetLeaf Leaf, ParquetCodec Codec, int Values, long Start, long Bytes, string? Problem);

/// <summary>A group of rows.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Chunks">Its columns.</param>
internal sealed record ParquetGroup(long Rows, IReadOnlyList<ParquetChunk> Chunks);
