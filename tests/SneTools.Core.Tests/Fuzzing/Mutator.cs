using System.Buffers.Binary;

namespace SneTools.Tests;

/// <summary>Bends files: a bit, a length, a piece too many or too few, a piece of another file.</summary>
/// <param name="random">Where the chances come from; the same seed bends the same way.</param>
internal sealed class Mutator(Random random)
{
    private static readonly byte[] Bytes = [0, 1, 0x15, 0x1C, 0x19, 0x2C, 0x7F, 0x80, 0xFE, 0xFF, (byte)'"', (byte)',', (byte)'\n', (byte)'9', (byte)'('];

    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 7, 64, 127, 128, 255, 256, 1000, 32767, 65535, 65536, 1_000_000, 1 << 24, 1 << 28, (1 << 30) - 1,
        int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue,
    ];

    /// <summary>Bends a file in one to four places.</summary>
    /// <param name="file">The file.</param>
    /// <param name="others">Others, whose pieces may get into it.</param>
    public byte[] Bend(byte[] file, IReadOnlyList<byte[]> others)
    {
        var bent = new List<byte>(file);
        for (int left = random.Next(1, 5); left > 0; left--)
            BendOnce(bent, others);
        return [.. bent];
    }

    /// <summary>Bends a Parquet file: its description alone, its pages alone, or anything. Where it is one of the two, the other stays in its
    /// place and the length of the description is right, so that the reader comes farther.</summary>
    public byte[] BendParquet(byte[] file, IReadOnlyList<byte[]> others)
    {
        int length = file.Length < 12 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        if (length <= 0 || length > file.Length - 12 || random.Next(4) == 0)
            return Bend(file, others);
        byte[] pages = file[..^(length + 8)];
        byte[] description = file[^(length + 8)..^8];
        if (random.Next(2) == 0)
            description = Bend(description, others);
        else
            BendInPlace(pages, others);
        var size = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, description.Length);
        return [.. pages, .. description, .. size, .. "PAR1"u8];
    }

    private void BendInPlace(byte[] file, IReadOnlyList<byte[]> others)
    {
        byte[] bent = Bend(file, others);
        bent.AsSpan(0, Math.Min(bent.Length, file.Length)).CopyTo(file);
    }

    private void BendOnce(List<byte> file, IReadOnlyList<byte[]> others)
    {
        int place = random.Next(file.Count + 1);
        int length = Math.Min(random.Next(1, 1 << random.Next(1, 8)), file.Count - place);
        switch (random.Next(12))
        {
            case 0 or 1 when place < file.Count:
                file[place] ^= (byte)(1 << random.Next(8));
                break;
            case 2 or 3 when place < file.Count:
                file[place] = random.Next(3) == 0 ? (byte)random.Next(256) : Bytes[random.Next(Bytes.Length)];
                break;
            case 4:
                file.RemoveRange(place, random.Next(3) == 0 ? file.Count - place : length);
                break;
            case 5:
                byte[] piece = [.. file.GetRange(place, length)];
                for (int times = random.Next(8) == 0 ? random.Next(1, 500) : 1; times > 0; times--)
                    file.InsertRange(place, piece);
                break;
            case 6 when others.Count > 0:
                Splice(file, place, others[random.Next(others.Count)]);
                break;
            case 7:
                file.InsertRange(place, Varint());
                break;
            case 8:
                Put(file, place, Varint());
                break;
            case 9 or 10:
                Put(file, place, Number());
                break;
            default:
                Swap(file, place, random.Next(file.Count + 1), random.Next(1, 9));
                break;
        }
    }

    private void Splice(List<byte> file, int place, byte[] other)
    {
        int start = random.Next(other.Length + 1);
        int length = random.Next(2) == 0 ? other.Length - start : Math.Min(other.Length - start, random.Next(1, 64));
        if (random.Next(2) == 0)
            file.RemoveRange(place, file.Count - place);
        file.InsertRange(place, other.AsSpan(start, length).ToArray());
    }

    private byte[] Varint()
    {
        ulong number = (ulong)Numbers[random.Next(Numbers.Length)];
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
        return [.. bytes];
    }

    private byte[] Number()
    {
        byte[] bytes = BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)])[..(1 << random.Next(1, 4))];
        if (random.Next(2) == 0)
            Array.Reverse(bytes);
        return bytes;
    }

    private static void Put(List<byte> file, int place, byte[] bytes)
    {
        for (int k = 0; k < bytes.Length && place + k < file.Count; k++)
            file[place + k] = bytes[k];
    }

    private static void Swap(List<byte> file, int first, int second, int length)
    {
        for (int k = 0; k < length && Math.Max(first, second) + k < file.Count; k++)
            (file[first + k], file[second + k]) = (file[second + k], file[first + k]);
    }
}
