namespace SneTools;

/// <summary>Reads files of every format there is: text tables (CSV, TSV), JSON, NPY, IDX and Parquet, each plain or compressed by gzip.
/// </summary>
public static class DataFile
{
    /// <summary>The name of the column that <see cref="ImportOptions.LabelPath"/> adds.</summary>
    public const string LabelName = "Label";

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
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Require(options.First is null or >= 1, nameof(options.First), options.First ?? 0, "at least 1");

        // The labels come first: they are soon read, and a mistake in their path soon found.
        LabelColumn? labels = options.LabelPath is null ? null : ReadLabels(options.LabelPath, options, cancellation);
        Dataset data = Naming(path, () =>
        {
            using var source = DataSource.Open(path);
            return Detect(source, options).Read(source, options, progress, cancellation);
        });
        return labels is null ? data : Naming(options.LabelPath!, () => data.AddLabel(labels));
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
            using var source = DataSource.Open(path);
            return Detect(source, options).ReadColumns(source, options, cancellation);
        });
    }

    private static LabelColumn ReadLabels(string path, ImportOptions options, CancellationToken cancellation) => Naming(path, () =>
    {
        using var source = DataSource.Open(path);
        return new LabelColumn(LabelName, Detect(source, options).ReadLabels(source, options, cancellation));
    });

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

    /// <summary>Does work on a file, and puts its path before the message of an error.</summary>
    private static T Naming<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SneException error)
        {
            throw new SneException(error.Error, $"{path}: {error.Message}", error.Row, error.Column, error);
        }
    }
}
