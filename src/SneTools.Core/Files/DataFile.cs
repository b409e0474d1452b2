namespace SneTools;

/// <summary>Reads files of every format there is: text tables (CSV, TSV), JSON, NPY, IDX and Parquet, each plain or compressed by gzip.
/// </summary>
public static class DataFile
{
    /// <summary>The name of the column that <see cref="ImportOptions.LabelPath"/> adds.</summary>
    public const string LabelName = "Label";

    /// <summary>Marks an error whose message has its path already.</summary>
    private const string Named = "SneTools.Path";

    private static readonly IDataFormat Text = new CsvFormat();
    private static readonly IDataFormat Json = new JsonFormat();
    private static readonly IDataFormat[] Formats = [new NpyFormat(), new IdxFormat(), new ParquetFormat(), Json, Text];

    /// <summary>Reads a file, and the labels of its rows if they lie in another one.</summary>
    /// <param name="path">The file. Its first bytes tell the format; where they do not, its name does.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file cannot be used; the message begins with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Dataset Read(
        string path,
        ImportOptions options,
        Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        Require(options);

        // The labels come first: they are soon read, and a mistake in their path soon found.
        LabelColumn? labels = options.LabelPath is { } labelPath
            ? Naming(labelPath, () => new LabelColumn(LabelName, ReadLabels(labelPath, options, cancellation).Skip(options.Skip).ToArray()))
            : null;
        Dataset? data = null;
        ReadInto(path, options, DatasetBatches.Whole(whole => data = whole), progress, cancellation);
        return labels is null ? data! : Naming(options.LabelPath!, () => data!.AddLabel(labels));
    }

    /// <summary>Reads a file of any length in batches: a data set for every so many rows. Put together they are what <see cref="Read"/>
    /// gives, and no more of the file is held than a batch, except of formats that tell what a row is only at their end (JSON with one column
    /// behind the other).</summary>
    /// <remarks>
    /// What is a number, a label, a vector or a row index is decided before the first batch, by what <paramref name="options"/> say and the
    /// first 1000 rows, so that all batches have the same columns; a later cell that does not fit is an error. A batch counts the file's rows
    /// (<see cref="Dataset.FirstRow"/>, <see cref="Dataset.DroppedRows"/>); one of which no row is left is passed over. The first batch has the
    /// <see cref="Dataset.Warnings"/>.
    /// </remarks>
    /// <param name="path">The file, as <see cref="Read"/> takes it.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="batchRows">Rows of the file in a batch, at least 1; null for as many as have about a million numbers, but at least 1000
    /// and at most 100 000.</param>
    /// <param name="take">Takes each batch, on this thread. What it throws ends the reading, and closes the file.</param>
    /// <param name="progress">Is told the share of the file read so far, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SneException">The file cannot be used; the message begins with its path. <see cref="SneError.InvalidOption"/>: what is
    /// asked for is known only once all rows are (see <see cref="RequireForBatches"/>).</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static ReadingSummary ReadBatches(
        string path,
        ImportOptions options,
        int? batchRows,
        Action<Dataset> take,
        Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(take);
        Require(options);
        RequireForBatches(options);
        OptionRange.Require(batchRows is null or >= 1, nameof(batchRows), batchRows ?? 0, "at least 1");
        using LabelFile? labels = options.LabelPath is { } labelPath ? new LabelFile(labelPath, ReadLabels(labelPath, options, cancellation).GetEnumerator()) : null;
        var batches = DatasetBatches.Of(
            batchRows,
            batch =>
            {
                Dataset data = labels?.Join(batch) ?? batch;
                Passing(() => take(data));
            },
            options.Skip,
            mayBeEmpty: options.Columns.Inputs is not null);
        ReadInto(path, options, batches, progress, cancellation);
        labels?.RequireEnd(options.Skip + batches.Rows);
        return new ReadingSummary(batches.Rows, batches.DroppedRows, batches.FirstDroppedRow, batches.Warnings.ToArray());
    }

    /// <summary>Counts the rows of a file: its header tells, or its description; of a text the records are counted, and of JSON the values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it, of which <see cref="ImportOptions.Skip"/> and <see cref="ImportOptions.First"/> do not count; null
    /// for the defaults.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Rows that <see cref="Read"/> finds, those that a policy would leave out included; whether they can be used is not looked at.</returns>
    /// <exception cref="SneException">The file cannot be used; the message begins with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static long CountRows(string path, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options = (options ?? new ImportOptions()) with { Columns = new ColumnSelection(), Skip = 0, First = null };
        return Naming(path, () =>
        {
            using var source = DataSource.Open(path, options.MaxExpandedSize, cancellation);
            return Detect(source, options).CountRows(source, options, cancellation);
        });
    }

    /// <summary>Refuses what is known only once all rows are, where batches are given away before.</summary>
    /// <param name="options">How a file is to be read.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>: means of columns, or a column for every category.</exception>
    public static void RequireForBatches(ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MissingValue == MissingValuePolicy.Mean && options.Columns.Inputs is null)
            throw new SneException(SneError.InvalidOption, "The mean of a column is known only once all rows are read, and batches go out before. Take MissingValue Drop, or read the file at once.", column: nameof(options.MissingValue));
        if (options.Columns.Categorical?.Any(name => name is not null) == true)
        {
            throw new SneException(
                SneError.InvalidOption,
                "The categories of a column are known only once all rows are read, and batches go out before. Name the column as Label: a model to which rows are added takes its own categories from there. Or read the file at once.",
                column: nameof(options.Columns.Categorical));
        }
    }

    /// <summary>Reads the names of a file's columns, and nothing behind them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The names as <see cref="Read"/> finds them: X1, X2, … where the format has none.</returns>
    /// <exception cref="SneException">The file cannot be used; the message begins with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadColumns(string path, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new ImportOptions();
        return Naming(path, () =>
        {
            using var source = DataSource.Open(path, options.MaxExpandedSize, cancellation);
            return Detect(source, options).ReadColumns(source, options, cancellation);
        });
    }

    /// <summary>Does work on a file, and puts its path before the message of an error.</summary>
    internal static T Naming<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SneException error) when (!error.Data.Contains(Named))
        {
            var named = new SneException(error.Error, $"{path}: {error.Message}", error.Row, error.Column, error);
            named.Data[Named] = path;
            throw named;
        }
        catch (OutOfMemoryException error)
        {
            throw MemoryBudget.Exceeded(
                $"{path}: what the file holds", "Read fewer rows with First, fewer columns with Property, or its rows in batches (Stream), if it is to be placed in a map.", error);
        }
    }

    /// <summary>Does work that is not on the file, whose errors stay as they are.</summary>
    private static void Passing(Action work)
    {
        try
        {
            work();
        }
        catch (SneException error)
        {
            error.Data[Named] = string.Empty;
            throw;
        }
    }

    private static void Require(ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Require(options.First is null or >= 1, nameof(options.First), options.First ?? 0, "at least 1");
        OptionRange.Require(options.Skip >= 0, nameof(options.Skip), options.Skip, "at least 0");
        OptionRange.Require(options.MaxExpandedSize is null or >= 1, nameof(options.MaxExpandedSize), options.MaxExpandedSize ?? 0, "at least 1");
    }

    private static void ReadInto(string path, ImportOptions options, DatasetBatches batches, Action<double>? progress, CancellationToken cancellation) => Naming(path, () =>
    {
        using var source = DataSource.Open(path, options.MaxExpandedSize, cancellation);
        Detect(source, options).Read(source, options, batches, progress, cancellation);
        return 0;
    });

    private static IEnumerable<string?> ReadLabels(string path, ImportOptions options, CancellationToken cancellation)
    {
        using var source = DataSource.Open(path, options.MaxExpandedSize, cancellation);
        ImportOptions all = options with { Skip = 0, First = options.First is null ? null : options.End };
        foreach (string? text in Detect(source, all).ReadLabels(source, all, cancellation))
            yield return text;
    }

    private static IDataFormat Detect(DataSource source, ImportOptions options)
    {
        ReadOnlySpan<byte> head = source.Content.Head;
        foreach (IDataFormat format in Formats)
        {
            if (format.HasSignature(head))
                return format;
        }

        if (options.Encoding is null && ForeignFormat.Of(head, source.Name, IsBinary(head)) is { } foreign)
            throw new SneException(SneError.InvalidFile, foreign.Advice);
        IDataFormat named = Array.Find(Formats, format => format.HasName(source.Name)) ?? (JsonFormat.IsLike(head) ? Json : Text);
        if (named == Text && options.Encoding is null && IsBinary(head))
        {
            throw new SneException(
                SneError.InvalidFile,
                $"This is no text, and of no other format that can be read ({string.Join(", ", Formats.Select(format => format.Name))}): it begins with the bytes {Refusal.Bytes(head)}.");
        }

        return named;
    }

    /// <summary>True for what has zero bytes and is not announced as UTF-16 or UTF-32.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head) =>
        head.Contains((byte)0)
        && !head.StartsWith<byte>([0xFF, 0xFE])
        && !head.StartsWith<byte>([0xFE, 0xFF])
        && !head.StartsWith<byte>([0, 0, 0xFE, 0xFF]);
}
