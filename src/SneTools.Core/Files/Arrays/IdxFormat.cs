using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>The format of MNIST's files: two zero bytes, the type of the numbers, the number of dimensions, the size of each
/// as four bytes, and the numbers, all with the highest byte first.</summary>
internal sealed partial class IdxFormat : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "IDX";

    /// <inheritdoc/>
    public bool HasSignature(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0 && head[1] == 0 && head[2] != 0xFE; // 00 00 FE FF begins a text in UTF-32.

    /// <inheritdoc/>
    public bool HasName(string name) => FileNames().IsMatch(name);

    /// <inheritdoc/>
    public void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation) =>
        ArrayTable.Read(source, ReadHeader(source), options, batches, progress, cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        ReadHeader(source).Names(source);

    /// <inheritdoc/>
    public long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        ArrayLayout layout = ReadHeader(source);
        layout.Require(source);
        return layout.Rows;
    }

    /// <inheritdoc/>
    public IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        ArrayTable.ReadLabels(source, ReadHeader(source), options.First, cancellation);

    private static ArrayLayout ReadHeader(DataSource source)
    {
        const string Place = "within its header";
        Span<byte> magic = stackalloc byte[4];
        source.ReadExactly(magic, Place);
        if (magic[0] != 0 || magic[1] != 0)
            throw new SneException(SneError.InvalidFile, $"An IDX file begins with the bytes 00 00; this one begins with {Refusal.Bytes(magic)}.");
        ElementType type = TypeOf(magic[2]);
        if (magic[3] == 0)
            throw new SneException(SneError.InvalidFile, "The IDX file has no dimensions by its header: the byte at offset 3 is 00.");
        Span<byte> sizes = stackalloc byte[4 * magic[3]];
        source.ReadExactly(sizes, Place);
        var shape = new long[magic[3]];
        for (int d = 0; d < shape.Length; d++)
            shape[d] = BinaryPrimitives.ReadUInt32BigEndian(sizes[(4 * d)..]);
        return new ArrayLayout(type, IsBigEndian: true, IsColumnMajor: false, shape);
    }

    private static ElementType TypeOf(byte code) => code switch
    {
        0x08 => ElementType.UInt8,
        0x09 => ElementType.Int8,
        0x0B => ElementType.Int16,
        0x0C => ElementType.Int32,
        0x0D => ElementType.Single,
        0x0E => ElementType.Double,
        _ => throw new SneException(
            SneError.InvalidFile,
            $"The type of an IDX file, at offset 2, is 08, 09, 0B, 0C, 0D or 0E; this one's is {code:X2}."),
    };

    /// <summary>x.idx, x.idx3, x.idx3-ubyte and x-idx3-ubyte.</summary>
    [GeneratedRegex(@"[.-]idx\d?(-[a-z0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileNames();
}
