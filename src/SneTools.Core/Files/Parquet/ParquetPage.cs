namespace SneTools;

/// <summary>What stands before the contents of a page.</summary>
/// <param name="Kind">0: values; 1: an index; 2: a dictionary; 3: values in the second version.</param>
/// <param name="FullSize">Bytes of the contents when they are decompressed.</param>
/// <param name="Size">Bytes of the contents in the file.</param>
/// <param name="Values">Number of values, those that are missing included.</param>
/// <param name="Encoding">How the values are encoded.</param>
/// <param name="LevelSize">In the second version: bytes of the levels before the values; they are not compressed.</param>
/// <param name="RepetitionSize">How many of them are of lists.</param>
/// <param name="IsCompressed">False for a page of the second version that was left as it is.</param>
/// <param name="OldLevels">Which levels are written in the oldest way: 1 of what is missing, 2 of lists, 3 both.</param>
internal sealed record ParquetPage(
    int Kind, int FullSize, int Size, int Values, ParquetEncoding Encoding, int LevelSize, int RepetitionSize, bool IsCompressed, int OldLevels)
{
    /// <summary>The kind of a page of values.</summary>
    public const int Data = 0;

    /// <summary>The kind of a dictionary.</summary>
    public const int Dictionary = 2;

    /// <summary>The kind of a page of values in the second version.</summary>
    public const int SecondData = 3;

    /// <summary>True for a page of values.</summary>
    public bool HasRows => Kind is Data or SecondData;

    /// <summary>Reads what stands before a page.</summary>
    /// <param name="bytes">The bytes from there on.</param>
    /// <param name="length">Bytes that it takes.</param>
    /// <exception cref="EndOfStreamException">There are not enough bytes.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ParquetPage Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        int kind = -1, fullSize = -1, size = -1;
        Part data = default, dictionary = default, second = default;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (1, ThriftType.Int32):
                    kind = reader.ReadInt32();
                    break;
                case (2, ThriftType.Int32):
                    fullSize = reader.ReadInt32();
                    break;
                case (3, ThriftType.Int32):
                    size = reader.ReadInt32();
                    break;
                case (5, ThriftType.Struct):
                    data = ReadPart(ref reader, encodingId: 2);
                    break;
                case (7, ThriftType.Struct):
                    dictionary = ReadPart(ref reader, encodingId: 2);
                    break;
                case (8, ThriftType.Struct):
                    second = ReadPart(ref reader, encodingId: 4);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        length = reader.Position;
        Part part = kind == Data ? data : kind == Dictionary ? dictionary : second;
        var page = new ParquetPage(
            kind, fullSize, size, part.Values, part.Encoding, part.DefinitionSize + part.RepetitionSize, part.RepetitionSize, !part.IsPlain, part.OldLevels);
        page.Require(part);
        return page;
    }

    /// <summary>A page must have contents, and values if it has a place for them.</summary>
    private void Require(Part part)
    {
        if (Kind is < 0 or > SecondData || Size < 0 || FullSize < 0)
            throw new InvalidDataException($"a page of kind {Kind} has {Size} bytes, and {FullSize} when decompressed");
        if (Kind != 1 && (!part.IsThere || Values < 0))
            throw new InvalidDataException($"a page of kind {Kind} has {Values} values");
        if (part.DefinitionSize < 0 || part.RepetitionSize < 0 || LevelSize < 0 || LevelSize > Math.Min(Size, FullSize))
            throw new InvalidDataException($"a page of {Size} bytes has levels of {part.DefinitionSize} and {part.RepetitionSize} bytes");
    }

    private static Part ReadPart(ref ThriftReader reader, int encodingId)
    {
        var part = new Part { IsThere = true, Values = -1 };
        bool isSecond = encodingId == 4;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            if (type == ThriftType.Int32 && id == 1)
                part.Values = reader.ReadInt32();
            else if (type == ThriftType.Int32 && id == encodingId)
                part.Encoding = (ParquetEncoding)reader.ReadInt32();
            else if (!isSecond && type == ThriftType.Int32 && id is (3 or 4))
                part.OldLevels |= (ParquetEncoding)reader.ReadInt32() == ParquetEncoding.PackedBits ? id - 2 : 0;
            else if (isSecond && type == ThriftType.Int32 && id == 5)
                part.DefinitionSize = reader.ReadInt32();
            else if (isSecond && type == ThriftType.Int32 && id == 6)
                part.RepetitionSize = reader.ReadInt32();
            else if (isSecond && type == ThriftType.False && id == 7)
                part.IsPlain = true;
            else
                reader.Skip(type);
        }

        return part;
    }

    private struct Part
    {
        public bool IsThere;
        public int Values;
        public ParquetEncoding Encoding;
        public int DefinitionSize;
        public int RepetitionSize;
        public bool IsPlain;
        public int OldLevels;
    }
}
