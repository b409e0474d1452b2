using System.Buffers.Binary;
using System.Reflection;
using Parquet;
using Parquet.Meta;

namespace SneTools;

/// <summary>An open Parquet file whose description has been held against its size.</summary>
internal sealed class ParquetContents : IDisposable
{
    private const int TrailerLength = 8;

    private static readonly System.Type Protocol = typeof(FileMetaData).Assembly.GetType("Parquet.Meta.Proto.ThriftCompactProtocolReader", throwOnError: true)!;
    private static readonly MethodInfo Parser =
        typeof(FileMetaData).GetMethod("Read", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [Protocol])!;

    private readonly Stream _stream;
    private readonly ParquetReader _reader;

    private ParquetContents(Stream stream, ParquetReader reader)
    {
        _stream = stream;
        _reader = reader;
        Columns = [.. reader.Schema.GetDataFields().Select(ParquetColumn.Of)];
        Groups = [.. reader.RowGroups];
    }

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
            int description = RequireTrailer(file);
            var stream = new BoundedReads(file);
            return Guard(() =>
            {
                RequireDescription(file, description);
                ParquetReader reader = ParquetReader.CreateAsync(stream, null, leaveStreamOpen: true, cancellation).GetAwaiter().GetResult();
                RequireSizes(reader, file.Length);
                return new ParquetContents(stream, reader);
            });
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>The file must end with its description, the length of that, and the mark with which it begins.</summary>
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

    /// <summary>Reads the description once through a stream that refuses to go on behind its end; the library reads it from memory, and
    /// would go on for ever there.</summary>
    private static void RequireDescription(Stream file, int length)
    {
        var description = new byte[length];
        file.Seek(-TrailerLength - length, SeekOrigin.End);
        file.ReadExactly(description);
        using var stream = new BoundedReads(new MemoryStream(description));
        object protocol = Activator.CreateInstance(Protocol, stream)!;
        Parser.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [protocol], null);
    }

    /// <summary>Every group must have what the sum of rows promises, and every column of it must lie within the file.</summary>
    private static void RequireSizes(ParquetReader reader, long length)
    {
        FileMetaData meta = reader.Metadata!;
        long rows = 0;
        foreach (RowGroup group in meta.RowGroups)
        {
            if (group.NumRows is < 0 or > int.MaxValue)
                throw Promises($"{group.NumRows} rows in a group; from 0 to {int.MaxValue} can be read");
            rows += group.NumRows;
            foreach (ColumnChunk chunk in group.Columns)
            {
                ColumnMetaData column = chunk.MetaData ?? throw Promises($"a column and does not describe it");
                long start = Math.Min(column.DataPageOffset, column.DictionaryPageOffset is > 0 and long offset ? offset : column.DataPageOffset);
                if (chunk.FilePath is not null)
                    throw Promises($"a column in another file, '{Refusal.Shorten(chunk.FilePath)}'");
                if (start < 4 || column.TotalCompressedSize < 0 || start > length - column.TotalCompressedSize)
                    throw Promises($"{column.TotalCompressedSize} bytes of a column at offset {start}; the file ends at {length}");
                if (column.NumValues is < 0 or > int.MaxValue)
                    throw Promises($"{column.NumValues} values in a column; from 0 to {int.MaxValue} can be read");
            }
        }

        if (rows != meta.NumRows)
            throw Promises($"{meta.NumRows} rows, and its groups {rows}");
        if (rows > int.MaxValue)
            throw new SneException(SneError.OutOfMemory, FormattableString.Invariant($"The {rows} rows are beyond the {int.MaxValue} that can be read."));

        static SneException Promises(FormattableString what) => new(
            SneError.InvalidFile, "The description of the Parquet file promises " + FormattableString.Invariant(what) + ".");
    }
}
