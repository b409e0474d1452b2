using System.Buffers.Binary;
using Parquet;

namespace SneTools;

/// <summary>An open Parquet file whose description has been held against its size.</summary>
internal sealed class ParquetContents : IDisposable
{
    private const int TrailerLength = 8;

    private readonly ParquetPages _pages;
    private readonly ParquetFooter _footer;
    private readonly ParquetReader _reader;

    private ParquetContents(ParquetPages pages, ParquetFooter footer, ParquetReader reader, Expansion budget)
    {
        _pages = pages;
        _footer = footer;
        _reader = reader;
        Budget = budget;
        Columns = [.. reader.Schema.GetDataFields().Select(field => ParquetColumn.Of(field, budget))];
        Groups = [.. reader.RowGroups];
    }

    /// <summary>How much the file may expand to.</summary>
    public Expansion Budget { get; }

    /// <summary>The columns, those within records and lists included.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The groups of rows.</summary>
    public IReadOnlyList<ParquetRowGroupReader> Groups { get; }

    /// <summary>Number of rows.</summary>
    public long Rows => Groups.Sum(group => group.RowCount);

    /// <summary>Opens a file.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is cut off or damaged, or promises what cannot be.
    /// </exception>
    public static ParquetContents Open(DataSource source, CancellationToken cancellation)
    {
        Stream file = source.OpenRandomAccess(cancellation);
        try
        {
            return Guard(() => Open(file, source.FileLength is null ? new Expansion(file.Length) : source.Budget, cancellation));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Does work on the file's contents; whatever goes wrong in them is the file's fault.</summary>
    /// <remarks>The library finds damage by running into it: an index, a cast, a missing value, a page that is larger than memory.
    /// </remarks>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is not (SneException or OperationCanceledException))
        {
            throw new SneException(
                SneError.InvalidFile,
                $"The Parquet file is damaged, or of a kind that cannot be read: {error.Message}",
                innerException: error);
        }
    }

    /// <summary>Looks whether the pages of some columns have as many values as there are rows, before anything is allocated for them.
    /// </summary>
    public void RequirePages(IEnumerable<ParquetColumn> columns)
    {
        HashSet<string> keys = [.. columns.Select(column => column.Key)];
        foreach (ParquetGroup group in _footer.Groups)
        {
            foreach (ParquetChunk chunk in group.Chunks.Where(chunk => keys.Contains(ParquetFooter.Key(chunk.Leaf.Path))))
            {
                if (chunk.Values != group.Rows && chunk.Leaf.Repetitions == 0)
                    throw ParquetColumn.Damaged(string.Join('.', chunk.Leaf.Path), $"has {chunk.Values} values for {group.Rows} rows");
                Guard(() => _pages.Require(chunk));
            }
        }
    }

    /// <summary>Does work on the file's contents; whatever goes wrong in them is the file's fault.</summary>
    public static void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _pages.Dispose();
    }

    private static ParquetContents Open(Stream file, Expansion budget, CancellationToken cancellation)
    {
        var description = new byte[RequireTrailer(file)];
        long end = file.Length - TrailerLength - description.Length;
        file.Position = end;
        file.ReadExactly(description);
        ParquetFooter footer = ParquetFooter.Read(description, end);
        var pages = new ParquetPages(file, end, footer, budget);
        ParquetReader reader = ParquetReader.CreateAsync(pages, null, leaveStreamOpen: true, cancellation).GetAwaiter().GetResult();
        return new ParquetContents(pages, footer, reader, budget);
    }

    /// <summary>The file must end with its description, the length of that, and the mark with which it begins.</summary>
    /// <returns>The length.</returns>
    private static int RequireTrailer(Stream file)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        if (file.Length < TrailerLength + 4)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"The Parquet file is cut off: it has {file.Length} bytes."));
        file.Seek(-TrailerLength, SeekOrigin.End);
        file.ReadExactly(trailer);
        if (!trailer[4..].SequenceEqual("PAR1"u8))
            throw new SneException(SneError.InvalidFile, $"The Parquet file is cut off: it ends with the bytes {Refusal.Bytes(trailer[4..])}, and not with 50 41 52 31.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length < 0 || length > file.Length - TrailerLength - 4)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"The Parquet file gives its description {(uint)length} bytes, and has {file.Length} in all."));
        return length;
    }
}
