using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace SneTools;

/// <summary>Decompresses the pages of Parquet files. What a page says of its size, before it or within it, is held against what its
/// bytes can become before a byte is allocated.</summary>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class PageCodec(Expansion budget)
{
    /// <summary>Bytes that one byte can become: of a copy of 64 bytes that takes three, of a match whose length goes on by 255 a byte,
    /// of a repetition of 258 bytes that takes two bits. Of the others one block of a few bytes can be anything.</summary>
    private const int SnappyFactor = 22;
    private const int Lz4Factor = 255;
    private const int GzipFactor = 1032;

    /// <summary>Bytes that a page may be larger than that.</summary>
    private const int Slack = 64;

    private byte[] _contents = [];

    /// <summary>Decompresses.</summary>
    /// <param name="codec">How it was compressed.</param>
    /// <param name="bytes">The bytes in the file.</param>
    /// <param name="promised">What the file says they become.</param>
    /// <returns>What they become; it is good until the next page.</returns>
    /// <exception cref="InvalidDataException">They cannot become that, or are damaged.</exception>
    public ReadOnlySpan<byte> Decompress(ParquetCodec codec, ReadOnlySpan<byte> bytes, int promised)
    {
        switch (codec)
        {
            case ParquetCodec.None:
                return bytes;
            case ParquetCodec.Snappy:
                return Snappy(bytes);
            case ParquetCodec.Gzip:
                return Gzip(bytes, promised);
            case ParquetCodec.Brotli:
                Span<byte> brotli = Prepare(promised, bytes.Length, int.MaxValue);
                return BrotliDecoder.TryDecompress(bytes, brotli, out int written) ? brotli[..written] : throw Damaged();
            case ParquetCodec.Lz4:
                return Lz4(bytes, promised);
            case ParquetCodec.Zstd:
                return Zstd(bytes, promised);
            case ParquetCodec.Lz4Raw:
                return Lz4Block(bytes, Prepare(promised, bytes.Length, Lz4Factor)) is var length and >= 0 ? _contents.AsSpan(0, length) : throw Damaged();
            default:
                throw new InvalidDataException(Unknown(codec));
        }
    }

    /// <summary>True for a method that can be undone here.</summary>
    public static bool IsKnown(ParquetCodec codec) => codec is >= ParquetCodec.None and <= ParquetCodec.Lz4Raw and not ParquetCodec.Lzo;

    /// <summary>Says that a method is not known, as the end of a sentence.</summary>
    public static string Unknown(ParquetCodec codec) =>
        $"its pages are compressed by {(codec == ParquetCodec.Lzo ? "LZO" : FormattableString.Invariant($"method {(int)codec}"))}; Snappy, Gzip, Brotli, LZ4 and Zstandard can be read";

    private ReadOnlySpan<byte> Snappy(ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = Prepare(Snappier.Snappy.GetUncompressedLength(bytes), bytes.Length, SnappyFactor);
        return target[..Snappier.Snappy.Decompress(bytes, target)];
    }

    private ReadOnlySpan<byte> Gzip(ReadOnlySpan<byte> bytes, int promised)
    {
        Span<byte> target = Prepare(promised, bytes.Length, GzipFactor);
        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        return target[..gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false)];
    }

    /// <summary>The frame itself tells its size; there are files in which the other number is wrong.</summary>
    private ReadOnlySpan<byte> Zstd(ReadOnlySpan<byte> bytes, int promised)
    {
        ulong size = Decompressor.GetDecompressedSize(bytes);
        Span<byte> target = Prepare(size is > 0 and <= int.MaxValue ? (long)size : promised, bytes.Length, int.MaxValue);
        using var decompressor = new Decompressor();
        return target[..decompressor.Unwrap(bytes, target)];
    }

    /// <summary>Hadoop puts the two sizes before every block, others put the block alone, under the same number.</summary>
    private ReadOnlySpan<byte> Lz4(ReadOnlySpan<byte> bytes, int promised)
    {
        Span<byte> target = Prepare(promised, bytes.Length, Lz4Factor);
        int length = Hadoop(bytes, target);
        length = length >= 0 ? length : Lz4Block(bytes, target);
        return length >= 0 ? target[..length] : throw Damaged();
    }

    private static int Hadoop(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        int done = 0;
        while (bytes.Length > 2 * sizeof(int))
        {
            uint full = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(int)..]);
            bytes = bytes[(2 * sizeof(int))..];
            if (full > target.Length - done || size > bytes.Length || Lz4Block(bytes[..(int)size], target.Slice(done, (int)full)) != full)
                return -1;
            bytes = bytes[(int)size..];
            done += (int)full;
        }

        return bytes.IsEmpty ? done : -1;
    }

    private static int Lz4Block(ReadOnlySpan<byte> bytes, Span<byte> target) =>
        bytes.IsEmpty || target.IsEmpty ? target.Length == 0 ? 0 : -1 : LZ4Codec.Decode(bytes, target);

    private Span<byte> Prepare(long size, int bytes, int factor)
    {
        if (size < 0 || size > ((long)bytes * factor) + Slack || size > Array.MaxLength)
            throw new InvalidDataException($"a page of {bytes} bytes is to become {size}");
        budget.Take(size, FormattableString.Invariant($"A page of {bytes} bytes that is to become {size}"));
        if (_contents.Length < size)
            _contents = new byte[size];
        return _contents.AsSpan(0, (int)size);
    }

    private static InvalidDataException Damaged() => new("the compressed bytes of a page are damaged");
}
