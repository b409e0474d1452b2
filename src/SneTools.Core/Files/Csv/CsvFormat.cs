using System.Text;

namespace SneTools;

/// <summary>Comma- and tab-separated text. It has no signature; what is nothing else is text.</summary>
internal sealed class CsvFormat : IDataFormat
{
    /// <summary>Characters of a label that stands in a line of its own.</summary>
    private const int LongestLabel = 1 << 20;

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
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        CsvTable.ReadHeader(source, options.Delimiter);

    /// <inheritdoc/>
    /// <remarks>A file named .csv or .tsv has a header, and may quote its cells; in others every line is a label as it stands.
    /// </remarks>
    public IReadOnlyList<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        HasName(source.Name)
            ? CsvTable.ReadColumn(source, options.First, cancellation)
            : ReadLines(source, options.First, cancellation);

    private static List<string?> ReadLines(DataSource source, int? first, CancellationToken cancellation)
    {
        using var text = new StreamReader(source.Content, detectEncodingFromByteOrderMarks: true);
        var labels = new List<string?>();
        var line = new StringBuilder();
        while (labels.Count < (first ?? int.MaxValue) && ReadLine(text, line, labels.Count + 1))
        {
            if (labels.Count % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                CsvTable.RequireSize(source, labels.Count);
            }

            labels.Add(line.Length == 0 ? null : line.ToString());
        }

        return labels;
    }

    /// <summary>Reads a line, unless it is one that no label can be.</summary>
    /// <returns>False at the end of the text.</returns>
    private static bool ReadLine(StreamReader text, StringBuilder line, int row)
    {
        line.Clear();
        for (int next = text.Read(); next >= 0; next = text.Read())
        {
            if (next == '\r' && text.Peek() == '\n')
                text.Read();
            if (next is '\r' or '\n')
                return true;
            if (line.Length == LongestLabel)
                throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"Line {row} has more than {LongestLabel} characters: it is no label."), row);
            line.Append((char)next);
        }

        return line.Length > 0;
    }
}
