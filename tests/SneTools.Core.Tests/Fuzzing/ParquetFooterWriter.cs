namespace SneTools.Tests;

/// <summary>Writes the description of a Parquet file: what is needed to read the rows, and nothing else.</summary>
internal static class ParquetFooterWriter
{
    /// <summary>Writes a description.</summary>
    /// <param name="schema">The columns, and the records that they lie in.</param>
    /// <param name="groups">The groups of rows.</param>
    public static byte[] Write(IReadOnlyList<ParquetSchemaNode> schema, IReadOnlyList<ParquetGroup> groups)
    {
        var writer = new ThriftWriter();
        writer.Struct(() =>
        {
            writer.Int32(1, 1);
            writer.List(2, ThriftType.Struct, schema.Count);
            foreach (ParquetSchemaNode node in schema)
                writer.Struct(() => Write(writer, node));
            writer.Int64(3, groups.Sum(group => group.Rows));
            writer.List(4, ThriftType.Struct, groups.Count);
            foreach (ParquetGroup group in groups)
                writer.Struct(() => Write(writer, group));
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

    private static void Write(ThriftWriter writer, ParquetGroup group)
    {
        writer.List(1, ThriftType.Struct, group.Chunks.Count);
        foreach (ParquetChunk chunk in group.Chunks)
            writer.Struct(() => writer.Struct(3, () => Write(writer, chunk)));

        writer.Int64(2, group.Chunks.Sum(chunk => chunk.Bytes));
        writer.Int64(3, group.Rows);
    }

    private static void Write(ThriftWriter writer, ParquetChunk chunk)
    {
        writer.Int32(1, (int)chunk.Leaf.Type);
        writer.List(2, ThriftType.Int32, 0);
        writer.List(3, ThriftType.Binary, chunk.Leaf.Path.Count);
        foreach (string name in chunk.Leaf.Path)
            writer.Text(name);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.Values);
        writer.Int64(6, chunk.Bytes);
        writer.Int64(7, chunk.Bytes);
        writer.Int64(9, chunk.Start);
    }
}
