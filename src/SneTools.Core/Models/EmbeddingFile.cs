namespace SneTools;

/// <summary>Writes maps to files of every format there is: the columns that rode along, then Y1 … Yl, a row for every point.</summary>
public static class EmbeddingFile
{
    /// <summary>The format that a file's name asks for: .csv, .txt or none, .tsv, .npy, .parquet or .pq.</summary>
    /// <returns>Null for any other name.</returns>
    public static EmbeddingFormat? FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        "" or ".CSV" or ".TXT" => EmbeddingFormat.Csv,
        ".TSV" => EmbeddingFormat.Tsv,
        ".NPY" => EmbeddingFormat.Npy,
        ".PARQUET" or ".PQ" => EmbeddingFormat.Parquet,
        _ => null,
    };

    /// <summary>Writes a map, wholly or not at all.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <exception cref="SneException">A label has the name of a coordinate, or the format cannot hold a label.</exception>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    public static void Write(Embedding embedding, string path, EmbeddingFormat format, bool overwrite = false)
    {
        RequireDistinctNames(embedding);
        AtomicFile.Write(path, overwrite, stream => Write(embedding, stream, format));
    }

    /// <summary>Puts a map behind those of a text that is there; writes a new one if none is. The file is the old or the new one at
    /// any time.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <exception cref="SneException"><see cref="SneError.CannotAppend"/>: the file is no text in UTF-8, or has other columns.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static void Append(Embedding embedding, string path, EmbeddingFormat format)
    {
        RequireDistinctNames(embedding);
        if (format is not (EmbeddingFormat.Csv or EmbeddingFormat.Tsv))
            throw new SneException(SneError.CannotAppend, $"'{path}': nothing can be put behind a whole {format} file; write a .csv or .tsv, or a file for every map.");
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            AtomicFile.Write(path, overwrite: true, stream => Write(embedding, stream, format));
            return;
        }

        char delimiter = Delimiter(format);
        IReadOnlyList<string> columns = EmbeddingCsv.ReadHeader(path, delimiter);
        string[] expected = [.. Columns(embedding)];
        if (!columns.SequenceEqual(expected))
        {
            throw new SneException(
                SneError.CannotAppend,
                $"'{path}' has the columns {string.Join(delimiter, columns)}, and this map {string.Join(delimiter, expected)}; rows of different columns do not go into one table.");
        }

        AtomicFile.Write(path, overwrite: true, stream =>
        {
            EmbeddingCsv.CopyLines(path, stream);
            EmbeddingCsv.Write(embedding, stream, delimiter, hasHeader: false);
        });
    }

    /// <summary>The names of a file's columns.</summary>
    internal static IEnumerable<string> Columns(Embedding embedding) =>
        embedding.Labels.Select(label => label.Name).Concat(embedding.Coordinates);

    private static char Delimiter(EmbeddingFormat format) => format == EmbeddingFormat.Tsv ? '\t' : ',';

    private static void Write(Embedding embedding, Stream stream, EmbeddingFormat format)
    {
        switch (format)
        {
            case EmbeddingFormat.Npy:
                EmbeddingNpy.Write(embedding, stream);
                break;
            case EmbeddingFormat.Parquet:
                EmbeddingParquet.Write(embedding, stream);
                break;
            default:
                EmbeddingCsv.Write(embedding, stream, Delimiter(format));
                break;
        }
    }

    private static void RequireDistinctNames(Embedding embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        string? twice = Columns(embedding).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
            throw Refusal.Twice(twice);
    }
}
