namespace SneTools.Tests;

/// <summary>Parquet files of one column, page by page, with pages that no writer here writes and numbers that are not true.</summary>
internal static class HandmadeParquet
{
    /// <summary>A page of values of the first version.</summary>
    public static byte[] Page(int values, ParquetEncoding encoding, byte[] contents, int? fullSize = null) => PageOf(0, contents, fullSize, head => head.Struct(5, () =>
    {
        head.Int32(1, values);
        head.Int32(2, (int)encoding);
        head.Int32(3, 3);
        head.Int32(4, 3);
    }));

    /// <summary>A page of values of the second version, with its levels before the values.</summary>
    public static byte[] SecondPage(int values, int missing, ParquetEncoding encoding, byte[] levels, byte[] contents, bool isCompressed = false) =>
        PageOf(3, [.. levels, .. contents], null, head => head.Struct(8, () =>
        {
            head.Int32(1, values);
            head.Int32(2, missing);
            head.Int32(3, values);
            head.Int32(4, (int)encoding);
            head.Int32(5, levels.Length);
            head.Int32(6, 0);
            head.Truth(7, isCompressed);
        }));

    /// <summary>A dictionary.</summary>
    public static byte[] Dictionary(int values, byte[] contents, int? fullSize = null) => PageOf(2, contents, fullSize, head => head.Struct(7, () =>
    {
        head.Int32(1, values);
        head.Int32(2, 0);
    }));

    /// <summary>A file of one column 'a'.</summary>
    /// <param name="type">How its values are stored.</param>
    /// <param name="rows">How many the description promises.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="isOptional">True when values may be missing.</param>
    /// <param name="change">Changes the description.</param>
    /// <param name="codec">How the pages say that they are compressed.</param>
    public static byte[] OneColumn(
        ParquetType type, int rows, byte[][] pages, bool isOptional = false, Action<ParquetSchemaNode>? change = null, ParquetCodec codec = ParquetCodec.None)
    {
        var column = new ParquetSchemaNode { Name = "a", Type = (int)type, Repetition = isOptional ? 1 : 0 };
        change?.Invoke(column);
        return Of([column], rows, rows, pages, codec);
    }

    /// <summary>A file of one column, which lies in others.</summary>
    /// <param name="nodes">What the column lies in, from the outside to the inside, and the column.</param>
    /// <param name="rows">How many rows the description promises.</param>
    /// <param name="values">How many values.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="codec">How the pages say that they are compressed.</param>
    public static byte[] Of(ParquetSchemaNode[] nodes, int rows, int values, byte[][] pages, ParquetCodec codec = ParquetCodec.None)
    {
        byte[] body = [.. pages.SelectMany(page => page)];
        foreach (ParquetSchemaNode node in nodes[..^1])
            node.Children = 1;
        var leaf = new ParquetLeaf([.. nodes.Select(node => node.Name)], (ParquetType)nodes[^1].Type!, 0, 0, 0);
        var chunk = new ParquetChunk(leaf, codec, values, 4, body.Length, null);
        return Join(body, ParquetFooterWriter.Write([new ParquetSchemaNode { Name = "root", Children = 1 }, .. nodes], [new ParquetGroup(rows, [chunk])]));
    }

    /// <summary>A file with a description of one's own.</summary>
    public static byte[] Join(byte[] body, byte[] description) =>
        [.. "PAR1"u8, .. body, .. description, .. BitConverter.GetBytes(description.Length), .. "PAR1"u8];

    /// <summary>A number in parts of seven bits.</summary>
    public static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        return [.. bytes, (byte)number];
    }

    private static byte[] PageOf(int kind, byte[] contents, int? fullSize, Action<ThriftWriter> fields)
    {
        var head = new ThriftWriter();
        head.Struct(() =>
        {
            head.Int32(1, kind);
            head.Int32(2, fullSize ?? contents.Length);
            head.Int32(3, contents.Length);
            fields(head);
        });
        return [.. head.Bytes, .. contents];
    }
}
