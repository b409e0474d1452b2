namespace SneTools;

/// <summary>The description at the end of a Parquet file: what of it is needed to read the rows, each number held against the file.
/// </summary>
/// <param name="Schema">The columns, and the records that they lie in, in the order of the file.</param>
/// <param name="Groups">The groups of rows.</param>
internal sealed record ParquetFooter(IReadOnlyList<ParquetSchemaNode> Schema, IReadOnlyList<ParquetGroup> Groups)
{
    /// <summary>Reads a description.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="end">Where the pages end in the file and the description begins.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="SneException">It promises what cannot be.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> bytes, long end)
    {
        var reader = new ThriftReader(bytes);
        List<ParquetSchemaNode> schema = [];
        Dictionary<string, ParquetLeaf> leaves = [];
        List<ParquetGroup> groups = [];
        long? promised = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (2, ThriftType.List):
                    schema = ParquetSchemaReader.Read(ref reader);
                    leaves = ParquetSchemaReader.Leaves(schema);
                    break;
                case (3, ThriftType.Int64):
                    promised = reader.ReadInt64();
                    break;
                case (4, ThriftType.List):
                    for (int left = reader.ReadList(ThriftType.Struct); left > 0; left--)
                        groups.Add(ReadGroup(ref reader, leaves, end));
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (schema.Count == 0)
            throw new InvalidDataException("its description has no columns");
        RequireRows(promised, groups);
        return new ParquetFooter(schema, groups);
    }

    /// <summary>The path of a column as a key.</summary>
    public static string Key(IEnumerable<string> path) => string.Join('\0', path);

    private static void RequireRows(long? promised, List<ParquetGroup> groups)
    {
        long rows = 0;
        foreach (ParquetGroup group in groups)
            rows += group.Rows;
        if (rows != promised)
            throw Promises($"{promised} rows, and its groups {rows}");
        if (rows > int.MaxValue)
            throw new SneException(SneError.OutOfMemory, FormattableString.Invariant($"The {rows} rows are beyond the {int.MaxValue} that can be read."));
    }

    private static ParquetGroup ReadGroup(ref ThriftReader reader, Dictionary<string, ParquetLeaf> leaves, long end)
    {
        List<ParquetChunk> chunks = [];
        long? rows = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (1, ThriftType.List):
                    for (int left = reader.ReadList(ThriftType.Struct); left > 0; left--)
                        chunks.Add(ReadChunk(ref reader, leaves, end));
                    break;
                case (3, ThriftType.Int64):
                    rows = reader.ReadInt64();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (rows is null or < 0 or > int.MaxValue)
            throw Promises($"{rows} rows in a group; from 0 to {int.MaxValue} can be read");
        return new ParquetGroup(rows.Value, chunks);
    }

    private static ParquetChunk ReadChunk(ref ThriftReader reader, Dictionary<string, ParquetLeaf> leaves, long end)
    {
        ParquetChunk? chunk = null;
        string? file = null;
        bool isEncrypted = false;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (1, ThriftType.Binary):
                    file = reader.ReadString();
                    break;
                case (3, ThriftType.Struct):
                    chunk = ReadMetadata(ref reader, leaves, end);
                    break;
                case (8, ThriftType.Struct):
                    isEncrypted = true;
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (file is not null)
            throw Promises($"a column in another file, '{Refusal.Shorten(file)}'");
        return chunk is null ? throw Promises($"a column and does not describe it") : chunk with { IsEncrypted = isEncrypted };
    }

    private static ParquetChunk ReadMetadata(ref ThriftReader reader, Dictionary<string, ParquetLeaf> leaves, long end)
    {
        long? type = null, codec = null, values = null, bytes = null, data = null, dictionary = null;
        string path = string.Empty;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType kind))
        {
            switch (id, kind)
            {
                case (1, ThriftType.Int32):
                    type = reader.ReadInt32();
                    break;
                case (3, ThriftType.List):
                    path = ReadPath(ref reader);
                    break;
                case (4, ThriftType.Int32):
                    codec = reader.ReadInt32();
                    break;
                case (5, ThriftType.Int64):
                    values = reader.ReadInt64();
                    break;
                case (7, ThriftType.Int64):
                    bytes = reader.ReadInt64();
                    break;
                case (9, ThriftType.Int64):
                    data = reader.ReadInt64();
                    break;
                case (11, ThriftType.Int64):
                    dictionary = reader.ReadInt64();
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        if (!leaves.TryGetValue(path, out ParquetLeaf? leaf) || type != (int)leaf.Type)
            throw Promises($"a column '{Refusal.Shorten(path.Replace('\0', '.'))}' of type {type}, which is not in its schema");
        if (values is null or < 0 or > int.MaxValue)
            throw Promises($"{values} values in a column; from 0 to {int.MaxValue} can be read");
        if (codec is null || bytes is null || data is null)
            throw Promises($"a column and does not say where it lies");
        long start = dictionary is > 0 && dictionary < data ? dictionary.Value : data.Value;
        if (start < 4 || bytes < 0 || start > end - bytes)
            throw Promises($"{bytes} bytes of a column at offset {start}; its pages end at {end}");
        return new ParquetChunk(leaf, (ParquetCodec)codec, (int)values, start, bytes.Value, IsEncrypted: false);
    }

    private static string ReadPath(ref ThriftReader reader)
    {
        var path = new List<string>();
        for (int left = reader.ReadList(ThriftType.Binary); left > 0; left--)
            path.Add(reader.ReadString());
        return Key(path);
    }

    private static SneException Promises(FormattableString what) => new(
        SneError.InvalidFile, "The description of the Parquet file promises " + FormattableString.Invariant(what) + ".");
}
