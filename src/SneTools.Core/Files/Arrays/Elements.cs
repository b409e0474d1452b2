using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Turns the numbers of binary files into doubles.</summary>
internal static class Elements
{
    /// <summary>Bytes of one number.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Truth or ElementType.Int8 => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Half => 2,
        ElementType.UInt32 or ElementType.Int32 or ElementType.Single => 4,
        _ => 8,
    };

    /// <summary>True where every number is one of single precision.</summary>
    public static bool IsSingle(ElementType type) => Size(type) <= 2 || type == ElementType.Single;

    /// <summary>Converts numbers.</summary>
    /// <param name="bytes">The numbers as stored; afterwards in the byte order of this machine.</param>
    /// <param name="type">How they are stored.</param>
    /// <param name="isBigEndian">True when the highest byte of a number comes first.</param>
    /// <param name="target">As many doubles.</param>
    public static void Convert(Span<byte> bytes, ElementType type, bool isBigEndian, Span<double> target)
    {
        if (isBigEndian == BitConverter.IsLittleEndian)
            Reverse(bytes, Size(type));
        switch (type)
        {
            case ElementType.UInt8 or ElementType.Truth:
                Convert<byte>(bytes, target);
                break;
            case ElementType.Int8:
                Convert<sbyte>(bytes, target);
                break;
            case ElementType.UInt16:
                Convert<ushort>(bytes, target);
                break;
            case ElementType.Int16:
                Convert<short>(bytes, target);
                break;
            case ElementType.UInt32:
                Convert<uint>(bytes, target);
                break;
            case ElementType.Int32:
                Convert<int>(bytes, target);
                break;
            case ElementType.UInt64:
                Convert<ulong>(bytes, target);
                break;
            case ElementType.Int64:
                Convert<long>(bytes, target);
                break;
            case ElementType.Half:
                Convert<Half>(bytes, target);
                break;
            case ElementType.Single:
                Convert<float>(bytes, target);
                break;
            default:
                Convert<double>(bytes, target);
                break;
        }
    }

    /// <summary>The number itself, where a double cannot hold it.</summary>
    /// <param name="bytes">The number, in the byte order of this machine.</param>
    /// <param name="type">How it is stored.</param>
    /// <param name="number">The nearest double.</param>
    public static Cell ToCell(ReadOnlySpan<byte> bytes, ElementType type, double number) => type switch
    {
        ElementType.UInt64 => Cell.FromNumber(number, MemoryMarshal.Read<ulong>(bytes)),
        ElementType.Int64 => Cell.FromNumber(number, MemoryMarshal.Read<long>(bytes)),
        ElementType.Half => Cell.FromNumber(number, MemoryMarshal.Read<Half>(bytes)),
        ElementType.Single => Cell.FromNumber(number, MemoryMarshal.Read<float>(bytes)),
        _ => Cell.FromNumber(number),
    };

    /// <summary>The text of a number, which says all of it; of a truth True or False.</summary>
    /// <param name="bytes">The number, in the byte order of this machine.</param>
    /// <param name="type">How it is stored.</param>
    /// <param name="number">The nearest double.</param>
    public static string? ToText(ReadOnlySpan<byte> bytes, ElementType type, double number) =>
        type == ElementType.Truth ? bytes[0] != 0 ? "True" : "False" : ToCell(bytes, type, number).AsText();

    private static void Convert<T>(Span<byte> bytes, Span<double> target)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> source = MemoryMarshal.Cast<byte, T>(bytes);
        target = target[..source.Length];
        for (int k = 0; k < source.Length; k++)
            target[k] = double.CreateTruncating(source[k]);
    }

    /// <summary>Turns the order of the bytes of every number around.</summary>
    /// <param name="bytes">The numbers.</param>
    /// <param name="size">Bytes of one.</param>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> pairs = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(pairs, pairs);
                break;
            case 4:
                Span<uint> quads = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
            case 8:
                Span<ulong> octets = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(octets, octets);
                break;
            default:
                break;
        }
    }
}
