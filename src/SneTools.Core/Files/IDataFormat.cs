namespace SneTools;

/// <summary>A kind of file that data can be read from.</summary>
internal interface IDataFormat
{
    /// <summary>The format's name, for messages.</summary>
    string Name { get; }

    /// <summary>True when a file begins as files of this format do.</summary>
    /// <param name="head">The first bytes, of the decompressed contents.</param>
    bool HasSignature(ReadOnlySpan<byte> head);

    /// <summary>True when a file is named like files of this format.</summary>
    /// <param name="name">The name without folder, and without the .gz of a compressed file.</param>
    bool HasName(string name);

    /// <summary>Reads the rows.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="batches">Takes the rows, on the thread that reads them.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The contents cannot be used.</exception>
    void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation);

    /// <summary>Reads the names of the columns alone.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The contents cannot be used.</exception>
    IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation);

    /// <summary>Counts the rows, with as little reading as the format allows.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The contents cannot be used.</exception>
    long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation);

    /// <summary>Reads a file that holds one label for every row of another.</summary>
    /// <param name="source">The file, at its beginning.</param>
    /// <param name="options">How to read it: of what is in it, the encoding and the most labels read.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>A text for every row; null where there is none. They are read as they are asked for, and until the last one was the file must
    /// stay open.</returns>
    /// <exception cref="SneException">The contents cannot be used, or have more than one column.</exception>
    IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation);
}
