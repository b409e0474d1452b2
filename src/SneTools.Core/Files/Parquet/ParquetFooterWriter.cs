namespace SneTools;

/// <summary>Writes the description of a Parquet file anew, for the library: what is needed to read the rows, and nothing else.
/// </summary>
internal static class ParquetFooterWriter
{
    /// <summary>Writes a description.</summary>
    /// <param name="footer">What it says.</param>
    /// <param name="startOf">Where the pages of a column begin: the group, the column, both counted from 0.</param>
    public static byte[] Write(ParquetFooter footer, Func<int, int, long> startOf)
    {
        var writer = new ThriftWriter();
        writer.Struct(() =>
        {
            writer.Int32(1, 1);
            writer.List(2, ThriftType.Struct, footer.Schema.Count);
            foreach (ParquetSchemaNode node in footer.Schema)
                writer.Struct(() => Write(writer, node));
            writer.Int64(3, footer.Groups.Sum(group => group.Rows));
            writer.List(4, ThriftType.Struct, footer.Groups.Count);
            for (int g = 0; g < footer.Groups.Count; g++)
            {
                int index = g;
                writer.Struct(() => Write(writer, footer.Groups[index], k => startOf(index, k)));
            }
        });
        return writer.Bytes.ToArray();
    }

    private static void Write(ThriftWriter writer, ParquetSchemaNode node)
    {
        writer.Int32(1, node.Type);
        writer.Int32(2, node.Size);
        writer.Int32(3, node.Repetition);
        writer.Text(4, node.Name);
        writer.Int32(5, node.Children);
        writer.Int32(6, node.Meaning);
        writer.Int32(7, node.Scale);
        writer.Int32(8, node.Precision);
        if (node.Logical is { } meaning)
            writer.Struct(10, () => writer.Struct(meaning.Kind, () => Write(writer, meaning)));
    }

    private static void Write(ThriftWriter writer, ParquetMeaning meaning)
    {
        switch (meaning.Kind)
        {
            case ParquetMeaning.Decimal:
                writer.Int32(1, meaning.First);
                writer.Int32(2, meaning.Second);
                break;
            case ParquetMeaning.Integer:
                writer.Byte(1, (byte)meaning.First);
                writer.Truth(2, meaning.Second != 0);
                break;
            case ParquetMeaning.Time or ParquetMeaning.Timestamp:
                writer.Truth(1, meaning.First != 0);
                writer.Struct(2, () => writer.Struct(meaning.Second, () => { }));
                break;
            default:
                break;
        }
    }

    private static void Write(ThriftWriter writer, ParquetGroup group, Func<int, long> startOf)
    {
        writer.List(1, ThriftType.Struct, group.Chunks.Count);
        for (int k = 0; k < group.Chunks.Count; k++)
        {
            ParquetChunk chunk = group.Chunks[k];
            long start = startOf(k);
            writer.Struct(() => writer.Struct(3, () => Write(writer, chunk, start)));
        }

        writer.Int64(2, group.Chunks.Sum(chunk => chunk.Bytes));
        writer.Int64(3, group.Rows);
    }

    /// <summary>A column whose pages are given plainly.</summary>
    private static void Write(ThriftWriter writer, ParquetChunk chunk, long start)
    {
        writer.Int32(1, (int)chunk.Leaf.Type);
        writer.List(2, ThriftType.Int32, 0);
        writer.List(3, ThriftType.Binary, chunk.Leaf.Path.Count);
        foreach (string name in chunk.Leaf.Path)
            writer.Text(name);
        writer.Int32(4, (int)ParquetCodec.None);
        writer.Int64(5, chunk.Values);
        writer.Int64(6, chunk.Bytes);
        writer.Int64(7, chunk.Bytes);
        writer.Int64(9, start);
    }
}
