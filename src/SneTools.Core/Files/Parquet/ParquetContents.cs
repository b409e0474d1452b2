using System.Buffers.Binary;

namespace SneTools;

/// <summary>An open Parquet file whose description has been held against its size.</summary>
internal sealed class ParquetContents : IDisposable
{
    private const int TrailerLength = 8;

    private readonly ParquetFooter _footer;

    private ParquetContents(ParquetPages pages, ParquetFooter footer)
    {
        Pages = pages;
        _footer = footer;
        Rows = footer.Groups.Sum(group => group.Rows);
    }

    /// <summary>The pages.</summary>
    public ParquetPages Pages { get; }

    /// <summary>What the program that wrote the file says of it, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _footer.Metadata;

    /// <summary>The columns.</summary>
    public IReadOnlyList<ParquetField> Fields => _footer.Fields;

    /// <summary>The groups of rows.</summary>
    public IReadOnlyList<ParquetGroup> Groups => _footer.Groups;

    /// <summary>Number of rows.</summary>
    public long Rows { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is cut off or damaged, or promises what cannot be.
    /// </exception>
    public static ParquetContents Open(DataSource source, CancellationToken cancellation)
    {
        Stream file = source.OpenRandomAccess(cancellation);
        try
        {
            return Open(file, source.FileLength is null ? source.Budget.Of(file.Length) : source.Budget);
        }
        catch (Exception error)
        {
            file.Dispose();
            if (error is SneException or OperationCanceledException)
                throw;
            throw new SneException(SneError.InvalidFile, $"The Parquet file is damaged, or of a kind that cannot be read: {error.Message}", innerException: error);
        }
    }

    /// <summary>The part of a column in a group.</summary>
    public static ParquetChunk ChunkOf(ParquetGroup group, ParquetField field) => group.Chunks.First(chunk => ReferenceEquals(chunk.Leaf, field.Leaf));

    /// <summary>Why a column cannot be read, as the end of a sentence; null if it can.</summary>
    public string? ProblemOf(ParquetField field) => field.Leaf is null ? null
        : Groups.Select(group => ChunkOf(group, field).Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>Looks whether the pages of a column have as many values as there are rows, before anything is allocated for them.</summary>
    public void RequirePages(ParquetField field) => RequirePages(field, Groups);

    /// <summary>The same for some groups.</summary>
    public void RequirePages(ParquetField field, IReadOnlyList<ParquetGroup> groups)
    {
        foreach (ParquetGroup group in groups)
        {
            ParquetChunk chunk = ChunkOf(group, field);
            if (field.IsList ? chunk.Values < group.Rows : chunk.Values != group.Rows)
                throw field.Unreadable(FormattableString.Invariant($"it has {chunk.Values} values for {group.Rows} rows"));
            try
            {
                Pages.Require(chunk);
            }
            catch (Exception error) when (error is not SneException)
            {
                throw field.Unreadable(error.Message, error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Pages.Dispose();

    private static ParquetContents Open(Stream file, Expansion budget)
    {
        var description = new byte[RequireTrailer(file)];
        long end = file.Length - TrailerLength - description.Length;
        file.Position = end;
        file.ReadExactly(description);
        ParquetFooter footer = ParquetFooter.Read(description, end);
        return new ParquetContents(new ParquetPages(file, end, budget), footer);
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
        if (trailer[4..].SequenceEqual("PARE"u8))
            throw new SneException(SneError.InvalidFile, "The Parquet file is encrypted, its description included. Write it anew without encryption.");
        if (!trailer[4..].SequenceEqual("PAR1"u8))
            throw new SneException(SneError.InvalidFile, $"The Parquet file is cut off: it ends with the bytes {Refusal.Bytes(trailer[4..])}, and not with 50 41 52 31.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length < 0 || length > file.Length - TrailerLength - 4)
            throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"The Parquet file gives its description {(uint)length} bytes, and has {file.Length} in all."));
        return length;
    }
}
