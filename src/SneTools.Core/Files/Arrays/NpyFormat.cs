using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>NumPy's format for one array: a signature, a version, the length of the header, the header, which is a Python
/// dictionary, and the numbers.</summary>
internal sealed partial class NpyFormat : IDataFormat
{
    private const int SignatureLength = 6;

    /// <summary>The longest header that is read: NumPy itself writes about a hundred bytes, and reads ten thousand.</summary>
    private const int MaxHeaderLength = 1 << 16;

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
        Match records = RecordEntry().Match(header);
        if (records.Success)
            return NpyRecords.Parse(records.Groups["fields"].Value, ParseShape(header), TypeOf);
        Match type = TypeEntry().Match(header);
        return type.Success && ParseShape(header) is { Length: 1 } shape && NpyRecords.IsText(type.Groups["type"].Value)
            ? NpyRecords.Parse($"('X1', '{type.Groups["type"].Value}')", shape, TypeOf)
            : null;
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
        Match type = TypeEntry().Match(header);
        Match order = OrderEntry().Match(header);
        Match shape = ShapeEntry().Match(header);
        if (!type.Success || !order.Success || !shape.Success)
            throw new SneException(SneError.InvalidFile, $"The NPY header lacks its {(type.Success ? order.Success ? "shape" : "fortran_order" : "descr")}, or is malformed: {Refusal.Shorten(header.Trim())}");
        (ElementType element, bool isBigEndian) = TypeOf(type.Groups["type"].Value);
        return new ArrayLayout(
            element,
            isBigEndian,
            order.Groups["order"].Value == "True",
            ParseShape(header));
    }

    private static long[] ParseShape(string header)
    {
        Match shape = ShapeEntry().Match(header);
        return [.. SizeEntry().Matches(shape.Groups["shape"].Value).Select(size => ParseSize(size.Value, shape.Value))];
    }

    private static long ParseSize(string digits, string shape) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw new SneException(SneError.InvalidFile, $"The dimensions are larger than any file: {Refusal.Shorten(shape)}");

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

    [GeneratedRegex("""['"]descr['"]\s*:\s*(?<quote>['"])(?<type>.*?)\k<quote>""", RegexOptions.CultureInvariant)]
    private static partial Regex TypeEntry();

    /// <summary>A list of fields: what stands between its brackets, up to the next entry.</summary>
    [GeneratedRegex("""['"]descr['"]\s*:\s*\[(?<fields>.*)\]\s*,\s*['"]fortran_order['"]""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex RecordEntry();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<order>True|False)""", RegexOptions.CultureInvariant)]
    private static partial Regex OrderEntry();

    /// <summary>A tuple of numbers, which Python 2 may have marked as long ones. Spaces are given to the number before them and not asked
    /// back, or a header of nothing but spaces would be tried in all ways.</summary>
    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<shape>\s*(?:(?>[0-9]+L?\s*)(?:,(?>\s*[0-9]+L?\s*))*(?:,(?>\s*))?)?)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ShapeEntry();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex SizeEntry();
}
