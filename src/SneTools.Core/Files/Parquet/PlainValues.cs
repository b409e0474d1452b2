using System.Buffers.Binary;

namespace SneTools;

/// <summary>The values of a page, one behind the other, whatever they were encoded as; and as many as the page promises.</summary>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class PlainValues(Expansion budget)
{
    /// <summary>Bytes of the objects that a text becomes, without its characters.</summary>
    private const int BytesOfText = 40;

    private byte[] _values = [];
    private long[] _prefixes = [];
    private long[] _lengths = [];

    /// <summary>The values of a page.</summary>
    /// <param name="leaf">The column.</param>
    /// <param name="bytes">The values as they are encoded.</param>
    /// <param name="encoding">How.</param>
    /// <param name="count">How many there must be.</param>
    /// <returns>The values, good until the next page.</returns>
    /// <exception cref="InvalidDataException">There are fewer, or they are damaged.</exception>
    public ReadOnlySpan<byte> Read(ParquetLeaf leaf, ReadOnlySpan<byte> bytes, ParquetEncoding encoding, int count)
    {
        ReadOnlySpan<byte> values = encoding switch
        {
            ParquetEncoding.Plain => bytes,
            ParquetEncoding.Runs when leaf.Type == ParquetType.Boolean => ReadTruths(bytes, count),
            ParquetEncoding.Deltas when leaf.Type is ParquetType.Int32 or ParquetType.Int64 => ReadDeltas(leaf, bytes, count),
            ParquetEncoding.DeltaLengths when leaf.Type == ParquetType.Bytes => ReadTexts(leaf, bytes, count, hasPrefixes: false),
            ParquetEncoding.DeltaTexts when leaf.Type is ParquetType.Bytes or ParquetType.FixedBytes => ReadTexts(leaf, bytes, count, hasPrefixes: true),
            ParquetEncoding.SplitBytes when leaf.Width is { } width => Join(bytes, count, width),
            _ => throw new InvalidDataException($"its values are encoded by method {(int)encoding}, which cannot be read for values of type {(int)leaf.Type}"),
        };
        Require(leaf, values, count);
        return values;
    }

    private void Require(ParquetLeaf leaf, ReadOnlySpan<byte> values, int count)
    {
        if (leaf.Type == ParquetType.Boolean)
        {
            RequireLength(values, (count + 7L) / 8);
        }
        else if (leaf.Width is { } width)
        {
            if (width == 0 && count > 0)
                throw new InvalidDataException("a column has values without bytes");
            RequireLength(values, (long)count * width);
        }
        else
        {
            RequireTexts(values, count);
            budget.Take(((double)count * BytesOfText) + (2.0 * values.Length), "A page of texts");
        }
    }

    private static void RequireLength(ReadOnlySpan<byte> values, long length)
    {
        if (length > values.Length)
            throw new InvalidDataException($"a page has {values.Length} bytes of values, and {length} by what stands before it");
    }

    private static void RequireTexts(ReadOnlySpan<byte> values, int count)
    {
        for (; count > 0; count--)
        {
            RequireLength(values, sizeof(int));
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(values);
            RequireLength(values, sizeof(int) + (long)length);
            values = values[(sizeof(int) + (int)length)..];
        }
    }

    /// <summary>In the first version of pages the runs stand behind their length; in the second too, where they are of truths.</summary>
    private Span<byte> ReadTruths(ReadOnlySpan<byte> bytes, int count)
    {
        RequireLength(bytes, sizeof(int));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        RequireLength(bytes, sizeof(int) + (long)length);
        Span<byte> bits = Prepare((count + 7L) / 8);
        bits.Clear();
        new HybridRuns(bytes.Slice(sizeof(int), (int)length), 1).ReadBits(bits, count);
        return bits;
    }

    private Span<byte> ReadDeltas(ParquetLeaf leaf, ReadOnlySpan<byte> bytes, int count)
    {
        long[] numbers = Numbers(ref _lengths, count);
        if (count > 0)
            DeltaNumbers.Read(bytes, numbers.AsSpan(0, count));
        int width = leaf.Width!.Value;
        Span<byte> values = Prepare((long)count * width);
        for (int k = 0; k < count; k++)
        {
            if (width == sizeof(int))
                BinaryPrimitives.WriteInt32LittleEndian(values[(k * width)..], unchecked((int)numbers[k]));
            else
                BinaryPrimitives.WriteInt64LittleEndian(values[(k * width)..], numbers[k]);
        }

        return values;
    }

    private Span<byte> ReadTexts(ParquetLeaf leaf, ReadOnlySpan<byte> bytes, int count, bool hasPrefixes)
    {
        if (count == 0)
            return [];
        long[] prefixes = Numbers(ref _prefixes, hasPrefixes ? count : 0);
        long[] lengths = Numbers(ref _lengths, count);
        if (hasPrefixes)
            bytes = bytes[DeltaNumbers.Read(bytes, prefixes.AsSpan(0, count))..];
        bytes = bytes[DeltaNumbers.Read(bytes, lengths.AsSpan(0, count))..];
        Span<byte> values = Prepare(SizeOf(prefixes.AsSpan(0, hasPrefixes ? count : 0), lengths.AsSpan(0, count), bytes.Length));
        int head = leaf.Type == ParquetType.Bytes ? sizeof(int) : 0;
        int position = 0;
        int before = 0;
        for (int k = 0; k < count; k++)
        {
            int prefix = hasPrefixes ? (int)prefixes[k] : 0;
            int length = (int)lengths[k];
            if (head > 0)
                BinaryPrimitives.WriteInt32LittleEndian(values[position..], prefix + length);
            else if (prefix + length != leaf.Size)
                throw new InvalidDataException($"a value has {prefix + length} bytes instead of {leaf.Size}");
            position += head;
            values.Slice(before, prefix).CopyTo(values[position..]);
            bytes[..length].CopyTo(values[(position + prefix)..]);
            bytes = bytes[length..];
            before = position;
            position += prefix + length;
        }

        return values;
    }

    /// <summary>Bytes of all texts with their lengths before them. A text can have no more in common with the one before than that has, and
    /// all the rest must be there.</summary>
    private static long SizeOf(ReadOnlySpan<long> prefixes, ReadOnlySpan<long> lengths, int bytes)
    {
        long size = 0;
        long left = bytes;
        long before = 0;
        for (int k = 0; k < lengths.Length; k++)
        {
            long prefix = prefixes.IsEmpty ? 0 : prefixes[k];
            if (lengths[k] < 0 || lengths[k] > left || prefix < 0 || prefix > before)
                throw new InvalidDataException($"a text has {prefix} bytes of the one before and {lengths[k]} of its own, and {left} are there");
            left -= lengths[k];
            before = prefix + lengths[k];
            size += sizeof(int) + before;
        }

        return size;
    }

    private Span<byte> Join(ReadOnlySpan<byte> bytes, int count, int width)
    {
        RequireLength(bytes, (long)count * width);
        Span<byte> values = Prepare((long)count * width);
        for (int part = 0; part < width; part++)
        {
            ReadOnlySpan<byte> parts = bytes.Slice(part * count, count);
            for (int k = 0; k < count; k++)
                values[(k * width) + part] = parts[k];
        }

        return values;
    }

    private long[] Numbers(ref long[] numbers, int count)
    {
        if (numbers.Length < count)
        {
            budget.Take((double)count * sizeof(long), "A page of differences");
            numbers = new long[count];
        }

        return numbers;
    }

    private Span<byte> Prepare(long size)
    {
        budget.Take(size, "A page of values");
        if (size > Array.MaxLength)
            throw new InvalidDataException($"the values of a page take {size} bytes");
        if (_values.Length < size)
            _values = new byte[size];
        return _values.AsSpan(0, (int)size);
    }
}
