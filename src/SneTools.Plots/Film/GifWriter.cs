using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Writes an animated GIF (Graphics Interchange Format, version 89a), each frame with the 256 colors that it needs most.</summary>
internal sealed class GifWriter : FilmWriter
{
    private readonly Stream _stream;
    private readonly PlotSize _size;
    private readonly byte[] _indices;
    private readonly GifCodes _codes;

    /// <summary>Begins a film.</summary>
    /// <param name="stream">Where to. It is left open.</param>
    /// <param name="size">Size of the pictures, at most 65 535 either way.</param>
    public GifWriter(Stream stream, PlotSize size)
    {
        _stream = stream;
        _size = size;
        _codes = new GifCodes(stream);
        _indices = new byte[size.Width * size.Height];

        // No palette for all; and the extension of Netscape, by which programs begin again: 0 for always.
        stream.Write([.. "GIF89a"u8, .. Little(size.Width), .. Little(size.Height), 0x70, 0, 0]);
        stream.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
    }

    /// <inheritdoc/>
    public override void Add(SKSurface sheet, int hundredths)
    {
        using SKPixmap pixels = sheet.PeekPixels();
        Rgb[] colors = FrameColors.Choose(pixels.GetPixelSpan<uint>(), _indices);
        _stream.Write([0x21, 0xF9, 4, 0x04, .. Little(hundredths), 0, 0]); // the frame stays until the next covers it
        _stream.Write([0x2C, 0, 0, 0, 0, .. Little(_size.Width), .. Little(_size.Height), 0x87]);
        var palette = new byte[3 * FrameColors.Most];
        for (int k = 0; k < colors.Length; k++)
            (palette[3 * k], palette[(3 * k) + 1], palette[(3 * k) + 2]) = (colors[k].Red, colors[k].Green, colors[k].Blue);
        _stream.Write(palette);
        _codes.Write(_indices);
    }

    /// <inheritdoc/>
    public override void Complete() => _stream.WriteByte(0x3B);

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8)];
}
