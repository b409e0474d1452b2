namespace SneTools;

/// <summary>Tables of text: cells with commas, tabs, semicolons, bars or blanks between them. It has no signature; what is nothing else is text.</summary>
internal sealed class CsvFormat : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "CSV";

    /// <inheritdoc/>
    public bool HasSignature(ReadOnlySpan<byte> head) => false;

    /// <inheritdoc/>
    public bool HasName(string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation) => CsvTable.Read(source, options, batches, progress, cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        CsvTable.ReadHeader(source, options);

    /// <inheritdoc/>
    public long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        CsvTable.CountRows(source, options, cancellation);

    /// <inheritdoc/>
    /// <remarks>A file named .csv or .tsv has a header, and may quote its cells; in others every line is a label as it stands.
    /// </remarks>
    public IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        HasName(source.Name)
            ? CsvTable.ReadColumn(source, options, cancellation)
            : CsvTable.ReadLines(source, options, cancellation);
}
