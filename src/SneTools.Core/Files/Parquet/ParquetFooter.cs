namespace SneTools;

/// <summary>The description at the end of a Parquet file: what of it is needed to read the rows, each number held against the file.
/// </summary>
/// <param name="Fields">The columns.</param>
/// <param name="Groups">The groups of rows.</param>
/// <param name="Metadata">What the program that wrote the file says of it, by name.</param>
internal sealed record ParquetFooter(IReadOnlyList<ParquetField> Fields, IReadOnlyList<ParquetGroup> Groups, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads a description.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="end">Where the pages end in the file and the description begins.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="SneException">It promises what cannot be.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> bytes, long end)
    {
        var reader = new ThriftReader(bytes);
        ParquetSchemaTree? schema = null;
        List<ParquetGroup> groups = [];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (2, ThriftType.List):
                    schema = new ParquetSchemaTree(ParquetSchemaReader.Read(ref reader));
                    break;
                case (4, ThriftType.List) when schema is not null:
                    for (int left = reader.ReadList(ThriftType.Struct); left > 0; left--)
                        groups.Add(ReadGroup(ref reader, schema.Leaves, end));
                    break;
                case (5, ThriftType.List):
                    for (int left = reader.ReadList(ThriftType.Struct); left > 0; left--)
                        ReadPair(ref reader, metadata);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (schema is null)
            throw new InvalidDataException("its description has no columns");
        RequireRows(groups);
        return new ParquetFooter(schema.Fields, groups, metadata);
    }

    /// <summary>The groups tell how many rows there are; what else the description says of it is not always true.</summary>
    private static void RequireRows(List<ParquetGroup> groups)
    {
        long rows = 0;
        foreach (ParquetGroup group in groups)
            rows += group.Rows;
        if (rows > int.MaxValue)
            throw new SneException(SneError.OutOfMemory, FormattableString.Invariant($"The {rows} rows are beyond the {int.MaxValue} that can be read."));
    }

    private static void ReadPair(ref ThriftReader reader, Dictionary<string, string> metadata)
    {
        string? key = null;
        string? value = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (1, ThriftType.Binary):
                    key = reader.ReadString();
                    break;
                case (2, ThriftType.Binary):
                    value = reader.ReadString();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (key is not null && value is not null)
            metadata[key] = value;
    }

    private static ParquetGroup ReadGroup(ref ThriftReader reader, IReadOnlyList<ParquetLeaf> leaves, long end)
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
                    {
                        chunks.Add(chunks.Count < leaves.Count
                            ? ReadChunk(ref reader, leaves[chunks.Count], end)
                            : throw Promises($"more columns in a group than the {leaves.Count} of its schema"));
                    }

                    break;
                case (3, ThriftType.Int64):
                    rows = reader.ReadInt64();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (chunks.Count != leaves.Count)
            throw Promises($"{chunks.Count} columns in a group, and {leaves.Count} in its schema");
        if (rows is null or < 0 or > int.MaxValue)
            throw Promises($"{rows} rows in a group; from 0 to {int.MaxValue} can be read");
        return new ParquetGroup(rows.Value, chunks);
    }

    /// <summary>Reads what is said of a column. Where its values cannot be reached, that is a matter of who asks for them.</summary>
    private static ParquetChunk ReadChunk(ref ThriftReader reader, ParquetLeaf leaf, long end)
    {
        ParquetChunk? chunk = null;
        string? problem = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType type))
        {
            switch (id, type)
            {
                case (1, ThriftType.Binary):
                    problem = $"its values are in another file, '{Refusal.Shorten(reader.ReadString())}'";
                    break;
                case (3, ThriftType.Struct):
                    chunk = ReadMetadata(ref reader, leaf, end);
                    break;
                case (8, ThriftType.Struct):
                    problem = "it is encrypted";
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (chunk is null && problem is null)
            throw Promises($"a column '{Refusal.Shorten(leaf.Name)}' and does not describe it");
        return (chunk ?? new ParquetChunk(leaf, ParquetCodec.None, 0, 0, 0, problem)) with { Problem = problem ?? chunk?.Problem };
    }

    private static ParquetChunk ReadMetadata(ref ThriftReader reader, ParquetLeaf leaf, long end)
    {
        long? type = null, codec = null, values = null, bytes = null, data = null, dictionary = null;
        int id = 0;
        while (reader.NextField(ref id, out ThriftType kind))
        {
            switch (id, kind)
            {
                case (1, ThriftType.Int32):
                    type = reader.ReadInt32();
                    break;
                case (3, ThriftType.List):
                    RequirePath(ref reader, leaf);
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

        if (type != (int)leaf.Type)
            throw Promises($"a column '{Refusal.Shorten(leaf.Name)}' of type {type}, which is not in its schema");
        if (values is null or < 0 or > int.MaxValue)
            throw Promises($"{values} values in a column; from 0 to {int.MaxValue} can be read");
        if (codec is null || bytes is null || data is null)
            throw Promises($"a column and does not say where it lies");
        long start = dictionary is > 0 && dictionary < data ? dictionary.Value : data.Value;
        if (values > 0 && (start < 4 || bytes < 0 || start > end - bytes))
            throw Promises($"{bytes} bytes of a column at offset {start}; its pages end at {end}");
        string? problem = PageCodec.IsKnown((ParquetCodec)codec) ? null : PageCodec.Unknown((ParquetCodec)codec);
        return new ParquetChunk(leaf, (ParquetCodec)codec, (int)values, start, bytes.Value, problem);
    }

    private static void RequirePath(ref ThriftReader reader, ParquetLeaf leaf)
    {
        var path = new List<string>();
        for (int left = reader.ReadList(ThriftType.Binary); left > 0; left--)
            path.Add(reader.ReadString());
        if (!path.SequenceEqual(leaf.Path))
            throw Promises($"a column '{Refusal.Shorten(string.Join('.', path))}' where its schema has '{Refusal.Shorten(leaf.Name)}'");
    }

    private static SneException Promises(FormattableString what) => new(
        SneError.InvalidFile, "The description of the Parquet file promises " + FormattableString.Invariant(what) + ".");
}
