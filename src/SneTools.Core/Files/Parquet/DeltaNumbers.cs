using System.Buffers.Binary;

namespace SneTools;

/// <summary>Reads whole numbers that are stored as differences in blocks, each block with as many bits as it needs.</summary>
internal static class DeltaNumbers
{
    /// <summary>Numbers in a block: writers take 128 to 2048.</summary>
    private const ulong LargestBlock = 1 << 16;

    /// <summary>Bits that eight bytes hold wherever in the first of them they begin.</summary>
    private const int MostAtOnce = 57;

    /// <summary>Reads numbers.</summary>
    /// <param name="bytes">The bytes from the head of the numbers on.</param>
    /// <param name="target">A place for each.</param>
    /// <returns>Bytes that the numbers took.</returns>
    /// <exception cref="InvalidDataException">There are fewer, or they are damaged.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, Span<long> target)
    {
        int position = 0;
        ulong block = Varint(bytes, ref position);
        ulong parts = Varint(bytes, ref position);
        ulong count = Varint(bytes, ref position);
        long value = Signed(Varint(bytes, ref position));
        if (block is 0 or > LargestBlock || parts == 0 || block % parts != 0 || block / parts % 8 != 0)
            throw new InvalidDataException($"a page has blocks of {block} differences in {parts} parts");
        if (count < (ulong)target.Length)
            throw new InvalidDataException($"a page has {count} values and promises {target.Length}");
        if (target.Length > 0)
            target[0] = value;
        for (int done = 1; done < target.Length;)
            done = ReadBlock(bytes, ref position, (int)(block / parts), (int)parts, target, done);
        return position;
    }

    private static int ReadBlock(ReadOnlySpan<byte> bytes, ref int position, int size, int parts, Span<long> target, int done)
    {
        long least = Signed(Varint(bytes, ref position));
        if (parts > bytes.Length - position)
            throw new InvalidDataException("a page has fewer values than it promises");
        ReadOnlySpan<byte> widths = bytes.Slice(position, parts);
        position += parts;
        for (int part = 0; part < parts && done < target.Length; part++)
        {
            int width = widths[part];
            int count = Math.Min(size, target.Length - done);
            ReadOnlySpan<byte> packed = bytes[position..];
            if (width > 64 || (long)count * width > packed.Length * 8L)
                throw new InvalidDataException("a page has fewer values than it promises");
            for (int k = 0; k < count; k++, done++)
                target[done] = unchecked(target[done - 1] + least + Unpack(packed, (long)k * width, width));
            position += Math.Min(packed.Length, size / 8 * width);
        }

        return done;
    }

    private static long Unpack(ReadOnlySpan<byte> packed, long bit, int width)
    {
        if (width == 0)
            return 0;
        int first = (int)(bit / 8);
        if (width <= MostAtOnce && first <= packed.Length - sizeof(ulong))
            return (long)((BinaryPrimitives.ReadUInt64LittleEndian(packed[first..]) >> (int)(bit % 8)) & ((1UL << width) - 1));
        UInt128 bytes = 0;
        for (int k = (int)((bit + width - 1) / 8); k >= first; k--)
            bytes = (bytes << 8) | packed[k];
        return unchecked((long)(ulong)((bytes >> (int)(bit % 8)) & (UInt128.MaxValue >> (128 - width))));
    }

    private static long Signed(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (position == bytes.Length)
                break;
            byte part = bytes[position++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }

        throw new InvalidDataException("a page ends within its values");
    }
}
