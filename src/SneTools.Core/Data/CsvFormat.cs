namespace SneTools;

/// <summary>Comma- and tab-separated text. It has no signature; what is nothing else is text.</summary>
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
    public Dataset Read(
        DataSource source,
        ImportOptions options,
        Action<double>? progress,
        CancellationToken cancellation) => CsvTable.Read(source, options, progress, cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, char? delimiter, CancellationToken cancellation) =>
        CsvTable.ReadHeader(source, delimiter);

    /// <inheritdoc/>
    /// <remarks>A file named .csv or .tsv has a header, and may quote its cells; in others every line is a label as it stands.
    /// </remarks>
    public IReadOnlyList<string?> ReadLabels(DataSource source, int? first, CancellationToken cancellation) =>
        HasName(source.Name)
            ? CsvTable.ReadColumn(source, first, cancellation)
            : ReadLines(source, first, cancellation);

    private static List<string?> ReadLines(DataSource source, int? first, CancellationToken cancellation)
    {
        using var text = new StreamReader(source.Content, detectEncodingFromByteOrderMarks: true);
        var labels = new List<string?>();
        while (labels.Count < (first ?? int.MaxValue) && text.ReadLine() is { } line)
        {
            if (labels.Count % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
            labels.Add(line.Length == 0 ? null : line);
        }

        return labels;
    }
}
