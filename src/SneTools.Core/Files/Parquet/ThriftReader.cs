using System.Text;

namespace SneTools;

/// <summary>Reads Thrift's compact protocol out of memory. Nothing is believed before it has been held against the bytes that are left:
/// no length, no count, no depth.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Structures within structures; those of Parquet are seven deep.</summary>
    private const int DeepestNesting = 32;

    /// <summary>Bytes of seven bits each that a number of 64 bits takes.</summary>
    private const int LongestNumber = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Number of bytes read so far.</summary>
    public int Position { get; private set; }

    private readonly int Left => _bytes.Length - Position;

    /// <summary>Goes to the next field of a structure.</summary>
    /// <param name="id">The number of the field before; afterwards of this one. A structure begins with 0.</param>
    /// <param name="type">The type of what follows.</param>
    /// <returns>False at the end of the structure.</returns>
    public bool NextField(ref int id, out ThriftType type)
    {
        byte head = ReadByte();
        type = (ThriftType)(head & 0x0F);
        if (type == ThriftType.Stop)
            return false;
        id = head >> 4 is var step and > 0 ? id + step : ReadInt32();
        return true;
    }

    /// <summary>Goes to the first element of a list.</summary>
    /// <param name="type">The type that the elements must have.</param>
    /// <returns>Number of elements, no more than there are bytes.</returns>
    public int ReadList(ThriftType type)
    {
        int count = ReadListHead(out ThriftType found);
        return count == 0 || found == type ? count : throw new InvalidDataException($"a list holds elements of type {(int)found}, and not {(int)type}");
    }

    /// <summary>Reads a number.</summary>
    public long ReadInt64()
    {
        ulong number = ReadVarint();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    /// <summary>Reads a number.</summary>
    public int ReadInt32()
    {
        long number = ReadInt64();
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new InvalidDataException($"{number} stands where 32 bits should");
    }

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => Left > 0 ? _bytes[Position++] : throw new EndOfStreamException("its description ends within a field");

    /// <summary>Reads a text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadBinary());

    /// <summary>Goes over a value of any type.</summary>
    public void Skip(ThriftType type) => Skip(type, isElement: false, DeepestNesting);

    private void Skip(ThriftType type, bool isElement, int deepest)
    {
        if (deepest == 0)
            throw new InvalidDataException("its description nests deeper than any does");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                Advance(isElement ? 1u : 0u);
                break;
            case ThriftType.Byte:
                Advance(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Advance(sizeof(double));
                break;
            case ThriftType.Binary:
                ReadBinary();
                break;
            case ThriftType.List or ThriftType.Set:
                for (int left = ReadListHead(out ThriftType element); left > 0; left--)
                    Skip(element, isElement: true, deepest - 1);
                break;
            case ThriftType.Map:
                SkipMap(deepest);
                break;
            case ThriftType.Struct:
                int id = 0;
                while (NextField(ref id, out ThriftType field))
                    Skip(field, isElement: false, deepest - 1);
                break;
            default:
                throw new InvalidDataException($"its description holds a value of type {(int)type}, which there is not");
        }
    }

    private void SkipMap(int deepest)
    {
        int count = RequireCount(ReadVarint());
        byte types = count == 0 ? (byte)0 : ReadByte();
        for (; count > 0; count--)
        {
            Skip((ThriftType)(types >> 4), isElement: true, deepest - 1);
            Skip((ThriftType)(types & 0x0F), isElement: true, deepest - 1);
        }
    }

    private int ReadListHead(out ThriftType type)
    {
        byte head = ReadByte();
        type = (ThriftType)(head & 0x0F);
        return RequireCount(head >> 4 is var count and < 15 ? (ulong)count : ReadVarint());
    }

    /// <summary>Every element takes a byte, if not more.</summary>
    private readonly int RequireCount(ulong count) =>
        count <= (ulong)Left ? (int)count : throw new EndOfStreamException($"a list of {count} elements begins {Left} bytes before the end of its description");

    private ReadOnlySpan<byte> ReadBinary()
    {
        int start = Advance(ReadVarint());
        return _bytes[start..Position];
    }

    private ulong ReadVarint()
    {
        ulong number = 0;
        for (int k = 0; k < LongestNumber; k++)
        {
            byte part = ReadByte();
            number |= (ulong)(part & 0x7F) << (7 * k);
            if (part < 0x80)
                return number;
        }

        throw new InvalidDataException("a number in its description does not end");
    }

    /// <summary>Goes over bytes, and gives the place where they began.</summary>
    private int Advance(ulong count)
    {
        if (count > (ulong)Left)
            throw new EndOfStreamException($"{count} bytes begin {Left} bytes before the end of its description");
        Position += (int)count;
        return Position - (int)count;
    }
}
