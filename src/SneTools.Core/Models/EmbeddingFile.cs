namespace SneTools;

/// <summary>Writes maps to files of every format there is: the columns that rode along, then Y1 … Yl, a row for every point. A Parquet file says how
/// the map came about, too, in its metadata.</summary>
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

    /// <summary>What the names of files of a format end with, with its point.</summary>
    internal static string ExtensionOf(EmbeddingFormat format) => $".{format.ToString().ToLowerInvariant()}";

    /// <summary>Writes a map, wholly or not at all. A link stays, and the file that it leads to keeps its mode and owner; a device, a pipe
    /// or the output of this process is written through.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="escapesFormulas">True if the text is for a spreadsheet, which would take a label such as =1+1 for a formula: an apostrophe
    /// comes before it.</param>
    /// <param name="cancellation">Ends the writing: what was there stays.</param>
    /// <exception cref="SneException">A label has the name of a coordinate, or the format cannot hold a label.</exception>
    /// <exception cref="IOException">The file is there and must not be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(
        Embedding embedding, string path, EmbeddingFormat format, bool overwrite = false, bool escapesFormulas = false, CancellationToken cancellation = default)
    {
        Dataset table = ToTable(embedding, format, escapesFormulas);
        AtomicFile.Write(path, overwrite, stream => Write(table, stream, format, embedding), cancellation: cancellation);
    }

    /// <summary>Puts a map behind those of a text that is there; writes a new one if none is. The file is the old or the new one at
    /// any time, and of several writers one waits for the other. What is written through, a pipe for example, keeps nothing that could be looked at.</summary>
    /// <param name="embedding">The map.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="hasHeader">False if what is written through has got its header already.</param>
    /// <exception cref="SneException"><see cref="SneError.CannotAppend"/>: the file is no text in UTF-8, or has other columns.
    /// </exception>
    /// <param name="patience">How long to wait while others append to the same file; null for a minute.</param>
    /// <param name="escapesFormulas">True if the text is for a spreadsheet.</param>
    /// <param name="cancellation">Ends the waiting, or the writing.</param>
    /// <exception cref="IOException">The file cannot be read or written, or others append to it all the time.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static void Append(
        Embedding embedding, string path, EmbeddingFormat format, bool hasHeader = true, TimeSpan? patience = null, bool escapesFormulas = false, CancellationToken cancellation = default)
    {
        Dataset table = ToTable(embedding, format, escapesFormulas);
        if (format is not (EmbeddingFormat.Csv or EmbeddingFormat.Tsv))
            throw new SneException(SneError.CannotAppend, $"'{path}': nothing can be put behind a whole {format} file; write a .csv or .tsv, or a file for every map.");
        WritePlace place = AtomicFile.Require(path, overwrite: true);
        if (place.IsThrough)
        {
            AtomicFile.Write(path, overwrite: true, stream => CsvTableWriter.Write(table, stream, Delimiter(format), hasHeader), cancellation: cancellation);
            return;
        }

        using AppendLock held = AppendLock.Take(place.Path, patience ?? AppendLock.Patience, cancellation);
        place = AtomicFile.Require(path, overwrite: true);
        if (!place.IsThere || new FileInfo(place.Path).Length == 0)
            AtomicFile.Write(path, overwrite: true, stream => Write(table, stream, format, embedding), cancellation: cancellation);
        else
            CsvTableWriter.Append(table, path, Delimiter(format), cancellation);
    }

    private static char Delimiter(EmbeddingFormat format) => format == EmbeddingFormat.Tsv ? '\t' : ',';

    private static void Write(Dataset table, Stream stream, EmbeddingFormat format, Embedding embedding)
    {
        switch (format)
        {
            case EmbeddingFormat.Npy:
                NpyTableWriter.Write(table, stream);
                break;
            case EmbeddingFormat.Parquet:
                ParquetTableWriter.Write(table, stream, RunParameters.Metadata(embedding));
                break;
            default:
                CsvTableWriter.Write(table, stream, Delimiter(format), hasHeader: true);
                break;
        }
    }

    /// <summary>The table that a file of a map holds.</summary>
    private static Dataset ToTable(Embedding embedding, EmbeddingFormat format, bool escapesFormulas)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        if (escapesFormulas && format is not (EmbeddingFormat.Csv or EmbeddingFormat.Tsv))
            throw new SneException(SneError.InvalidOption, $"Formulas are escaped in text, which spreadsheets open; {format} is none.", column: "EscapeFormula");
        LabelColumn[] labels = [.. embedding.Labels.Select(label => escapesFormulas ? SpreadsheetText.Escape(label) : label)];
        var table = new Dataset(embedding.Map, embedding.Coordinates, labels);
        ColumnNames.RequireDistinct(table.Labels.Select(label => label.Name).Concat(table.Columns));
        return table;
    }
}
