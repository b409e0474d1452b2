using System.Buffers.Binary;
using System.Numerics;

namespace SneTools;

/// <summary>Reads small numbers in Parquet's mixture of runs and packed bits: the levels of values, and their places in a dictionary.
/// </summary>
/// <param name="bytes">The bytes.</param>
/// <param name="width">Bits of a number, up to 32.</param>
internal ref struct HybridRuns(ReadOnlySpan<byte> bytes, int width)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Bits that the numbers up to one take.</summary>
    public static int WidthOf(int most) => 32 - BitOperations.LeadingZeroCount((uint)most);

    /// <summary>Reads numbers.</summary>
    /// <param name="target">A place for each.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public void Read(scoped Span<int> target)
    {
        while (!target.IsEmpty)
        {
            long run = NextRun(out bool isPacked);
            scoped Span<int> part = target[..(int)Math.Min(target.Length, run)];
            if (isPacked)
                ReadPacked(run, part);
            else
                ReadRun(part);
            target = target[part.Length..];
        }
    }

    /// <summary>Reads truths, as bits one behind the other.</summary>
    /// <param name="target">As many bits as there are truths, all 0.</param>
    /// <param name="count">Number of truths.</param>
    public void ReadBits(Span<byte> target, int count)
    {
        for (int done = 0; done < count;)
        {
            long run = NextRun(out bool isPacked);
            int used = (int)Math.Min(count - done, run);
            ReadOnlySpan<byte> packed = _bytes[_position..];
            Advance(isPacked ? run / 8 : 1);
            for (int k = 0; k < used; k++, done++)
            {
                int bit = isPacked ? packed[k / 8] >> (k % 8) : packed[0];
                target[done / 8] |= (byte)((bit & 1) << (done % 8));
            }
        }
    }

    private long NextRun(out bool isPacked)
    {
        ulong head = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (_position == _bytes.Length || shift > 28)
                throw new InvalidDataException("a page has fewer values than it promises");
            byte part = _bytes[_position++];
            head |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }

        isPacked = (head & 1) != 0;
        return isPacked ? (long)(head >> 1) * 8 : (long)(head >> 1);
    }

    private void ReadRun(scoped Span<int> target)
    {
        int start = _position;
        Advance((width + 7) / 8);
        uint value = 0;
        for (int k = _position - 1; k >= start; k--)
            value = (value << 8) | _bytes[k];
        target.Fill((int)value);
    }

    /// <summary>The last group may be cut off behind the last number.</summary>
    private void ReadPacked(long run, scoped Span<int> target)
    {
        ReadOnlySpan<byte> packed = _bytes[_position..];
        if ((long)target.Length * width > packed.Length * 8L)
            throw new InvalidDataException("a page has fewer values than it promises");
        Advance(Math.Min(packed.Length, run / 8 * width));
        for (int k = 0; k < target.Length; k++)
            target[k] = (int)Unpack(packed, (long)k * width);
    }

    private readonly uint Unpack(ReadOnlySpan<byte> packed, long bit)
    {
        ulong bytes = 0;
        int first = (int)(bit / 8);
        if (first <= packed.Length - sizeof(ulong))
            return (uint)((BinaryPrimitives.ReadUInt64LittleEndian(packed[first..]) >> (int)(bit % 8)) & ((1UL << width) - 1));
        for (int k = Math.Min(packed.Length, first + 5) - 1; k >= first; k--)
            bytes = (bytes << 8) | packed[k];
        return (uint)((bytes >> (int)(bit % 8)) & ((1UL << width) - 1));
    }

    private void Advance(long count)
    {
        if (count > _bytes.Length - _position)
            throw new InvalidDataException("a page has fewer values than it promises");
        _position += (int)count;
    }
}
