using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>NumPy's format for one array: a signature, a version, the length of the header, the header, which is a Python
/// dictionary, and the numbers.</summary>
internal sealed class NpyFormat : IDataFormat
{
    private const int SignatureLength = 6;

    /// <summary>The longest header that is read: NumPy itself writes about a hundred bytes, and reads ten thousand.</summary>
    private const int MaxHeaderLength = 1 << 16;

    /// <summary>The entries of a header.</summary>
    private const string TypeEntry = "descr";
    private const string OrderEntry = "fortran_order";
    private const string ShapeEntry = "shape";

    private static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <inheritdoc/>
    public string Name => "NPY";

    /// <inheritdoc/>
    public bool HasSignature(ReadOnlySpan<byte> head) => head.StartsWith(Signature);

    /// <inheritdoc/>
    public bool HasName(string name) => name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        string header = ReadHeader(source);
        if (Records(header) is { } records)
            records.Read(source, options, batches, progress, cancellation);
        else
            ArrayTable.Read(source, Parse(header), options, batches, progress, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        string header = ReadHeader(source);
        return Records(header) is { } records ? records.Names : Parse(header).Names(source);
    }

    /// <inheritdoc/>
    public long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        string header = ReadHeader(source);
        ArrayLayout layout = Records(header)?.Layout ?? Parse(header);
        layout.Require(source);
        return layout.Rows;
    }

    /// <inheritdoc/>
    public IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        string header = ReadHeader(source);
        return Records(header) is { } records
            ? records.ReadLabels(source, options.First, cancellation)
            : ArrayTable.ReadLabels(source, Parse(header), options.First, cancellation);
    }

    /// <summary>What a header says of records, or of texts or dates, which are records of one field.</summary>
    /// <returns>Null for numbers.</returns>
    private static NpyRecords? Records(string header)
    {
        Dictionary<string, object> entries = PythonLiteral.Entries(header);
        long[]? shape = ShapeOf(entries);
        return (shape, entries.GetValueOrDefault(TypeEntry)) switch
        {
            ({ } sizes, object[] fields) => NpyRecords.Parse(fields, sizes, TypeOf),
            ({ Length: 1 } sizes, string type) when NpyRecords.IsText(type) => NpyRecords.Parse([new object[] { "X1", type }], sizes, TypeOf),
            _ => null,
        };
    }

    private static string ReadHeader(DataSource source)
    {
        const string Place = "within its header";
        Span<byte> start = stackalloc byte[SignatureLength + 2];
        source.ReadExactly(start, Place);
        if (!start.StartsWith(Signature))
            throw new SneException(SneError.InvalidFile, $"An NPY file begins with the bytes {Refusal.Bytes(Signature)}; this one begins with {Refusal.Bytes(start[..SignatureLength])}.");
        int version = start[SignatureLength];
        if (version is < 1 or > 3)
            throw new SneException(SneError.InvalidFile, $"NPY versions 1, 2 and 3 can be read; by its bytes at offset {SignatureLength} this file is of version {version}.{start[SignatureLength + 1]}.");
        Span<byte> lengthBytes = stackalloc byte[version == 1 ? 2 : 4];
        source.ReadExactly(lengthBytes, Place);
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaxHeaderLength)
            throw new SneException(SneError.InvalidFile, $"The header's length, at offset {SignatureLength + 2}, is given as {length} bytes; no header is longer than {MaxHeaderLength}.");
        var header = new byte[length];
        source.ReadExactly(header, Place);
        return (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header);
    }

    private static ArrayLayout Parse(string header)
    {
        Dictionary<string, object> entries = PythonLiteral.Entries(header);
        string? type = entries.GetValueOrDefault(TypeEntry) as string;
        bool? order = entries.GetValueOrDefault(OrderEntry) as bool?;
        long[]? shape = ShapeOf(entries);
        if (type is null || order is null || shape is null)
            throw new SneException(SneError.InvalidFile, $"The NPY header lacks its {(type is null ? TypeEntry : order is null ? OrderEntry : ShapeEntry)}, or is malformed: {Refusal.Shorten(header.Trim())}");
        (ElementType element, bool isBigEndian) = TypeOf(type);
        return new ArrayLayout(element, isBigEndian, order.Value, shape);
    }

    /// <summary>The sizes of the dimensions; null where there are none, or something else than numbers.</summary>
    private static long[]? ShapeOf(Dictionary<string, object> entries) =>
        entries.GetValueOrDefault(ShapeEntry) is object[] sizes && Array.TrueForAll(sizes, size => size is PythonLiteral.Digits)
            ? Array.ConvertAll(sizes, size => ParseSize(((PythonLiteral.Digits)size).Text, sizes))
            : null;

    private static long ParseSize(string digits, object[] shape) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw new SneException(SneError.InvalidFile, $"The dimensions are larger than any file: {Refusal.Shorten(string.Join(" x ", shape.Select(size => ((PythonLiteral.Digits)size).Text)))}");

    private static (ElementType Type, bool IsBigEndian) TypeOf(string descr)
    {
        string code = descr.TrimStart('<', '>', '|', '=');
        ElementType? type = code switch
        {
            "u1" => ElementType.UInt8,
            "b1" or "?" => ElementType.Truth,
            "i1" => ElementType.Int8,
            "u2" => ElementType.UInt16,
            "i2" => ElementType.Int16,
            "u4" => ElementType.UInt32,
            "i4" => ElementType.Int32,
            "u8" => ElementType.UInt64,
            "i8" => ElementType.Int64,
            "f2" => ElementType.Half,
            "f4" => ElementType.Single,
            "f8" => ElementType.Double,
            _ => null,
        };
        return type is null
            ? throw new SneException(SneError.InvalidFile, $"The NPY file holds elements of type '{Refusal.Shorten(descr)}'; numbers of type b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4 and f8 can be read, and lists of texts or dates.")
            : (type.Value, descr.StartsWith('>') || (descr.StartsWith('=') && !BitConverter.IsLittleEndian));
    }
}
