namespace SneTools;

/// <summary>Apache Parquet: typed columns in groups of rows, with their description at the end of the file.</summary>
internal sealed class ParquetFormat : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "Parquet";

    /// <inheritdoc/>
    public bool HasSignature(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8) || head.StartsWith("PARE"u8);

    /// <inheritdoc/>
    public bool HasName(string name) =>
        name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".pq", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        using ParquetContents contents = ParquetContents.Open(source, cancellation);
        batches.Metadata = contents.Metadata;
        new ParquetTable(contents, options, batches).Read(progress, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        using ParquetContents contents = ParquetContents.Open(source, cancellation);
        return [.. contents.Fields.Select(field => field.Name)];
    }

    /// <inheritdoc/>
    public long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        using ParquetContents contents = ParquetContents.Open(source, cancellation);
        return contents.Rows;
    }

    /// <inheritdoc/>
    public IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        using ParquetContents contents = ParquetContents.Open(source, cancellation);
        foreach (string? text in ParquetTable.ReadTexts(contents, options.First, cancellation))
            yield return text;
    }
}
