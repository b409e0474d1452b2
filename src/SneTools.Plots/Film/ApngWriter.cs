using System.Buffers.Binary;
using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Writes an animated PNG (Portable Network Graphics, third edition, 4.9 and 11.3.6): the chunks of still ones, each frame's with a
/// number before them.</summary>
internal sealed class ApngWriter(Stream stream, PlotSize size, int count) : FilmWriter
{
    private const int SignatureLength = 8;

    /// <summary>Bytes of a chunk beside its data: length, name, checksum.</summary>
    private const int Around = 12;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(k => Remainder((uint)k))];

    private int _sequence;

    /// <inheritdoc/>
    public override void Add(SKSurface sheet, int hundredths)
    {
        using SKImage image = sheet.Snapshot();
        using SKData still = image.Encode(SKEncodedImageFormat.Png, 100);
        ReadOnlySpan<byte> png = still.AsSpan();
        bool isFirst = _sequence == 0;
        if (isFirst)
            stream.Write(png[..SignatureLength]);
        bool hasBegun = false;
        for (int at = SignatureLength; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            ReadOnlySpan<byte> name = png.Slice(at + 4, 4);
            ReadOnlySpan<byte> data = png.Slice(at + 8, length);
            at += Around + length;
            if (name.SequenceEqual("IDAT"u8))
            {
                if (!hasBegun)
                    BeginFrame(isFirst, hundredths);
                hasBegun = true;
                if (isFirst)
                    Write("IDAT"u8, data);
                else
                    Write("fdAT"u8, [.. Big(_sequence++), .. data]);
            }
            else if (isFirst && !name.SequenceEqual("IEND"u8))
            {
                Write(name, data);
            }
        }
    }

    /// <inheritdoc/>
    public override void Complete() => Write("IEND"u8, []);

    private void BeginFrame(bool isFirst, int hundredths)
    {
        if (isFirst)
            Write("acTL"u8, [.. Big(count), .. Big(0)]); // 0: again and again

        // Place 0, 0; the delay as hundredths; the frame stays, and takes the place of what was there.
        Write("fcTL"u8, [.. Big(_sequence++), .. Big(size.Width), .. Big(size.Height), .. Big(0), .. Big(0), (byte)(hundredths >> 8), (byte)hundredths, 0, 100, 0, 0]);
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        stream.Write(Big(data.Length));
        stream.Write(name);
        stream.Write(data);
        stream.Write(Big((int)~Add(Add(uint.MaxValue, name), data)));
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>Goes on with a checksum: CRC-32 as in PNG, Annex D.</summary>
    private static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            checksum = Remainders[(byte)(checksum ^ value)] ^ (checksum >> 8);
        return checksum;
    }

    private static uint Remainder(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        return value;
    }
}
