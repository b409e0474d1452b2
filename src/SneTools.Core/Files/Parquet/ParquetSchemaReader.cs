namespace SneTools;

/// <summary>Reads the schema of a Parquet file.</summary>
internal static class ParquetSchemaReader
{
    /// <summary>Digits of a decimal number.</summary>
    private const int MostDigits = 250;

    /// <summary>Reads the nodes: a record before what lies in it.</summary>
    public static List<ParquetSchemaNode> Read(ref ThriftReader reader)
    {
        var nodes = new List<ParquetSchemaNode>();
        for (int left = reader.ReadList(ThriftType.Struct); left > 0; left--)
            nodes.Add(ReadNode(ref reader));
        return nodes;
    }

    private static ParquetSchemaNode ReadNode(ref ThriftReader reader)
    {
        var node = new ParquetSchemaNode();
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            if (type == ThriftType.Int32 && id is >= 1 and <= 8 and not 4)
                Put(node, id, reader.ReadInt32());
            else if (type == ThriftType.Binary && id == 4)
                node.Name = reader.ReadString();
            else if (type == ThriftType.Struct && id == 10)
                node.Logical = ReadMeaning(ref reader);
            else
                reader.Skip(type);
        }

        if (node.Size < 0 || node.Scale is < 0 or > MostDigits || node.Precision is < 0 or > MostDigits)
            throw new InvalidDataException($"its schema has a column of {node.Size} bytes, {node.Precision} digits and {node.Scale} behind the point");
        return node;
    }

    private static void Put(ParquetSchemaNode node, int id, int number)
    {
        switch (id)
        {
            case 1:
                node.Type = number;
                break;
            case 2:
                node.Size = number;
                break;
            case 3:
                node.Repetition = number is >= 0 and <= 2 ? number : throw new InvalidDataException($"its schema has a column of repetition {number}");
                break;
            case 5:
                node.Children = number;
                break;
            case 6:
                node.Meaning = number;
                break;
            case 7:
                node.Scale = number;
                break;
            default:
                node.Precision = number;
                break;
        }
    }

    private static ParquetMeaning? ReadMeaning(ref ThriftReader reader)
    {
        ParquetMeaning? meaning = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            if (type == ThriftType.Struct && ParquetMeaning.HasParts(id))
            {
                meaning = ReadParts(ref reader, id);
                continue;
            }

            if (type == ThriftType.Struct && id != ParquetMeaning.Interval)
                meaning = new ParquetMeaning(id, 0, 0);
            reader.Skip(type);
        }

        return meaning;
    }

    /// <summary>Two numbers at most: of a truth 0 or 1, of a unit of time its place in the list of them.</summary>
    private static ParquetMeaning ReadParts(ref ThriftReader reader, int kind)
    {
        Span<int> parts = stackalloc int[2];
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            if (id is not (1 or 2))
            {
                reader.Skip(type);
                continue;
            }

            parts[id - 1] = type switch
            {
                ThriftType.True => 1,
                ThriftType.False => 0,
                ThriftType.Byte => reader.ReadByte(),
                ThriftType.Int32 => reader.ReadInt32(),
                ThriftType.Struct => ReadUnit(ref reader),
                _ => throw new InvalidDataException("its schema has a meaning that cannot be read"),
            };
        }

        if (kind == ParquetMeaning.Decimal && (parts[0] is < 0 or > MostDigits || parts[1] is < 0 or > MostDigits))
            throw new InvalidDataException($"its schema has decimal numbers of {parts[1]} digits, {parts[0]} of them behind the point");
        return new ParquetMeaning(kind, parts[0], parts[1]);
    }

    private static int ReadUnit(ref ThriftReader reader)
    {
        int unit = 0;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            unit = type == ThriftType.Struct ? id : unit;
            reader.Skip(type);
        }

        return unit is >= 1 and <= 3 ? unit : throw new InvalidDataException("its schema has times of a unit that is not known");
    }
}
